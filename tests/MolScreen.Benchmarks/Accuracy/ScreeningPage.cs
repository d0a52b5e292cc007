using System.Globalization;
using System.Text;
using System.Text.Json;

namespace MolScreen.Benchmarks.Accuracy;

/// <summary>The part of the page of accuracies that tells how early actives are found.</summary>
internal static class ScreeningPage
{
    private static readonly (string Prefix, string Name, int Targets)[] collections = [("dud_", "DUD", 21), ("muv_", "MUV", 8)];

    /// <summary>The means of each collection and every target that was measured; nothing where none was.</summary>
    /// <param name="folder">Holds a JSON file a target.</param>
    public static string Write(string folder)
    {
        var page = new StringBuilder();
        List<ScreeningResult> all = [];
        foreach (var (prefix, name, targets) in collections)
        {
            var results = Directory.GetFiles(folder, $"{prefix}*.json").Order(StringComparer.Ordinal).Select(path => JsonSerializer.Deserialize<ScreeningResult>(File.ReadAllText(path))!).ToArray();
            if (results.Length > 0)
            {
                Row(page, $"**{name}**, mean of {results.Length} of {targets} targets", " | ", Mean(results, result => result.Model), Mean(results, result => result.Similarity));
                foreach (var result in results)
                {
                    Row(page, result.Target, $"{result.Seeds.Count} | {string.Join(" / ", result.Actives)}", result.Model, result.Similarity);
                }
            }

            all.AddRange(results);
        }

        return all.Count == 0 ? "" : $"""

            ## Early enrichment

            DUD and MUV of the RDKit benchmarking platform (Riniker & Landrum 2013): a fifth of the actives and of the decoys, drawn at random, is learned, the rest is ranked; means over
            so many seeds. EF is the enrichment factor (1 is random), BEDROC has α = 20. Beside the bundle, after the slash, the similarity search with the same
            actives: the highest Tanimoto similarity of Morgan fingerprints of radius 2 and 2048 bits. DUD's decoys were chosen to be unlike its actives, and its actives are analogues.

            | target | seeds | actives learned / to find | EF 1 % | EF 5 % | BEDROC | ROC-AUC |
            |---|---|---|---|---|---|---|
            {page.ToString().TrimEnd()}

            `{all[0].Command.Replace(all[0].Target, "TARGET", StringComparison.Ordinal)}` ({all[0].Machine})

            """;
    }

    private static Dictionary<string, double> Mean(ScreeningResult[] results, Func<ScreeningResult, IReadOnlyDictionary<string, double>> of) =>
        ScreeningResult.Metrics.ToDictionary(metric => metric, metric => results.Average(result => of(result)[metric]));

    private static void Row(StringBuilder page, string name, string measured, IReadOnlyDictionary<string, double> model, IReadOnlyDictionary<string, double> similarity)
    {
        var cells = ScreeningResult.Metrics.Select(metric =>
        {
            var format = metric.StartsWith("ef", StringComparison.Ordinal) ? "0.0" : "0.000";
            return $"{model[metric].ToString(format, CultureInfo.InvariantCulture)} / {similarity[metric].ToString(format, CultureInfo.InvariantCulture)}";
        });
        page.Append(CultureInfo.InvariantCulture, $"| {name} | {measured} | {string.Join(" | ", cells)} |\n");
    }
}
