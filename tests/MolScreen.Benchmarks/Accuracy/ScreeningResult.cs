using System.Globalization;
using System.Text.Json;
using MolScreen.Gnn.Metrics;

namespace MolScreen.Benchmarks.Accuracy;

/// <summary>How early the actives of a target are found, means over the seeds of <c>ef1, ef5, bedroc20, roc_auc</c>.</summary>
/// <param name="Target">The target.</param>
/// <param name="Command">The command, with SEED for each seed; <c>part</c> is the column that says what is learned.</param>
/// <param name="Seeds">The seeds, of the parts and of the training.</param>
/// <param name="Actives">Actives that are learned, and that are to be found.</param>
/// <param name="Model">Of the trained bundle.</param>
/// <param name="Similarity">Of the similarity search with the same actives.</param>
/// <param name="Machine">Where it ran.</param>
internal sealed record ScreeningResult(
    string Target,
    string Command,
    IReadOnlyList<int> Seeds,
    IReadOnlyList<int> Actives,
    IReadOnlyDictionary<string, double> Model,
    IReadOnlyDictionary<string, double> Similarity,
    string Machine)
{
    private const string Settings = "--targets active --task classification --split column:part --folds 3 --epochs 10 --init pretrained";

    /// <summary>The metrics, in the order of the page.</summary>
    public static IReadOnlyList<string> Metrics { get; } = ["ef1", "ef5", "bedroc20", "roc_auc"];

    /// <summary>Trains once for each seed on a part of the actives and decoys, and ranks the rest.</summary>
    /// <exception cref="InvalidOperationException">A command failed.</exception>
    public static ScreeningResult Measure(string name, int seeds, TextWriter log)
    {
        var target = ScreeningTarget.Read(name);
        List<Dictionary<string, double>> model = [], similarity = [];
        var actives = 0;
        for (var seed = 0; seed < seeds; seed++)
        {
            var learned = target.Learned(seed);
            actives = Enumerable.Range(0, learned.Length).Count(i => learned[i] && target.Active[i] > 0);
            model.Add(Trained(target, learned, seed, log));
            var similarities = target.Similarities([.. Enumerable.Range(0, learned.Length).Where(i => learned[i] && target.Active[i] > 0)]);
            similarity.Add(MetricTable.Screening(Ranked(similarities), Ranked(target.Active)));
            float[] Ranked(float[] all) => [.. all.Where((_, i) => !learned[i])];
        }

        return new ScreeningResult(
            name,
            $"molscreen train {name}.csv {Settings} --seed SEED",
            [.. Enumerable.Range(0, seeds)],
            [actives, target.Active.Count(active => active > 0) - actives],
            Mean(model),
            Mean(similarity),
            Measuring.Machine.Describe());
    }

    private static Dictionary<string, double> Trained(ScreeningTarget target, bool[] learned, int seed, TextWriter log)
    {
        var folder = Directory.CreateTempSubdirectory("screening").FullName;
        try
        {
            var (file, bundle) = (Path.Combine(folder, $"{target.Name}.csv"), Path.Combine(folder, "bundle"));
            File.WriteAllLines(file, ["smiles,active,part", .. target.Smiles.Select((smiles, i) => $"{smiles},{target.Active[i]},{(learned[i] ? "train" : "test")}")]);
            MolscreenRun.Of(log, ["train", file, "--out", bundle, "--seed", seed.ToString(CultureInfo.InvariantCulture), .. Settings.Split(' ')]);
            using var metrics = JsonDocument.Parse(MolscreenRun.Of(log, "evaluate", bundle, file, "--targets", "active", "--part", "test", "--json"));
            return Metrics.ToDictionary(metric => metric, metric => metrics.RootElement.GetProperty(metric).GetDouble());
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    private static Dictionary<string, double> Mean(List<Dictionary<string, double>> seeds) =>
        Metrics.ToDictionary(metric => metric, metric => seeds.Average(one => one[metric]));
}
