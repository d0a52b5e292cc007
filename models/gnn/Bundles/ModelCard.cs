using System.Globalization;
using MolScreen.Gnn.Metrics;

namespace MolScreen.Gnn.Bundles;

/// <summary>The MODEL_CARD.md of a bundle, from its manifest alone.</summary>
public static class ModelCard
{
    /// <summary>Writes the card.</summary>
    public static string Write(BundleManifest manifest)
    {
        var card = new CardText(manifest, "task | meaning | kind | unit | range | better | training labels");
        void Line(string line = "") => card.Line(line);
        var architecture = manifest.Architecture;
        foreach (var task in manifest.Tasks)
        {
            var better = task.HigherIsBetter switch { true => "higher", false => "lower", null => "depends" };
            Line($"| {task.Name} | {task.Description} | {Lower(task.Kind)}{(task.Logarithmic ? ", its logarithm learned" : "")} | {task.Unit} | {Limit(task.Minimum)} to {Limit(task.Maximum)} | {better} | {task.TrainingSize} |");
        }

        Line();
        Line("## Network");
        Line($"{manifest.Weights.Count} D-MPNN{(manifest.Weights.Count > 1 ? "s, averaged" : "")}: hidden {architecture.Hidden}, depth {architecture.Depth}, readout {Lower(architecture.Aggregation)}, {architecture.FfnLayers} feed-forward layer(s) of {architecture.FfnHidden}, dropout {Number(architecture.Dropout)}, features {manifest.FeatureLayout}.");
        Line($"{manifest.Training.Epochs} epochs, batch {manifest.Training.BatchSize}, Adam at {string.Join(" → ", manifest.Training.LearningRates.Select(Number))} with {manifest.Training.WarmupEpochs} warm-up epochs, seed {manifest.Training.Seed}; kept epochs {string.Join(", ", manifest.Training.BestEpochs)} (lowest validation loss).{(manifest.Training.Initial.Length > 0 ? $" Their encoder started from {manifest.Training.Initial}." : "")}");
        if (manifest.Arms.Count > 1)
        {
            WriteBlend(manifest, Line);
        }

        Line();
        Line("## Data");
        Line($"{manifest.Data.File}, {manifest.Data.Molecules} molecules ({manifest.Data.Rejected} rows left out), SHA-256 `{manifest.Data.Sha256}`. {manifest.Data.Licence}");
        Line();
        Line($"Split: {manifest.Split.Kind}, seed {manifest.Split.Seed}: {manifest.Split.Train} training, {manifest.Split.Validation} validation, {manifest.Split.Test} test molecules; rows in split.json.{(manifest.Split.Folds > 0 ? $" Training and validation part are {manifest.Split.Folds} folds: each was held out once from a fit, the fits are averaged." : "")}");
        Line();
        Line("## Results");
        Line($"{manifest.Split.Kind} split; the baseline is logistic regression (classes) or ridge regression (numbers) on Morgan fingerprints, its penalty chosen on validation.");
        Line();
        var parts = manifest.Metrics.Where(part => part.Key is not "networks_test" and not "certainty_test").ToArray();
        var names = parts.SelectMany(part => part.Value.Keys).Where(name => name != "n").Distinct().ToArray();
        Line($"| part | n | {string.Join(" | ", names)} |");
        Line($"|---|---|{string.Concat(names.Select(_ => "---|"))}");
        foreach (var (part, metrics) in parts)
        {
            Line($"| {part.Replace('_', ' ')} | {metrics.GetValueOrDefault("n"):0} | {string.Join(" | ", names.Select(name => metrics.TryGetValue(name, out var value) ? value.ToString("0.000", CultureInfo.InvariantCulture) : ""))} |");
        }

        if (manifest.Metrics.TryGetValue("certainty_test", out var certainty))
        {
            WriteCertainty(certainty, Line);
        }

        if (manifest.Metrics.TryGetValue("networks_test", out var single))
        {
            var primary = MetricTable.Primary(manifest.Tasks[0].Kind);
            Line();
            Line($"The {single["networks"]:0} networks alone, on test: {primary} {single[$"{primary}_mean"].ToString("0.000", CultureInfo.InvariantCulture)} ± {single[$"{primary}_std"].ToString("0.000", CultureInfo.InvariantCulture)} (standard deviation over seeds).");
        }
        return card.End("Trained on the molecules above only: predictions for chemistry unlike them are extrapolations.");
    }

    private static void WriteBlend(BundleManifest manifest, Action<string> line)
    {
        line("");
        line("## Blend");
        line("Each task's value is a weighted mean of the networks, of boosted trees on count fingerprints and RDKit's descriptors, and of a ridge regression with the Tanimoto kernel; the weights did best on molecules that the fits had not seen.");
        line("");
        line($"| task | {string.Join(" | ", manifest.Arms.Select(Lower))} |");
        line($"|---|{string.Concat(manifest.Arms.Select(_ => "---|"))}");
        foreach (var (task, weights) in manifest.Blend)
        {
            line($"| {task} | {string.Join(" | ", manifest.Arms.Select(arm => Number(weights.GetValueOrDefault(arm))))} |");
        }
    }

    private static void WriteCertainty(Dictionary<string, double> certainty, Action<string> line)
    {
        line("");
        line(certainty.TryGetValue("coverage", out var coverage)
            ? $"The 90 % intervals hold {Percent(coverage)} of the numbers measured on test, with a mean width of {Number(Math.Round(certainty["width"], 2))} standard deviations."
            : "Intervals of probabilities are 90 % bands of how often such molecules were a 1 among those held out.");
        if (certainty.TryGetValue("class_coverage", out var classes))
        {
            line($"The sets of classes that cannot be excluded at 90 % hold {Percent(classes)} of the classes measured on test; {Percent(certainty["class_single"])} of them are a single class.");
        }

        if (certainty.TryGetValue("error_ratio", out var ratio))
        {
            line($"The error of the third of the test molecules that the applicability domain calls farthest is {ratio.ToString("0.00", CultureInfo.InvariantCulture)} times that of the nearest third.");
        }
    }

    private static string Percent(double share) => share.ToString("0.0 %", CultureInfo.InvariantCulture);

    private static string Lower<T>(T value)
        where T : struct, Enum
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    private static string Limit(double? limit) => limit is { } value ? Number(value) : "unlimited";

    private static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
