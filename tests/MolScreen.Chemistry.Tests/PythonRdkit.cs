using System.Globalization;
using MolScreen.Testing;

namespace MolScreen.Chemistry.Tests;

/// <summary>What python3-rdkit says, asked while the test runs: scripts/rdkit-descriptors, which explains what it says.</summary>
internal static class PythonRdkit
{
    public static async Task<string[]> DescriptorNames() => await Run("names");

    /// <summary>One array of numbers a molecule; null for one that RDKit cannot read.</summary>
    public static async Task<double[]?[]> Compute(string what, IReadOnlyCollection<string> smiles)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllLinesAsync(file, smiles);
            var lines = await Run(what, file);
            Assert.Equal(smiles.Count, lines.Length);
            return Array.ConvertAll(lines, line => line == "unreadable" ? null : Array.ConvertAll(line.Split(' '), Number));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<string[]> Run(params string[] arguments)
    {
        using var script = new ChildProcess(Path.Combine(Repository.Root, "scripts", "rdkit-descriptors"), arguments);
        var code = await script.Exit(TimeSpan.FromMinutes(30));
        Assert.True(code == 0, script.Everything);
        return script.Output.TrimEnd().Split('\n');
    }

    private static double Number(string text) => text switch
    {
        "nan" or "-nan" => double.NaN,
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };
}
