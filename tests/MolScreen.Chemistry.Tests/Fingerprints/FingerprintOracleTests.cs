using System.Runtime.InteropServices;
using System.Text.Json.Serialization;

namespace MolScreen.Chemistry.Tests.Fingerprints;

/// <summary>Every kind of fingerprint is python3-rdkit's, on the NCI molecules and the odd ones (scripts/oracles/regenerate-search).</summary>
public sealed class FingerprintOracleTests
{
    private static readonly Lazy<FingerprintOracle[]> Oracle = new(() => RdkitOracle.Read<FingerprintOracle>("fingerprints.jsonl.gz"));

    public static TheoryData<int> Settings => [.. Enumerable.Range(0, Oracle.Value.Length)];

    [Theory]
    [MemberData(nameof(Settings))]
    public void Bits_and_counts_are_the_same(int setting)
    {
        var expected = Oracle.Value[setting];
        string[] smiles = [.. RdkitOracle.All.Where(m => !m.Error).Select(m => m.Smiles)];
        Assert.Equal(smiles.Length * 4, expected.Digests.Length);

        var batch = MoleculeProcessor.Process(
            smiles, MoleculeParts.Fingerprint, new ProcessingOptions { Standardize = false, Fingerprint = expected.Options });

        Assert.Equal(smiles.Length, batch.Accepted.Length);
        var data = expected.Counts ? MemoryMarshal.AsBytes<ushort>(batch.FingerprintCounts) : batch.Fingerprints;
        var length = data.Length / smiles.Length;
        Assert.Equal(expected.Counts ? 2 * expected.Size : expected.Options.Bytes, length);
        var different = new List<string>();
        for (var i = 0; i < smiles.Length; i++)
        {
            if (Digest(data.Slice(i * length, length)) != expected.Digests[(i * 4)..((i * 4) + 4)])
            {
                different.Add(smiles[i]);
            }
        }

        Assert.Empty(different);
    }

    /// <summary>As the script does it.</summary>
    private static string Digest(ReadOnlySpan<byte> data)
    {
        var value = 2166136261u;
        foreach (var one in data)
        {
            value = unchecked((value ^ one) * 16777619u);
        }

        return $"{(value >> 16) ^ (value & 0xFFFF):x4}";
    }
}

/// <summary>One line of fingerprints.jsonl.gz.</summary>
internal sealed record FingerprintOracle
{
    [JsonPropertyName("kind")]
    public required string Kind { get; init; }

    [JsonPropertyName("radius")]
    public int Radius { get; init; }

    [JsonPropertyName("size")]
    public int Size { get; init; }

    [JsonPropertyName("counts")]
    public bool Counts { get; init; }

    [JsonPropertyName("chirality")]
    public bool Chirality { get; init; }

    [JsonPropertyName("features")]
    public bool Features { get; init; }

    [JsonPropertyName("digests")]
    public required string Digests { get; init; }

    public FingerprintOptions Options => new()
    {
        Kind = Enum.Parse<FingerprintKind>(Kind.Replace("-", "", StringComparison.Ordinal), ignoreCase: true),
        Radius = Radius,
        Size = Size,
        Counts = Counts,
        Chirality = Chirality,
        Features = Features,
    };
}
