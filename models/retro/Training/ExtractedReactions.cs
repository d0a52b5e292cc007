using System.Globalization;
using MolScreen.Retro.Stock;

namespace MolScreen.Retro.Training;

/// <summary>Which part of the data a reaction belongs to; reactions of one product are always in the same.</summary>
public enum ReactionSplit
{
    /// <summary>Templates are taken from it and the policy is fitted to it.</summary>
    Train,

    /// <summary>Ends the training.</summary>
    Validation,

    /// <summary>Only reported on.</summary>
    Test,
}

/// <summary>A reaction with the templates that make its reactants.</summary>
/// <param name="Product">Canonical SMILES.</param>
/// <param name="Reactants">Canonical SMILES, sorted, joined by dots.</param>
/// <param name="Templates">Positions in the template set, ascending; none where its templates are too rare to be in it.</param>
public sealed record ExtractedReaction(string Id, ReactionSplit Split, string Product, string Reactants, IReadOnlyList<int> Templates);

/// <summary>The file of extracted reactions: gzipped TSV, <c>id, split, product, reactants, templates</c> (positions joined by blanks).</summary>
public static class ExtractedReactions
{
    /// <summary>File name within an extraction's folder.</summary>
    public const string FileName = "reactions.tsv.gz";

    private const string Header = "id\tsplit\tproduct\treactants\ttemplates";

    /// <summary>The split of a product: of 100 parts by its hash, the first for validation, the next for test.</summary>
    public static ReactionSplit SplitOf(string product, int validationPercent, int testPercent)
    {
        var part = (int)(StockKey.Of(product) % 100);
        return part < validationPercent ? ReactionSplit.Validation
            : part < validationPercent + testPercent ? ReactionSplit.Test
            : ReactionSplit.Train;
    }

    /// <summary>Reads the file of an extraction's folder.</summary>
    /// <exception cref="RetroException">It is missing or of another form.</exception>
    public static IReadOnlyList<ExtractedReaction> Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            throw new RetroException($"{folder} has no {FileName}: extract templates first.");
        }

        using var reader = ReactionFile.OpenText(path);
        if (reader.ReadLine() != Header)
        {
            throw new RetroException($"{path} is no file of extracted reactions.");
        }

        var reactions = new List<ExtractedReaction>();
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split('\t');
            if (cells.Length != 5 || !Enum.TryParse<ReactionSplit>(cells[1], out var split))
            {
                throw new RetroException($"{path}, row {reactions.Count + 1}: not \"{Header.Replace("\t", ", ", StringComparison.Ordinal)}\".");
            }

            reactions.Add(new ExtractedReaction(
                cells[0], split, cells[2], cells[3], [.. cells[4].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(cell => int.Parse(cell, CultureInfo.InvariantCulture))]));
        }

        return reactions;
    }

    /// <summary>Writes the file.</summary>
    public static void Write(string path, IEnumerable<ExtractedReaction> reactions)
    {
        using var writer = ReactionFile.CreateText(path);
        writer.WriteLine(Header);
        foreach (var reaction in reactions)
        {
            writer.WriteLine($"{reaction.Id}\t{reaction.Split}\t{reaction.Product}\t{reaction.Reactants}\t{string.Join(' ', reaction.Templates)}");
        }
    }
}
