using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;
using MolScreen.Testing;

namespace MolScreen.Chemistry.Tests;

/// <summary>What python3-rdkit 2022.09.3 says about molecules; written by scripts/oracles/regenerate-molecules, which explains the keys.</summary>
internal static class RdkitOracle
{
    private static readonly Lazy<OracleMolecule[]> LazyNci = new(() => Read<OracleMolecule>("rdkit_nci5k.jsonl.gz"));
    private static readonly Lazy<OracleMolecule[]> LazyOdd = new(() => Read<OracleMolecule>("rdkit_odd.jsonl.gz"));

    /// <summary>The 4,999 molecules of NCI/first_5K.smi and the odd ones.</summary>
    public static OracleMolecule[] All { get; } = [.. LazyNci.Value, .. LazyOdd.Value];

    /// <summary>The 4,999 molecules of NCI/first_5K.smi.</summary>
    public static OracleMolecule[] Nci => LazyNci.Value;

    /// <summary>The odd ones.</summary>
    public static OracleMolecule[] Odd => LazyOdd.Value;

    public static T[] Read<T>(string name)
    {
        using var file = new GZipStream(File.OpenRead(Repository.TestData("oracle", name)), CompressionMode.Decompress);
        using var reader = new StreamReader(file);
        var molecules = new List<T>();
        while (reader.ReadLine() is { } line)
        {
            molecules.Add(JsonSerializer.Deserialize<T>(line)!);
        }

        return [.. molecules];
    }
}

internal sealed record OracleMolecule
{
    [JsonPropertyName("smiles")]
    public required string Smiles { get; init; }

    [JsonPropertyName("error")]
    public bool Error { get; init; }

    [JsonPropertyName("canonical")]
    public string Canonical { get; init; } = "";

    [JsonPropertyName("standard")]
    public string? Standard { get; init; }

    [JsonPropertyName("atoms")]
    public string Atoms { get; init; } = "";

    [JsonPropertyName("bonds")]
    public string Bonds { get; init; } = "";

    [JsonPropertyName("ends")]
    public ushort[] Ends { get; init; } = [];

    [JsonPropertyName("masses")]
    public double[] Masses { get; init; } = [];

    [JsonPropertyName("morgan")]
    public int[] Morgan { get; init; } = [];

    [JsonPropertyName("morgan3")]
    public int[] Morgan3 { get; init; } = [];

    [JsonPropertyName("properties")]
    public double[] Properties { get; init; } = [];

    [JsonPropertyName("scaffold")]
    public string Scaffold { get; init; } = "";
}
