using System.Globalization;
using System.Text;
using MolScreen.Testing;

namespace MolScreen.Benchmarks.Accuracy;

/// <summary>
/// The 20 targets of MoleculeACE (van Tilborg et al. 2022) that are there, on their official split: one bundle of all targets. The RMSE is the mean
/// over the targets, also of the test molecules that form activity cliffs.
/// </summary>
internal static class MoleculeAce
{
    private const string Smiles = "smiles", Label = "y", Cliff = "cliff_mol", Split = "split";

    /// <summary>One file a target, whose label column gets the target's name.</summary>
    /// <returns>The files' names; a target is its file's name without the extension.</returns>
    public static string[] Prepare(string source, string folder) => [.. Directory.GetFiles(source, "*.csv").Order(StringComparer.Ordinal).Select(path =>
    {
        var target = Path.GetFileNameWithoutExtension(path);
        var lines = File.ReadAllLines(path);
        lines[0] = string.Join(',', lines[0].Split(',').Select(column => column == Label ? target : column));
        File.WriteAllLines(Path.Combine(folder, $"{target}.csv"), lines);
        return $"{target}.csv";
    })];

    /// <summary>Mean over the targets of the RMSE on the test molecules of cliffs.</summary>
    /// <param name="folder">Where the targets' files and the bundle are.</param>
    /// <param name="bundle">The bundle's folder.</param>
    /// <param name="log">Told each command.</param>
    public static double CliffError(string folder, string bundle, TextWriter log) => Directory.GetFiles(folder, "*.csv").Order(StringComparer.Ordinal).Select(path =>
    {
        var target = Path.GetFileNameWithoutExtension(path);
        var rows = Table(path).Where(row => row[Split] == "test" && row[Cliff] == "1").ToArray();
        var (input, output) = (Path.Combine(folder, "cliffs.smi"), Path.Combine(folder, "cliffs.out"));
        File.WriteAllLines(input, rows.Select(row => row[Smiles]), new UTF8Encoding(false));
        MolscreenRun.Of(log, "predict", input, "--model", bundle, "--out", output);
        var predicted = Table(output).Select(row => Number(row[target])).ToArray();
        return Math.Sqrt(rows.Zip(predicted, (row, value) => Math.Pow(Number(row[target]) - value, 2)).Average());
    }).Average();

    /// <summary>Rows of a CSV file by column; none of the files quotes a cell before the columns that are read.</summary>
    private static IReadOnlyList<Dictionary<string, string>> Table(string path)
    {
        var lines = File.ReadAllLines(path);
        var names = lines[0].Split(',');
        return [.. lines.Skip(1).Select(line => names.Zip(line.Split(',')).ToDictionary(cell => cell.First, cell => cell.Second))];
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
