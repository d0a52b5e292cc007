using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;
using MolScreen.Contracts;
using MolScreen.Contracts.Featurizing;
using MolScreen.Gnn;

namespace MolScreen.Scorer.Tests;

/// <summary>With the bundles that ship.</summary>
public sealed class ChunkScorerTests : IDisposable
{
    private readonly LoadedModels models = new(Options.Create(new ScorerOptions { Threads = 1 }));

    public void Dispose() => models.Dispose();

    [Fact]
    public void Columns_are_the_tasks_of_the_models_in_the_jobs_order()
    {
        var scored = new ChunkScorer(models).Score(Chunk("chemprop-v2", "esol", "bace"));

        Assert.Equal(["esol", "bace"], scored.Columns.Select(column => column.Model));
        Assert.Equal("probability", scored.Columns[1].Unit);
        Assert.Equal(models.Get("esol").Manifest.Version, scored.Columns[0].Version);
    }

    [Fact]
    public void Scores_are_each_models_own_predictions_row_by_row()
    {
        var chunk = Chunk("chemprop-v2", "bace", "esol");
        var graphs = PackedGraphs.Unpack(chunk.Graphs);
        var plain = new MoleculeGraphs(
            graphs.Layout, graphs.AtomCounts, graphs.BondCounts, graphs.AtomCodes, graphs.AtomMasses, graphs.BondEnds, graphs.BondCodes);

        var scored = new ChunkScorer(models).Score(chunk);

        var (bace, esol) = (models.Get("bace").Predict(plain), models.Get("esol").Predict(plain));
        Assert.Equal([bace[0], esol[0], bace[1], esol[1]], MemoryMarshal.Cast<byte, float>(scored.Scores).ToArray());
        Assert.Equal(chunk.Indices, scored.Indices);
        Assert.Equal(chunk.Rejected, scored.Rejected);
        Assert.Equal(chunk.Properties, scored.Properties);
    }

    [Fact]
    public void A_chunk_of_rejects_passes_through_with_its_columns()
    {
        var empty = Chunk("chemprop-v2", "bace") with
        {
            Indices = [],
            Smiles = [],
            Properties = [],
            Graphs = new PackedGraphs("chemprop-v2", [], [], [], [], [], []).Pack(),
        };

        var scored = new ChunkScorer(models).Score(empty);

        Assert.Empty(scored.Scores);
        Assert.Single(scored.Columns);
        Assert.Equal(empty.Rejected, scored.Rejected);
    }

    [Theory]
    [InlineData("no-such-model", "No model bundle 'no-such-model'")]
    [InlineData("../bundles/bace", "is not the name of a model")]
    [InlineData("", "is not the name of a model")]
    public void A_model_that_is_not_there_is_named(string model, string expected)
    {
        var exception = Assert.Throws<UnusableModelException>(() => new ChunkScorer(models).Score(Chunk("chemprop-v2", model)));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_features_than_the_models_are_refused()
    {
        var exception = Assert.Throws<UnusableModelException>(() => new ChunkScorer(models).Score(Chunk("chemprop-v1", "bace")));

        Assert.Equal("The model bace needs the feature layout chemprop-v2; the featurizers make chemprop-v1.", exception.Message);
    }

    [Fact]
    public void Models_of_molecules_as_written_or_of_descriptors_are_refused()
    {
        var written = new BundleManifest { Name = "lipo", Standardization = BundleManifest.AsWritten };
        var described = new BundleManifest { Name = "sol", Descriptors = ["TPSA", "MolLogP"] };

        Assert.Equal(
            "The model lipo takes molecules with the standardization none; the featurizers make molscreen-standard-1.",
            Assert.Throws<UnusableModelException>(() => ChunkScorer.RequireFeatures(written, "chemprop-v2")).Message);
        Assert.Equal(
            "The model sol takes 2 descriptors of a molecule; the featurizers make none.",
            Assert.Throws<UnusableModelException>(() => ChunkScorer.RequireFeatures(described, "chemprop-v2")).Message);
        ChunkScorer.RequireFeatures(new BundleManifest { Name = "esol" }, "chemprop-v2");
    }

    [Fact]
    public void Graphs_that_are_not_the_chunks_are_refused()
    {
        Assert.Throws<FormatException>(() => new ChunkScorer(models).Score(Chunk("chemprop-v2", "bace") with { Indices = [1] }));
        Assert.Throws<FormatException>(() => new ChunkScorer(models).Score(Chunk("chemprop-v2", "bace") with { Graphs = [1, 2, 3] }));
    }

    /// <summary>Methane and ethane, and one reject. Slots as in the layout: carbon 5, degree 4, charge 4 (none), …</summary>
    private static MoleculesFeaturized Chunk(string layout, params string[] names)
    {
        byte[] methane = [5, 4, 4, 0, 4, 4, 0], carbon = [5, 4, 4, 0, 3, 4, 0];
        var graphs = new PackedGraphs(layout, [1, 2], [0, 1], [.. methane, .. carbon, .. carbon], [12.011f, 12.011f, 12.011f], [0, 1], [0, 0, 0, 0]);
        return new MoleculesFeaturized(
            SchemaVersion.Current, Guid.NewGuid(), 0, names, [3, 5], ["C", "CC"], new byte[2 * 7 * 4], graphs.Pack(), [new RejectedMolecule(4, "syntax", "No.")]);
    }
}
