using System.Globalization;
using System.Text;
using System.Text.Json;

namespace MolScreen.Benchmarks.Measuring;

/// <summary>The results folder: a JSON file a benchmark, and one page made of all of them.</summary>
public static class ResultFiles
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    private static readonly string Folder = Path.Combine(Testing.Repository.Root, "tests", "MolScreen.Benchmarks", "results");

    /// <summary>Writes the result and makes the page again.</summary>
    public static void Save(BenchmarkResult result)
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(Folder, $"{result.Name}.json"), JsonSerializer.Serialize(result, Json) + "\n");
        var page = new StringBuilder("# Benchmark results\n\nWritten by `scripts/bench`; medians over the rounds, ratios within one run.\n");
        foreach (var path in Directory.EnumerateFiles(Folder, "*.json").Order(StringComparer.Ordinal))
        {
            page.Append('\n').Append(Table(JsonSerializer.Deserialize<BenchmarkResult>(File.ReadAllText(path))!));
        }

        File.WriteAllText(Path.Combine(Folder, "README.md"), page.ToString());
    }

    /// <summary>The result as a Markdown section.</summary>
    public static string Table(BenchmarkResult result)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"## {result.Name}\n\n{result.Work} ({result.Machine}; {result.Rounds} rounds)\n\n");
        text.Append(CultureInfo.InvariantCulture, $"| | {result.Unit}/s, median | least | most | ratio |\n|---|---|---|---|---|\n");
        foreach (var row in result.Contenders)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {row.Name} | {row.Median:N0} | {row.Minimum:N0} | {row.Maximum:N0} | {row.Ratio:F2} |\n");
        }

        return text.ToString();
    }
}
