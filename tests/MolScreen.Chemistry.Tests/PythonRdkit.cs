using System.Globalization;
using MolScreen.Testing;

namespace MolScreen.Chemistry.Tests;

/// <summary>What python3-rdkit says, asked while the test runs: scripts/oracles/descriptors, which explains what it says.</summary>
internal static class PythonRdkit
{
    public static Task<List<string>> DescriptorNames() => Python.Lines([], "descriptors", "names");

    /// <summary>One array of numbers a molecule; null for one that RDKit cannot read.</summary>
    public static async Task<double[]?[]> Compute(string what, IReadOnlyCollection<string> smiles)
    {
        var lines = await Python.Lines(smiles, "descriptors", what, "/dev/stdin");
        Assert.Equal(smiles.Count, lines.Count);
        return [.. lines.Select(line => line == "unreadable" ? null : Array.ConvertAll(line.Split(' '), Number))];
    }

    private static double Number(string text) => text switch
    {
        "nan" or "-nan" => double.NaN,
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };
}
