using System.Globalization;
using System.Text;
using System.Text.Json;
using MolScreen.Testing;

namespace MolScreen.Benchmarks.Routes;

/// <summary>What one set of targets gave.</summary>
/// <param name="Name">The set's name.</param>
/// <param name="Command">The command that made it.</param>
/// <param name="Targets">Number of targets.</param>
/// <param name="Machine">Where it ran.</param>
/// <param name="Figures">One for each algorithm and seed.</param>
internal sealed record RoutesResult(string Name, string Command, int Targets, string Machine, IReadOnlyList<AlgorithmFigures> Figures);

/// <summary>The folder of route figures: a JSON file a set, and one page made of all of them.</summary>
internal static class RoutesPage
{
    private static readonly JsonSerializerOptions json = new()
    {
        WriteIndented = true,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    private static readonly string folder = Path.Combine(Repository.Root, "tests", "MolScreen.Benchmarks", "results", "routes");

    /// <summary>Writes a result and makes the page again.</summary>
    public static void Save(RoutesResult result)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, $"{result.Name}.json"), JsonSerializer.Serialize(result, json) + "\n");
        var page = new StringBuilder(
            """
            # Routes

            Written by `scripts/bench-routes`: targets of patents' routes of three or more steps, with a stock of building blocks and the leaves of these routes. `calls`
            are different molecules expanded. `cost` and `steps` are means over the solved targets, `common cost` over those that all algorithms solved. `top` is the share of targets whose known
            route, molecule for molecule, is the first or among the first ten.

            """);
        foreach (var path in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            var one = JsonSerializer.Deserialize<RoutesResult>(File.ReadAllText(path), json)!;
            page.Append(CultureInfo.InvariantCulture, $"\n## {one.Name}\n\n`{one.Command}`: {one.Targets} targets ({one.Machine})\n\n{Table(one.Figures)}");
        }

        File.WriteAllText(Path.Combine(folder, "README.md"), page.ToString());
    }

    /// <summary>The figures as a Markdown table; seeds of an algorithm averaged.</summary>
    public static string Table(IReadOnlyList<AlgorithmFigures> figures)
    {
        var text = new StringBuilder("| algorithm |");
        RouteBenchmark.Calls.ToList().ForEach(calls => text.Append(CultureInfo.InvariantCulture, $" {calls} calls |"));
        RouteBenchmark.Seconds.ToList().ForEach(seconds => text.Append(CultureInfo.InvariantCulture, $" {seconds} s |"));
        text.Append(" steps | cost | common cost | top 1 | top 10 | proved | s a search | nodes at most |\n|").Insert(text.Length, "---|", 1 + RouteBenchmark.Calls.Count + RouteBenchmark.Seconds.Count + 8).Append('\n');
        foreach (var same in figures.GroupBy(one => one.Algorithm))
        {
            string Percent(Func<AlgorithmFigures, double> of) => same.Average(of).ToString("P1", CultureInfo.InvariantCulture);
            string Number(Func<AlgorithmFigures, double> of) => same.Average(of).ToString("0.00", CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $"| {same.Key} ({same.Count()} seed{(same.Count() == 1 ? "" : "s")}) |");
            RouteBenchmark.Calls.ToList().ForEach(calls => text.Append(CultureInfo.InvariantCulture, $" {Percent(one => one.SolvedAtCalls[calls])} |"));
            RouteBenchmark.Seconds.ToList().ForEach(seconds => text.Append(CultureInfo.InvariantCulture, $" {Percent(one => one.SolvedAtSeconds[seconds])} |"));
            text.Append(CultureInfo.InvariantCulture, $" {Number(one => one.MeanSteps)} | {Number(one => one.MeanCost)} | {Number(one => one.MeanCostOfAll)} | {Percent(one => one.Top1)} | {Percent(one => one.Top10)} | {Percent(one => one.Proved)} | {Number(one => one.MedianSeconds)} | {same.Max(one => one.MostNodes):N0} |\n");
        }

        return text.ToString();
    }
}
