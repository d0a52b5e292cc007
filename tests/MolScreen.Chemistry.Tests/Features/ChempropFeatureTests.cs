using System.Text.Json.Serialization;

namespace MolScreen.Chemistry.Tests.Features;

public sealed class ChempropFeatureTests
{
    private static readonly ProcessingOptions AsWritten = new() { Standardize = false };

    /// <summary>chemprop 2.2.4's own vectors of 200 molecules, odd ones included (tests/data/README.md).</summary>
    private static readonly Expected[] Oracle = RdkitOracle.Read<Expected>("chemprop_v2_features.jsonl.gz");

    [Fact]
    public void Features_of_the_200_molecules_are_those_of_chemprop()
    {
        var batch = MoleculeProcessor.Process([.. Oracle.Select(o => o.Smiles)], MoleculeParts.Graph, AsWritten);

        Assert.Equal(200, batch.Accepted.Length);
        for (var i = 0; i < Oracle.Length; i++)
        {
            var features = FeatureLayout.ChempropV2.Expand(batch.Graphs!, i);
            Assert.Equal(Oracle[i].Atoms, features.Atoms.Select(RoundedAsInTheOracle));
            Assert.Equal(Oracle[i].Edges, features.Edges);
            Assert.Equal(Oracle[i].EdgeIndex[0], features.Sources);
            Assert.Equal(Oracle[i].EdgeIndex[1], features.Targets);
            Assert.Equal(Oracle[i].Reverses, features.Reverses);
        }
    }

    [Fact]
    public void Widths_are_chemprops()
    {
        Assert.Equal((72, 14), (FeatureLayout.ChempropV2.AtomWidth, FeatureLayout.ChempropV2.BondWidth));
    }

    [Fact]
    public void Graphs_of_another_layout_are_refused()
    {
        var graphs = MoleculeProcessor.Process(["C"], MoleculeParts.Graph).Graphs! with { Layout = "chemprop-v1" };

        Assert.Equal(
            "The graphs have layout chemprop-v1, not chemprop-v2. (Parameter 'graphs')",
            Assert.Throws<ArgumentException>(() => FeatureLayout.ChempropV2.Expand(graphs, 0)).Message);
    }

    /// <summary>The oracle's numbers were written with six decimals, which shows in the mass of a given isotope.</summary>
    private static float[] RoundedAsInTheOracle(float[] vector) =>
        Array.ConvertAll(vector, value => (float)Math.Round((double)value, 6));

    private sealed record Expected(
        [property: JsonPropertyName("smiles")] string Smiles,
        [property: JsonPropertyName("V")] float[][] Atoms,
        [property: JsonPropertyName("E")] float[][] Edges,
        [property: JsonPropertyName("edge_index")] int[][] EdgeIndex,
        [property: JsonPropertyName("rev_edge_index")] int[] Reverses);
}
