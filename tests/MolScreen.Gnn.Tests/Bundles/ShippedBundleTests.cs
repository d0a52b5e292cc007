using MolScreen.Testing;

namespace MolScreen.Gnn.Tests.Bundles;

/// <summary>The bundles of models/bundles, as scripts/train-model made them.</summary>
public sealed class ShippedBundleTests
{
    [Theory]
    [InlineData("bace", TaskKind.Classification, "probability")]
    [InlineData("esol", TaskKind.Regression, "log mol/L")]
    [InlineData("activity", TaskKind.Regression, "pKi")]
    [InlineData("admet", TaskKind.Classification, "probability")]
    [InlineData("hiv", TaskKind.Classification, "probability")]
    [InlineData("tox21", TaskKind.Classification, "probability")]
    public void Shipped_bundles_open_predict_and_say_how_they_were_made(string name, TaskKind kind, string unit)
    {
        using var predictor = Predictor.Open(Path.Combine(Repository.Root, "models", "bundles", name));
        var manifest = predictor.Manifest;
        Assert.Equal(name, manifest.Name);
        Assert.Equal((kind, unit), (manifest.Tasks[0].Kind, manifest.Tasks[0].Unit));
        Assert.StartsWith("molscreen train", manifest.Command, StringComparison.Ordinal);
        Assert.Superset(new HashSet<string> { "test", "networks_test", "baseline_test" }, manifest.Metrics.Keys.ToHashSet());
        Assert.StartsWith("pretrained", manifest.Training.Initial, StringComparison.Ordinal);

        // Chemistry is not at hand here: real graphs, with fingerprints and descriptors that are missing or made up of them.
        var predictions = predictor.Predict(Inputs(manifest));
        Assert.All(Enumerable.Range(0, predictions.Values.Length), i => Assert.InRange(predictions.Values[i], manifest.Tasks[i % manifest.Tasks.Count].Minimum!.Value, manifest.Tasks[i % manifest.Tasks.Count].Maximum!.Value));
        Assert.True(predictions.Values.Distinct().Count() > 10, "every molecule scores the same");
        Assert.All(Enumerable.Range(0, predictions.Values.Length), i => Assert.InRange(predictions.Values[i], predictions.Low![i], predictions.High![i]));
        Assert.Equal(Oracle.Graphs.Count, predictions.Domain!.Length);
        Assert.Contains(name, BundleCatalog.Find().Select(Path.GetFileName));
    }

    /// <summary>As their cards report it, on the part that was never trained on.</summary>
    [Fact]
    public void Shipped_bundles_beat_their_baselines()
    {
        static Dictionary<string, Dictionary<string, double>> Metrics(string name)
        {
            using var predictor = Predictor.Open(Path.Combine(Repository.Root, "models", "bundles", name));
            return predictor.Manifest.Metrics;
        }

        var (esol, activity) = (Metrics("esol"), Metrics("activity"));
        Assert.True(esol["test"]["rmse"] < 0.8 * esol["baseline_test"]["rmse"]);
        Assert.True(activity["test"]["rmse"] < 0.8 * activity["baseline_test"]["rmse"]);
        Assert.All(["bace", "hiv", "tox21", "admet"], name => Assert.True(Metrics(name)["test"]["roc_auc"] > Metrics(name)["baseline_test"]["roc_auc"], name));
    }

    private static MoleculeInputs Inputs(BundleManifest manifest)
    {
        var graphs = Oracle.Graphs;
        return new MoleculeInputs(graphs)
        {
            Fingerprints = manifest.Fingerprint is { } fingerprint
                ? new CountFingerprints(fingerprint.Size, [.. Enumerable.Range(0, graphs.Count + 1)], [.. graphs.AtomCounts.Select(atoms => (ushort)(atoms % fingerprint.Size))], [.. graphs.AtomCounts.Select(_ => (ushort)1)])
                : null,
            Descriptors = manifest.Descriptors.Count > 0
                ? new DescriptorTable([.. Enumerable.Repeat(float.NaN, graphs.Count * manifest.Descriptors.Count)], manifest.Descriptors.Count)
                : null,
        };
    }
}
