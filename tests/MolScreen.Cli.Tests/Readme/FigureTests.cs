using System.Globalization;
using System.Text.Json;
using MolScreen.Testing;
using YamlDotNet.Serialization;

namespace MolScreen.Cli.Tests.Readme;

/// <summary>The figures on the front page are those that commands wrote into manifests and benchmark results.</summary>
public sealed class FigureTests
{
    public static TheoryData<string> Benchmarks => [.. Directory
        .EnumerateFiles(Path.Combine(Repository.Root, "tests", "MolScreen.Benchmarks", "results"), "*.json")
        .Select(path => Path.GetFileNameWithoutExtension(path))];

    [Fact]
    public void Bace_row_is_the_manifest()
    {
        var metrics = Metrics("bace");
        Assert.Contains(
            Line($"| {Value(metrics, "test", "n"):F0} | ROC-AUC, higher is better | {Value(metrics, "test", "roc_auc"):F3} | {Value(metrics, "baseline_test", "roc_auc"):F3} |"),
            ReadmeText.Text);
        Assert.Contains(
            Line($"| accuracy / F1 | {Value(metrics, "test", "accuracy"):F3} / {Value(metrics, "test", "f1"):F3} | {Value(metrics, "baseline_test", "accuracy"):F3} / {Value(metrics, "baseline_test", "f1"):F3} |"),
            ReadmeText.Text);
    }

    [Fact]
    public void Esol_row_is_the_manifest()
    {
        var metrics = Metrics("esol");
        Assert.Contains(
            Line($"| {Value(metrics, "test", "n"):F0} | RMSE in log mol/L, lower is better | {Value(metrics, "test", "rmse"):F3} | {Value(metrics, "baseline_test", "rmse"):F3} |"),
            ReadmeText.Text);
    }

    [Theory]
    [InlineData("tox21", "mean ROC-AUC, higher is better", "roc_auc")]
    [InlineData("admet", "mean ROC-AUC of the classes, higher is better", "roc_auc")]
    [InlineData("activity", "RMSE in pKi or pEC50, lower is better", "rmse")]
    public void A_row_of_many_tasks_is_the_manifest(string bundle, string measure, string name)
    {
        var metrics = Metrics(bundle);
        Assert.Contains(
            Line($"| {Value(metrics, "test", "n"):N0} | {measure} | {Value(metrics, "test", name):F3} | {Value(metrics, "baseline_test", name):F3} |"),
            ReadmeText.Text);
    }

    [Fact]
    public void Retro_row_is_the_manifest()
    {
        var metrics = Metrics("retro");
        double Percent(string name) => 100 * Number(metrics[name]);
        Assert.Contains(
            Line($"| {Number(metrics["template_n"]):N0} | recorded template among the best 1 / 10 / 50 | {Percent("template_top1"):F1}% / {Percent("template_top10"):F1}% / {Percent("template_top50"):F1}% |"),
            ReadmeText.Text);
    }

    [Theory]
    [MemberData(nameof(Benchmarks))]
    public void A_benchmark_row_is_its_result(string name)
    {
        var path = Path.Combine(Repository.Root, "tests", "MolScreen.Benchmarks", "results", $"{name}.json");
        using var result = JsonDocument.Parse(File.ReadAllText(path));
        var contenders = result.RootElement.GetProperty("Contenders").EnumerateArray()
            .Select(c => (Name: c.GetProperty("Name").GetString(), Ratio: c.GetProperty("Ratio").GetDouble()))
            .ToArray();
        var ratios = string.Join("; ", contenders[1..].Select(c => Line($"{c.Name}: {c.Ratio:F2}×")));

        Assert.Contains($"| `{name}` | {contenders[0].Name} | {ratios} |", ReadmeText.Text);
    }

    private static Dictionary<object, object> Metrics(string bundle)
    {
        var manifest = File.ReadAllText(Path.Combine(Repository.Root, "models", "bundles", bundle, "manifest.yaml"));
        return (Dictionary<object, object>)new DeserializerBuilder().Build().Deserialize<Dictionary<string, object>>(manifest)["metrics"];
    }

    private static double Value(Dictionary<object, object> metrics, string part, string name) =>
        Number(((Dictionary<object, object>)metrics[part])[name]);

    private static double Number(object value) => double.Parse((string)value, CultureInfo.InvariantCulture);

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
