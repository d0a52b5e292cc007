using MolScreen.Testing;

namespace MolScreen.Gnn.Tests.Bundles;

/// <summary>The bundles of models/bundles, as scripts/train-* made them.</summary>
public sealed class ShippedBundleTests
{
    [Theory]
    [InlineData("bace", TaskKind.Classification, "probability")]
    [InlineData("esol", TaskKind.Regression, "log mol/L")]
    public void Shipped_bundles_open_predict_and_say_how_they_were_made(string name, TaskKind kind, string unit)
    {
        using var predictor = Predictor.Open(Path.Combine(Repository.Root, "models", "bundles", name));
        var manifest = predictor.Manifest;
        Assert.Equal(name, manifest.Name);
        Assert.Equal((kind, unit), (manifest.Tasks[0].Kind, manifest.Tasks[0].Unit));
        Assert.StartsWith("molscreen train", manifest.Command, StringComparison.Ordinal);
        Assert.Superset(new HashSet<string> { "test", "networks_test", "baseline_test" }, manifest.Metrics.Keys.ToHashSet());
        var predictions = predictor.Predict(Oracle.Graphs);
        Assert.All(predictions, value => Assert.InRange(value, manifest.Tasks[0].Minimum!.Value, manifest.Tasks[0].Maximum!.Value));
        Assert.True(predictions.Max() - predictions.Min() > 0.1, "every molecule scores the same");
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

        var (esol, bace) = (Metrics("esol"), Metrics("bace"));
        Assert.True(esol["test"]["rmse"] < 0.8 * esol["baseline_test"]["rmse"]);
        Assert.True(bace["test"]["roc_auc"] > bace["baseline_test"]["roc_auc"]);
    }
}
