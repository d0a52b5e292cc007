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
/// <param name="Rows">Row of each molecule in the file, from 1.</param>
/// <param name="Columns">All other cells of each molecule's row.</param>
internal sealed record LabelledLibrary(
    string Path,
    IReadOnlyList<string> Targets,
    MoleculeBatch Molecules,
    float[] Labels,
    int[] Rows,
    IReadOnlyList<IReadOnlyDictionary<string, string>> Columns)
{
    /// <summary>Rows whose molecule could not be read.</summary>
    public int Rejected => Molecules.Count - Rows.Length;

    /// <summary>Reads a file.</summary>
    /// <param name="path">CSV or TSV with a header, or SD file.</param>
    /// <param name="options">Its SMILES and id columns.</param>
    /// <param name="choose">Chooses the label columns out of all rows' cells.</param>
    /// <param name="parts">What to compute of each molecule.</param>
    /// <param name="processing">How.</param>
    /// <exception cref="InputException">A label is no number, or the file has no labels.</exception>
    public static LabelledLibrary Read(
        string path,
        MoleculeFileOptions options,
        Func<IReadOnlyList<IReadOnlyDictionary<string, string>>, IReadOnlyList<string>> choose,
        MoleculeParts parts,
        ProcessingOptions processing,
        CancellationToken cancel)
    {
        var records = MoleculeFile.Read(path, options with { KeepColumns = true }).ToList();
        if (records.Count == 0)
        {
            throw new InputException($"{path}: has no rows");
        }

        var targets = choose([.. records.Select(record => record.Columns!)]);
        var texts = records.ConvertAll(record => record.Error is null ? record.Text : "");
        var batch = MoleculeProcessor.Process(texts, parts, processing, cancel);
        var accepted = Array.ConvertAll(batch.Accepted, position => records[position]);
        if (accepted.Length == 0)
        {
            throw new InputException($"{path}: none of its {records.Count} molecules can be read; the first: {batch.Messages[0]}");
        }

        return new LabelledLibrary(
            path,
            targets,
            batch,
            [.. accepted.SelectMany(record => targets.Select(target => Label(path, record, target)))],
            Array.ConvertAll(accepted, record => record.Row),
            Array.ConvertAll(accepted, record => record.Columns!));
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
