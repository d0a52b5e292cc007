using System.Globalization;
using System.Text;
using MolScreen.Gnn.Metrics;

namespace MolScreen.Gnn.Bundles;

/// <summary>The MODEL_CARD.md of a bundle, from its manifest alone.</summary>
public static class ModelCard
{
    /// <summary>Writes the card.</summary>
    public static string Write(BundleManifest manifest)
    {
        var text = new StringBuilder();
        void Line(string line = "") => text.Append(line).Append('\n');
        var architecture = manifest.Architecture;
        Line($"# {manifest.Name} {manifest.Version}");
        Line();
        Line(manifest.Description);
        Line();
        Line("## Predicts");
        Line("| task | kind | unit | range | better | training labels |");
        Line("|---|---|---|---|---|---|");
        foreach (var task in manifest.Tasks)
        {
            var better = task.HigherIsBetter switch { true => "higher", false => "lower", null => "depends" };
            Line($"| {task.Name} | {Lower(task.Kind)} | {task.Unit} | {Limit(task.Minimum)} to {Limit(task.Maximum)} | {better} | {task.TrainingSize} |");
        }

        Line();
        Line("## Network");
        Line($"{manifest.Weights.Count} D-MPNN{(manifest.Weights.Count > 1 ? "s, averaged" : "")}: hidden {architecture.Hidden}, depth {architecture.Depth}, readout {Lower(architecture.Aggregation)}, {architecture.FfnLayers} feed-forward layer(s) of {architecture.FfnHidden}, dropout {Number(architecture.Dropout)}, features {manifest.FeatureLayout}.");
        Line($"{manifest.Training.Epochs} epochs, batch {manifest.Training.BatchSize}, Adam at {string.Join(" → ", manifest.Training.LearningRates.Select(Number))} with {manifest.Training.WarmupEpochs} warm-up epochs, seed {manifest.Training.Seed}; kept epochs {string.Join(", ", manifest.Training.BestEpochs)} (lowest validation loss).");
        Line();
        Line("## Data");
        Line($"{manifest.Data.File}, {manifest.Data.Molecules} molecules ({manifest.Data.Rejected} rows left out), SHA-256 `{manifest.Data.Sha256}`. {manifest.Data.Licence}");
        Line();
        Line($"Split: {manifest.Split.Kind}, seed {manifest.Split.Seed}: {manifest.Split.Train} training, {manifest.Split.Validation} validation, {manifest.Split.Test} test molecules; rows in split.json.");
        Line();
        Line("## Results");
        Line($"{manifest.Split.Kind} split; the baseline is {(manifest.Tasks[0].Kind == TaskKind.Classification ? "logistic regression" : "ridge regression")} on Morgan fingerprints, its penalty chosen on validation.");
        Line();
        var names = manifest.Metrics.Values.SelectMany(part => part.Keys).Where(name => !name.Contains("_mean", StringComparison.Ordinal) && !name.Contains("_std", StringComparison.Ordinal) && name is not "n" and not "networks").Distinct().ToArray();
        Line($"| part | n | {string.Join(" | ", names)} |");
        Line($"|---|---|{string.Concat(names.Select(_ => "---|"))}");
        foreach (var (part, metrics) in manifest.Metrics.Where(part => part.Key != "networks_test"))
        {
            Line($"| {part.Replace('_', ' ')} | {metrics.GetValueOrDefault("n"):0} | {string.Join(" | ", names.Select(name => metrics.TryGetValue(name, out var value) ? value.ToString("0.000", CultureInfo.InvariantCulture) : ""))} |");
        }

        if (manifest.Metrics.TryGetValue("networks_test", out var single))
        {
            var primary = MetricTable.Primary(manifest.Tasks[0].Kind);
            Line();
            Line($"The {single["networks"]:0} networks alone, on test: {primary} {single[$"{primary}_mean"].ToString("0.000", CultureInfo.InvariantCulture)} ± {single[$"{primary}_std"].ToString("0.000", CultureInfo.InvariantCulture)} (standard deviation over seeds).");
        }

        Line();
        Line("## Limits");
        Line("Trained on the molecules above only: predictions for chemistry unlike them are extrapolations. Not for decisions on patients.");
        Line();
        Line("## Made by");
        Line($"`{manifest.Command}`, {manifest.Created}. Licence: {manifest.Licence}");
        return text.ToString();
    }

    private static string Lower<T>(T value)
        where T : struct, Enum
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    private static string Limit(double? limit) => limit is { } value ? Number(value) : "unlimited";

    private static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
