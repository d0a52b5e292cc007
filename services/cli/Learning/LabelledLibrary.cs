using System.Globalization;
using MolScreen.Chemistry;
using MolScreen.Chemistry.Input;
using MolScreen.Cli.CommandLine;

namespace MolScreen.Cli.Learning;

/// <summary>A molecule file with labels, in memory: the molecules that can be read, and one row of labels for each.</summary>
/// <param name="Path">The file.</param>
/// <param name="Targets">Names of the label columns.</param>
/// <param name="Molecules">Processed molecules; everything below is in the order of its accepted ones.</param>
/// <param name="Labels">Molecules × targets, row-major; NaN where there is no label.</param>
/// <param name="Rows">Row of each molecule, from 1; rows of a further file count on from those of the file before.</param>
/// <param name="Columns">All other cells of each molecule's row.</param>
internal sealed record LabelledLibrary(
    IReadOnlyList<string> Paths,
    IReadOnlyList<string> Targets,
    MoleculeBatch Molecules,
    float[] Labels,
    int[] Rows,
    IReadOnlyList<IReadOnlyDictionary<string, string>> Columns)
{
    /// <summary>The files' names, for people.</summary>
    public string Name => string.Join(", ", Paths);

    /// <summary>Rows whose molecule could not be read.</summary>
    public int Rejected => Molecules.Count - Rows.Length;

    /// <summary>Reads files; a label column that a file lacks is not measured of its molecules.</summary>
    /// <param name="paths">CSV or TSV with a header, or SD files.</param>
    /// <param name="options">Their SMILES and id columns.</param>
    /// <param name="choose">Chooses the label columns out of all rows' cells.</param>
    /// <param name="parts">What to compute of each molecule.</param>
    /// <param name="processing">How.</param>
    /// <exception cref="InputException">A label is no number, or the file has no labels.</exception>
    public static LabelledLibrary Read(
        IReadOnlyList<string> paths,
        MoleculeFileOptions options,
        Func<IReadOnlyList<IReadOnlyDictionary<string, string>>, IReadOnlyList<string>> choose,
        MoleculeParts parts,
        ProcessingOptions processing,
        CancellationToken cancel)
    {
        List<(string Path, MoleculeRecord Record)> rows = [];
        foreach (var path in paths)
        {
            var before = rows.Count;
            rows.AddRange(MoleculeFile.Read(path, options with { KeepColumns = true }).Select(record => (path, record)));
            if (rows.Count == before)
            {
                throw new InputException($"{path}: has no rows");
            }
        }

        var targets = choose([.. rows.Select(row => row.Record.Columns!)]);
        var texts = rows.ConvertAll(row => row.Record.Error is null ? row.Record.Text : "");
        var batch = MoleculeProcessor.Process(texts, parts, processing, cancel);
        var accepted = Array.ConvertAll(batch.Accepted, position => rows[position]);
        if (accepted.Length == 0)
        {
            throw new InputException($"{string.Join(", ", paths)}: none of the {rows.Count} molecules can be read; the first: {batch.Messages[0]}");
        }

        return new LabelledLibrary(
            paths,
            targets,
            batch,
            [.. accepted.SelectMany(row => targets.Select(target => Label(row.Path, row.Record, target)))],
            paths.Count == 1 ? Array.ConvertAll(accepted, row => row.Record.Row) : Array.ConvertAll(batch.Accepted, position => position + 1),
            Array.ConvertAll(accepted, row => row.Record.Columns!));
    }

    /// <summary>The number in a cell; NaN for an empty one, null for anything else.</summary>
    public static float? Number(string cell) => cell.Trim() switch
    {
        "" => float.NaN,
        var text when text.Equals("nan", StringComparison.OrdinalIgnoreCase) || text.Equals("na", StringComparison.OrdinalIgnoreCase) => float.NaN,
        var text when float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && float.IsFinite(value) => value,
        _ => null,
    };

    private static float Label(string path, MoleculeRecord record, string target) =>
        Number(record.Columns!.GetValueOrDefault(target, ""))
        ?? throw new InputException($"{path} row {record.Row}: {target} is \"{record.Columns![target]}\", not a number");
}
