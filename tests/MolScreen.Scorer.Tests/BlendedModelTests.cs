using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;
using MolScreen.Contracts;
using MolScreen.Contracts.Featurizing;
using MolScreen.Contracts.Scoring;
using MolScreen.Gnn;
using MolScreen.Torch;

namespace MolScreen.Scorer.Tests;

/// <summary>Models that take more than graphs, and say how sure they are.</summary>
public sealed class BlendedModelTests(BlendedBundle bundle) : IClassFixture<BlendedBundle>, IDisposable
{
    private static readonly int[] Lengths = [4, 12, 2, 33];

    private readonly LoadedModels models = new(Options.Create(new ScorerOptions { Threads = 1 }));

    public void Dispose() => models.Dispose();

    [Fact]
    public void A_job_carries_the_models_own_predictions_and_certainty()
    {
        var scored = new ChunkScorer(models).Score(Chunk(BlendedBundle.Plain, BlendedBundle.Name));

        using var predictor = Predictor.Open(bundle.Folder);
        var expected = predictor.Predict(BlendedBundle.Chains(Lengths));
        Assert.Equal(expected.Values, Column(scored.Scores, 1));
        Assert.Equal(expected.Low, Column(scored.Certainty!.Lows, 1));
        Assert.Equal(expected.High, Column(scored.Certainty.Highs, 1));
        Assert.Equal(expected.Percentiles, Column(scored.Certainty.Percentiles, 1));
        Assert.Equal(expected.Domain!.Select(verdict => (float)verdict.Score), Column(scored.Certainty.DomainScores, 1));
        Assert.Equal(
            expected.Domain!.Select(verdict => verdict.Status.ToString()),
            scored.Certainty.DomainStatuses.Where((_, i) => i % 2 == 1).Select(status => ((DomainStatus)status).ToString()));
        Assert.All(Column(scored.Certainty.Lows, 1).Zip(Column(scored.Certainty.Highs, 1)), ends => Assert.True(ends.First <= ends.Second));
        Assert.Equal(
            new ScoreColumn(BlendedBundle.Name, "1", "length", "atoms", HasInterval: true, HasPercentile: true, HasDomain: true), scored.Columns[1]);
    }

    [Fact]
    public void A_model_that_says_nothing_of_its_certainty_has_none_beside_one_that_does()
    {
        var scored = new ChunkScorer(models).Score(Chunk(BlendedBundle.Name, BlendedBundle.Plain));

        var certainty = scored.Certainty!;
        foreach (var table in new[] { certainty.Lows, certainty.Highs, certainty.Percentiles, certainty.DomainScores })
        {
            Assert.All(Column(table, 0), value => Assert.True(float.IsFinite(value)));
            Assert.All(Column(table, 1), value => Assert.True(float.IsNaN(value)));
        }

        Assert.Equal([false, true, false, true, false, true, false, true], certainty.DomainStatuses.Select(status => status == 0));
        Assert.Equal(new ScoreColumn(BlendedBundle.Plain, "1", "length", "atoms"), scored.Columns[1]);
        Assert.Null(new ChunkScorer(models).Score(Chunk(BlendedBundle.Plain)).Certainty);
    }

    [Fact]
    public void A_chunk_of_rejects_has_the_columns_and_no_rows()
    {
        var nothing = Chunk(BlendedBundle.Name, []);

        var scored = new ChunkScorer(models).Score(nothing);

        Assert.True(Assert.Single(scored.Columns).HasInterval);
        Assert.Empty(scored.Certainty!.Lows);
    }

    [Fact]
    public void Features_that_were_not_made_fail_the_job_with_a_sentence()
    {
        var whole = Chunk(BlendedBundle.Name);
        const string Remedy = ", which the featurizers did not make: install its bundle beside the featurizers too, and restart them.";
        void Refused(string what, MoleculesFeaturized chunk) =>
            Assert.Equal($"The model blended takes {what}{Remedy}", Assert.Throws<UnusableModelException>(() => new ChunkScorer(models).Score(chunk)).Message);

        Refused("count fingerprints of radius 3 and size 64", whole with { Fingerprints = null });
        Refused("count fingerprints of radius 3 and size 64", whole with { Fingerprints = [Fingerprints(2, Lengths)] });
        Refused("the descriptor First", whole with { Descriptors = null });
        Refused("the descriptor Second", whole with { Descriptors = new PackedDescriptors(["Other", "First"], new float[8]).Pack() });
    }

    [Fact]
    public void A_library_that_is_not_installed_fails_the_jobs_that_need_it_with_a_sentence()
    {
        const string Missing = "XGBoost is missing, which gradient-boosted trees need: install the package libxgboost0. (libxgboost.so.0: cannot open shared object file)";
        using var here = new LoadedModels(
            Options.Create(new ScorerOptions { Threads = 1 }),
            (folder, options) => Path.GetFileName(folder) == BlendedBundle.Name ? throw new MissingLibraryException(Missing) : Predictor.Open(folder, options));
        var scorer = new ChunkScorer(here);

        Assert.Equal($"The scorer cannot run the model blended: {Missing}", Assert.Throws<UnusableModelException>(() => scorer.Score(Chunk(BlendedBundle.Name))).Message);
        Assert.Equal(Lengths.Length * sizeof(float), scorer.Score(Chunk(BlendedBundle.Plain)).Scores.Length);
    }

    [Fact]
    public void Features_of_other_molecules_are_refused()
    {
        var whole = Chunk(BlendedBundle.Name);

        Assert.Throws<FormatException>(() => new ChunkScorer(models).Score(whole with { Fingerprints = [Fingerprints(3, [4])] }));
        Assert.Throws<FormatException>(() => new ChunkScorer(models).Score(whole with { Descriptors = new PackedDescriptors(["First", "Second"], [1, 2]).Pack() }));
        Assert.Throws<FormatException>(() => new ChunkScorer(models).Score(whole with { Fingerprints = [[1, 2, 3]] }));
    }

    private static MoleculesFeaturized Chunk(params string[] names) => Chunk(names, Lengths);

    private static MoleculesFeaturized Chunk(string name, int[] lengths) => Chunk([name], lengths);

    /// <summary>The features of chains, descriptors in another order than the model's and one more among them, as are fingerprints.</summary>
    private static MoleculesFeaturized Chunk(string[] names, int[] lengths)
    {
        var (graphs, table) = (BlendedBundle.Chains(lengths).Graphs, BlendedBundle.Chains(lengths).Descriptors!);
        var packed = new PackedGraphs(graphs.Layout, graphs.AtomCounts, graphs.BondCounts, graphs.AtomCodes, graphs.AtomMasses, graphs.BondEnds, graphs.BondCodes);
        var descriptors = new PackedDescriptors(
            ["Second", "Unasked", "First"], [.. Enumerable.Range(0, lengths.Length).SelectMany(i => new[] { table.Row(i)[1], 77, table.Row(i)[0] })]);
        return new MoleculesFeaturized(
            SchemaVersion.Current, Guid.NewGuid(), 0, names, [.. Enumerable.Range(0, lengths.Length)], [.. lengths.Select(length => new string('C', length))],
            new byte[lengths.Length * 7 * 4], packed.Pack(), [], [Fingerprints(2, lengths), Fingerprints(3, lengths)], descriptors.Pack());
    }

    private static byte[] Fingerprints(int radius, int[] lengths)
    {
        var made = BlendedBundle.Chains(lengths).Fingerprints!;
        return new PackedFingerprints(radius, made.Size, made.Starts, made.Positions, made.Counts).Pack();
    }

    /// <summary>One of two columns.</summary>
    private static float[] Column(byte[] table, int column) =>
        [.. MemoryMarshal.Cast<byte, float>(table).ToArray().Where((_, i) => i % 2 == column)];
}
