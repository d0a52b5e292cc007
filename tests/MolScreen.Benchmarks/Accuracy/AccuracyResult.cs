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
/// <param name="CliffError">Mean RMSE on molecules of activity cliffs; null where the set does not mark them.</param>
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
    double? CliffError,
    string Machine)
{
    /// <summary>Trains once for each seed.</summary>
    /// <exception cref="InvalidOperationException">A training failed, or there are no data.</exception>
    public static AccuracyResult Measure(AccuracySet set, int seeds, TextWriter log)
    {
        var source = Path.Combine(Repository.Data ?? throw new InvalidOperationException("The data sets are not there: set MOLSCREEN_DATA to their folder."), set.File);
        var trained = Enumerable.Range(0, seeds).Select(seed => Train(set, source, seed, log)).ToArray();
        double? Mean(string part, string name) => Present(trained.Select(one => one.Metrics.GetValueOrDefault(part)?.GetValueOrDefault(name, double.NaN)));
        return new AccuracyResult(
            set.Name,
            $"molscreen train {set.File}{(set.IsFolder ? "/*.csv" : "")} {set.Arguments} --split {set.Split} --seed SEED",
            set.Split,
            set.Metric,
            [.. Enumerable.Range(0, seeds)],
            [.. trained.Select(one => one.Metrics["test"][set.Metric])],
            new[] { "network", "trees", "kernel", "baseline" }.Where(arm => Mean($"{arm}_test", set.Metric) is not null).ToDictionary(arm => arm, arm => Mean($"{arm}_test", set.Metric)!.Value),
            Mean("certainty_test", "coverage"),
            Mean("certainty_test", "error_ratio"),
            Present(trained.Select(one => one.CliffError)),
            Measuring.Machine.Describe());
    }

    private static double? Present(IEnumerable<double?> values)
    {
        var known = values.OfType<double>().Where(double.IsFinite).ToArray();
        return known.Length > 0 ? known.Average() : null;
    }

    private static (Dictionary<string, Dictionary<string, double>> Metrics, double? CliffError) Train(AccuracySet set, string source, int seed, TextWriter log)
    {
        var folder = Directory.CreateTempSubdirectory("accuracy").FullName;
        try
        {
            string[] files = set.IsFolder ? MoleculeAce.Prepare(source, folder) : [source];
            string[] targets = set.IsFolder ? ["--targets", string.Join(',', files.Select(Path.GetFileNameWithoutExtension))] : [];
            var bundle = Path.Combine(folder, "bundle");
            MolscreenRun.Of(log, ["train", .. files.Select(file => Path.Combine(folder, file)), "--out", bundle, "--split", set.Split, "--seed", seed.ToString(CultureInfo.InvariantCulture), .. set.Arguments.Split(' '), .. targets]);
            return (BundleFolder.ReadManifest(bundle).Metrics, set.IsFolder ? MoleculeAce.CliffError(folder, bundle, log) : null);
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }
}
