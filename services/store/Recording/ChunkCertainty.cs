using MolScreen.Contracts.Scoring;

namespace MolScreen.Store.Recording;

/// <summary>How sure the models are of the scores of a chunk, unpacked and checked.</summary>
internal sealed class ChunkCertainty
{
    private static readonly string?[] StatusNames = [null, "in", "edge", "out"];

    private readonly int[] models;
    private readonly int modelCount;
    private readonly float[] lows, highs, percentiles, domainScores;
    private readonly byte[] domainStatuses;

    private ChunkCertainty(MoleculesScored message, PackedCertainty packed)
    {
        models = new int[message.Columns.Count];
        for (var c = 0; c < models.Length; c++)
        {
            models[c] = c > 0 && message.Columns[c].Model == message.Columns[c - 1].Model ? -1 : modelCount++;
        }

        var (columns, domains) = (message.Indices.Length * models.Length, message.Indices.Length * modelCount);
        lows = ScoredChunk.Floats(message, "lower ends", packed.Lows, columns);
        highs = ScoredChunk.Floats(message, "upper ends", packed.Highs, columns);
        percentiles = ScoredChunk.Floats(message, "percentiles", packed.Percentiles, columns);
        domainScores = ScoredChunk.Floats(message, "domain scores", packed.DomainScores, domains);
        domainStatuses = packed.DomainStatuses.Length == domains && packed.DomainStatuses.All(status => status < StatusNames.Length)
            ? packed.DomainStatuses
            : throw new FormatException($"Chunk {message.Chunk}: the domain statuses are not {domains} of 0 to {StatusNames.Length - 1}.");
    }

    /// <exception cref="FormatException">The arrays do not fit the message.</exception>
    public static ChunkCertainty Unpack(MoleculesScored message, PackedCertainty packed) => new(message, packed);

    /// <summary>What is known of one score of one molecule; the domain belongs to the first column of each model.</summary>
    public Certainty Of(int molecule, int column)
    {
        var at = (molecule * models.Length) + column;
        var domain = models[column] < 0 ? -1 : (molecule * modelCount) + models[column];
        return new Certainty(
            lows[at],
            highs[at],
            percentiles[at],
            domain < 0 ? float.NaN : domainScores[domain],
            domain < 0 ? null : StatusNames[domainStatuses[domain]]);
    }
}

/// <summary>How sure a model is of one score; NaN and null for what it does not say.</summary>
internal readonly record struct Certainty(float Low, float High, float Percentile, float Domain, string? DomainStatus);
