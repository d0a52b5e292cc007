using System.Globalization;
using System.Text;
using System.Text.Json;

namespace MolScreen.Benchmarks.Accuracy;

/// <summary>The folder of accuracies: a JSON file a set, and one page made of all of them.</summary>
internal static class AccuracyPage
{
    private static readonly JsonSerializerOptions json = new() { WriteIndented = true };

    private static readonly string folder = Path.Combine(Testing.Repository.Root, "tests", "MolScreen.Benchmarks", "results", "accuracy");

    /// <summary>Writes a result and makes the page again.</summary>
    public static void Save(AccuracyResult result) => Save(result.Name, result);

    /// <summary>Writes a target's result and makes the page again.</summary>
    public static void Save(ScreeningResult result) => Save(result.Target, result);

    private static void Save<T>(string name, T result)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, $"{name}.json"), JsonSerializer.Serialize(result, json) + "\n");
        var results = AccuracySets.All
            .Select(set => (Set: set, Path: Path.Combine(folder, $"{set.Name}.json")))
            .Where(entry => File.Exists(entry.Path))
            .Select(entry => (entry.Set, JsonSerializer.Deserialize<AccuracyResult>(File.ReadAllText(entry.Path))!));
        File.WriteAllText(Path.Combine(folder, "README.md"), Write([.. results]) + ScreeningPage.Write(folder));
    }

    /// <summary>The page.</summary>
    public static string Write(IReadOnlyList<(AccuracySet Set, AccuracyResult Result)> results)
    {
        var page = new StringBuilder(
            """
            # Accuracy

            Written by `scripts/bench-accuracy`. The blend's metric on the test part, mean ± standard deviation over the seeds, beside its arms alone, the linear
            baseline on fingerprints, and published numbers of a single D-MPNN. -A is a random split (BBBP and HIV: balanced scaffolds), seeded; -C is the
            deterministic scaffold split, where only the networks follow the seed. Numbers of different protocols do not compare. Coverage is that of the 90 %
            intervals; error far/near is the mean error of the third of the test molecules farthest from the training data over that of the nearest third.

            | set | split | metric | MolScreen | network | trees | kernel | baseline | published | to reach | coverage | error far/near |
            |---|---|---|---|---|---|---|---|---|---|---|---|

            """);
        foreach (var (set, result) in results)
        {
            string Arm(string name) => result.Arms.TryGetValue(name, out var value) ? Number(value) : "";
            var mean = result.Values.Average();
            var spread = result.Values.Count > 1 ? Math.Sqrt(result.Values.Sum(v => (v - mean) * (v - mean)) / (result.Values.Count - 1)) : double.NaN;
            var bar = set.Bar is { } wanted ? $"{(set.HigherIsBetter ? "≥" : "≤")} {Number(wanted)}{((set.HigherIsBetter ? mean >= wanted : mean <= wanted) ? "" : ", missed")}" : "";
            page.Append(CultureInfo.InvariantCulture, $"| {set.Name} | {set.Split} | {set.Metric} | **{Number(mean)}**{(double.IsNaN(spread) ? "" : $" ± {Number(spread)}")} ({result.Seeds.Count} seeds){(result.CliffError is { } cliffs ? $", cliffs {Number(cliffs)}" : "")} | {Arm("network")} | {Arm("trees")} | {Arm("kernel")} | {Arm("baseline")} | {set.Published} | {bar} | {Optional(result.Coverage)} | {Optional(result.ErrorRatio)} |\n");
        }

        page.Append("\nCommands:\n\n");
        foreach (var (_, result) in results)
        {
            page.Append(CultureInfo.InvariantCulture, $"- {result.Name}: `{result.Command}` ({result.Machine})\n");
        }

        return page.ToString();
    }

    private static string Optional(double? value) => value is { } number ? Number(number) : "";

    private static string Number(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
