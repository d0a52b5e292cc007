using System.Globalization;
using System.Text.Json;
using MolScreen.Cli.CommandLine;
using MolScreen.Gnn.Metrics;
using MolScreen.Testing;

namespace MolScreen.Cli.Tests.Learning;

/// <summary>What is said of classes, by the bundle of BACE inhibitors that ships.</summary>
public sealed class ClassificationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>The p-value of class 1 rises with the probability, that of class 0 falls: sets follow the probabilities.</summary>
    [Fact]
    public async Task Predictions_say_which_classes_cannot_be_excluded()
    {
        var run = await CommandRun.Of("predict", Repository.TestData("library", "drugs.smi"), "--model", "bace");

        Assert.Equal(ExitCode.Ok, run.Code);
        var rows = Numbers(run, "Class").Zip(CsvText.Column(run.Output, "Class_classes")).ToArray();
        Assert.All(rows, row => Assert.Contains(row.Second, new[] { "0", "1", "0 or 1", "neither" }));
        var (negative, positive) = (rows.Where(row => row.Second == "0").ToArray(), rows.Where(row => row.Second == "1").ToArray());
        Assert.NotEmpty(negative);
        Assert.NotEmpty(positive);
        Assert.True(negative.Max(row => row.First) < positive.Min(row => row.First));
    }

    /// <summary>Labels that have nothing to do with BACE: what counts is that both commands see the same ranking.</summary>
    [Fact]
    public async Task Evaluation_says_how_early_the_ranking_finds_the_ones()
    {
        var drugs = File.ReadLines(Repository.TestData("library", "drugs.smi")).Select(line => line.Split('\t')[0]).Take(80).ToArray();
        var labels = drugs.Select(smiles => smiles.Length % 5 == 0 ? 1f : 0).ToArray();
        var data = _folder.Write("labels.csv", "smiles,Class\n" + string.Concat(drugs.Zip(labels, (smiles, label) => $"{smiles},{label}\n")));

        var predicted = await CommandRun.Of("predict", data, "--model", "bace");
        var evaluated = await CommandRun.Of("evaluate", "bace", data, "--json");

        Assert.Equal(ExitCode.Ok, evaluated.Code);
        using var metrics = JsonDocument.Parse(evaluated.Output);
        var expected = MetricTable.Screening([.. Numbers(predicted, "Class")], labels);
        foreach (var name in new[] { "n", "ef1", "ef5", "bedroc20", "roc_auc" })
        {
            Assert.Equal(expected[name], metrics.RootElement.GetProperty(name).GetDouble(), 1e-6);
        }

        Assert.InRange(metrics.RootElement.GetProperty("class_coverage").GetDouble(), 0, 1);
        Assert.InRange(metrics.RootElement.GetProperty("class_single").GetDouble(), 0.01, 1);
    }

    private static IEnumerable<float> Numbers(CommandRun run, string column) =>
        CsvText.Column(run.Output, column).Select(cell => float.Parse(cell, CultureInfo.InvariantCulture));
}
