using System.Globalization;
using MolScreen.Gnn.Bundles;
using MolScreen.Testing;

namespace MolScreen.Benchmarks.Accuracy;

/// <summary>What the bundles of one set reached on their test parts, over the seeds.</summary>
/// <param name="Name">The set's name.</param>
/// <param name="Command">The command, with SEED for each seed.</param>
/// <param name="Split">The split.</param>
/// <param name="Metric">What is compared.</param>
/// <param name="Seeds">The seeds.</param>
/// <param name="Values">The blend's metric for each seed.</param>
/// <param name="Arms">The means over the seeds of each arm alone and of the baseline.</param>
/// <param name="Coverage">Mean share of test labels inside the 90 % intervals; null for classes.</param>
/// <param name="ErrorRatio">Mean error of the farthest third over that of the nearest; null where there is no domain.</param>
/// <param name="Machine">Where it ran.</param>
internal sealed record AccuracyResult(
    string Name,
    string Command,
    string Split,
    string Metric,
    IReadOnlyList<int> Seeds,
    IReadOnlyList<double> Values,
    IReadOnlyDictionary<string, double> Arms,
    double? Coverage,
    double? ErrorRatio,
    string Machine)
{
    /// <summary>Trains once for each seed.</summary>
    /// <exception cref="InvalidOperationException">A training failed.</exception>
    public static AccuracyResult Measure(AccuracySet set, int seeds, TextWriter log)
    {
        var file = Path.Combine(Repository.Data ?? throw new InvalidOperationException("The data sets are not there: set MOLSCREEN_DATA to their folder."), set.File);
        var metrics = Enumerable.Range(0, seeds).Select(seed => Train(set, file, seed, log)).ToArray();
        double? Mean(string part, string name)
        {
            var values = metrics.Select(m => m.GetValueOrDefault(part)?.GetValueOrDefault(name, double.NaN) ?? double.NaN).Where(double.IsFinite).ToArray();
            return values.Length > 0 ? values.Average() : null;
        }

        return new AccuracyResult(
            set.Name,
            $"molscreen train {set.File} {set.Arguments} --split {set.Split} --seed SEED",
            set.Split,
            set.Metric,
            [.. Enumerable.Range(0, seeds)],
            [.. metrics.Select(m => m["test"][set.Metric])],
            new[] { "network", "trees", "kernel", "baseline" }.Where(arm => Mean($"{arm}_test", set.Metric) is not null).ToDictionary(arm => arm, arm => Mean($"{arm}_test", set.Metric)!.Value),
            Mean("certainty_test", "coverage"),
            Mean("certainty_test", "error_ratio"),
            Measuring.Machine.Describe());
    }

    private static Dictionary<string, Dictionary<string, double>> Train(AccuracySet set, string file, int seed, TextWriter log)
    {
        var folder = Directory.CreateTempSubdirectory("accuracy").FullName;
        try
        {
            var bundle = Path.Combine(folder, "bundle");
            MolscreenRun.Of(log, ["train", file, "--out", bundle, "--split", set.Split, "--seed", seed.ToString(CultureInfo.InvariantCulture), .. set.Arguments.Split(' ')]);
            return BundleFolder.ReadManifest(bundle).Metrics;
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }
}
