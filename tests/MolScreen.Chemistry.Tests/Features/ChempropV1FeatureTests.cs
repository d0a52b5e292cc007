using System.Text.Json.Serialization;

namespace MolScreen.Chemistry.Tests.Features;

public sealed class ChempropV1FeatureTests
{
    private static readonly ProcessingOptions Options = new() { Standardize = false, Layout = FeatureLayout.ChempropV1 };

    /// <summary>chemprop 1's definition computed by python3-rdkit for the NCI molecules and the odd ones (scripts/oracles/regenerate-alerts).</summary>
    [Fact]
    public void Features_are_those_of_chemprop_1()
    {
        var oracle = RdkitOracle.Read<Expected>("chemprop_v1_features.jsonl.gz");
        foreach (var chunk in Enumerable.Range(0, oracle.Length).Chunk(64))
        {
            var batch = MoleculeProcessor.Process([.. chunk.Select(i => oracle[i].Smiles)], MoleculeParts.Graph, Options);
            Assert.Equal("chemprop-v1", batch.Graphs!.Layout);
            Assert.Equal(chunk.Length, batch.Accepted.Length);
            for (var i = 0; i < chunk.Length; i++)
            {
                var expected = oracle[chunk[i]];
                var features = FeatureLayout.ChempropV1.Expand(batch.Graphs, i);
                Assert.Equal(expected.Atoms, Places(features.Atoms.Select(atom => atom[..^1])));
                Assert.Equal(expected.Bonds, Places(features.Edges.Where((_, edge) => edge % 2 == 0)));
                foreach (var (mass, atom) in expected.Masses.Zip(features.Atoms))
                {
                    // A graph's masses are floats: exact for average masses, a unit in the last place off for some isotopes.
                    var ulp = IsIsotope(expected.Smiles) ? MathF.BitIncrement((float)mass) - (float)mass : 0;
                    Assert.InRange(atom[^1] - (float)mass, -ulp, ulp);
                }
            }
        }
    }

    [Fact]
    public void Widths_are_chemprops()
    {
        Assert.Equal((133, 14), (FeatureLayout.ChempropV1.AtomWidth, FeatureLayout.ChempropV1.BondWidth));
    }

    [Fact]
    public void Graphs_of_one_layout_are_not_read_as_another()
    {
        var graphs = MoleculeProcessor.Process(["C"], MoleculeParts.Graph, Options).Graphs!;

        Assert.Throws<ArgumentException>(() => FeatureLayout.ChempropV2.Expand(graphs, 0));
    }

    private static bool IsIsotope(string smiles) =>
        Enumerable.Range(1, smiles.Length - 1).Any(i => smiles[i - 1] == '[' && char.IsAsciiDigit(smiles[i]));

    private static string Places(IEnumerable<float[]> vectors)
    {
        var places = new List<byte>();
        foreach (var vector in vectors)
        {
            for (var i = 0; i < vector.Length; i++)
            {
                if (vector[i] != 0)
                {
                    Assert.Equal(1, vector[i]);
                    places.Add((byte)i);
                }
            }

            places.Add(255);
        }

        return Convert.ToHexStringLower([.. places]);
    }

    private sealed record Expected(
        [property: JsonPropertyName("smiles")] string Smiles,
        [property: JsonPropertyName("atoms")] string Atoms,
        [property: JsonPropertyName("bonds")] string Bonds,
        [property: JsonPropertyName("masses")] double[] Masses);
}
