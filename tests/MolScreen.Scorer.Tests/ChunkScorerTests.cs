using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;
using MolScreen.Contracts;
using MolScreen.Contracts.Featurizing;
using MolScreen.Gnn;
using MolScreen.Gnn.Bundles;

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
        Assert.Equal(scored.Certainty is not null, scored.Columns.Any(column => column.HasInterval || column.HasPercentile || column.HasDomain));
        Assert.Equal(models.Get("esol").Manifest.Version, scored.Columns[0].Version);
    }

    [Fact]
    public void Scores_are_each_models_own_predictions_row_by_row()
    {
        var chunk = Chunk("chemprop-v2", "bace", "esol");
        var features = ChunkFeatures.Unpack(chunk);

        var scored = new ChunkScorer(models).Score(chunk);

        var (bace, esol) = (Predicted("bace"), Predicted("esol"));
        Assert.Equal([bace[0], esol[0], bace[1], esol[1]], MemoryMarshal.Cast<byte, float>(scored.Scores).ToArray());
        Assert.Equal(chunk.Indices, scored.Indices);
        Assert.Equal(chunk.Rejected, scored.Rejected);
        Assert.Equal(chunk.Properties, scored.Properties);

        float[] Predicted(string model) => models.Get(model).Predict(features.For(models.Get(model).Manifest)).Values;
    }

    [Fact]
    public void A_chunk_of_rejects_passes_through_with_its_columns()
    {
        var whole = Chunk("chemprop-v2", "bace");
        var empty = whole with
        {
            Indices = [],
            Smiles = [],
            Properties = [],
            Graphs = new PackedGraphs("chemprop-v2", [], [], [], [], [], []).Pack(),
            Fingerprints = whole.Fingerprints?.Select(payload => (PackedFingerprints.Unpack(payload) with { Starts = [0], Positions = [], Counts = [] }).Pack()).ToList(),
            Descriptors = whole.Descriptors is { } table ? (PackedDescriptors.Unpack(table) with { Values = [] }).Pack() : null,
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
    public void Models_of_molecules_as_written_are_refused()
    {
        var written = new BundleManifest { Name = "lipo", Standardization = BundleManifest.AsWritten };
        var features = ChunkFeatures.Unpack(Chunk("chemprop-v2", "lipo"));

        Assert.Equal(
            "The model lipo takes molecules with the standardization none; the featurizers make molscreen-standard-1.",
            Assert.Throws<UnusableModelException>(() => features.For(written)).Message);
    }

    [Fact]
    public void Graphs_that_are_not_the_chunks_are_refused()
    {
        Assert.Throws<FormatException>(() => new ChunkScorer(models).Score(Chunk("chemprop-v2", "bace") with { Indices = [1] }));
        Assert.Throws<FormatException>(() => new ChunkScorer(models).Score(Chunk("chemprop-v2", "bace") with { Graphs = [1, 2, 3] }));
    }

    /// <summary>
    /// Methane and ethane, and one reject. Slots as in the layout: carbon 5, degree 4, charge 4 (none), … What the models take beside
    /// graphs is made up.
    /// </summary>
    private static MoleculesFeaturized Chunk(string layout, params string[] names)
    {
        byte[] methane = [5, 4, 4, 0, 4, 4, 0], carbon = [5, 4, 4, 0, 3, 4, 0];
        var graphs = new PackedGraphs(layout, [1, 2], [0, 1], [.. methane, .. carbon, .. carbon], [12.011f, 12.011f, 12.011f], [0, 1], [0, 0, 0, 0]);
        var manifests = BundleCatalog.Find().Where(folder => names.Contains(Path.GetFileName(folder))).Select(BundleFolder.ReadManifest).ToList();
        var descriptors = manifests.SelectMany(manifest => manifest.Descriptors).Distinct().ToList();
        return new MoleculesFeaturized(
            SchemaVersion.Current, Guid.NewGuid(), 0, names, [3, 5], ["C", "CC"], new byte[2 * 7 * 4], graphs.Pack(), [new RejectedMolecule(4, "syntax", "No.")],
            [.. manifests.Select(manifest => manifest.Fingerprint).OfType<FingerprintDescription>().Distinct().Select(kind => new PackedFingerprints(kind.Radius, kind.Size, [0, 1, 2], [1, 1], [1, 2]).Pack())],
            descriptors.Count == 0 ? null : new PackedDescriptors(descriptors, new float[2 * descriptors.Count]).Pack());
    }
}
