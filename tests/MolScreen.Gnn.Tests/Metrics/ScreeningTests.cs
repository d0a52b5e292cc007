using System.Globalization;
using MolScreen.Gnn.Metrics;
using MolScreen.Testing;

namespace MolScreen.Gnn.Tests.Metrics;

public sealed class ScreeningTests
{
    [Fact]
    public async Task Early_enrichment_is_RDKits()
    {
        var random = new Random(5);
        List<string> rankings = [];
        for (var i = 0; i < 200; i++)
        {
            var (n, share, lean) = (random.Next(2, 600), random.NextDouble(), 4 * random.NextDouble());
            var ranking = Enumerable.Range(0, n).Select(rank => random.NextDouble() < share * Math.Exp(-lean * rank / n) ? '1' : '0').ToArray();
            ranking[random.Next(n)] = '1';
            rankings.Add(new string(ranking));
        }

        var answers = await Python.Lines(rankings, "screening");
        Assert.Equal(rankings.Count, answers.Count);
        for (var i = 0; i < answers.Count; i++)
        {
            var n = rankings[i].Length;
            var expected = answers[i].Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray();
            var table = MetricTable.Screening([.. Enumerable.Range(0, n).Select(rank => (float)(n - rank))], [.. rankings[i].Select(label => label == '1' ? 1f : 0f)]);
            Assert.Equal(expected[0], table["ef1"], 1e-9);
            Assert.Equal(expected[1], table["ef5"], 1e-9);
            Assert.Equal(expected[2], table["bedroc20"], 1e-9);
        }
    }

    /// <summary>
    /// 20 rows, 4 actives; 5 % is 1 row. The highest score is shared by 4 rows of which 2 are active: the first row is active with probability 1/2, and
    /// EF = (1/2 / 1) / (4/20) = 2.5.
    /// </summary>
    [Fact]
    public void Ties_count_by_expectation()
    {
        var scores = Enumerable.Range(0, 20).Select(i => i < 4 ? 9f : 1f).ToArray();
        var labels = Enumerable.Range(0, 20).Select(i => i is 0 or 3 or 10 or 19 ? 1f : 0f).ToArray();
        Assert.Equal(2.5, ScreeningMetrics.EnrichmentFactor(scores, labels, 0.05)!.Value, 1e-12);

        // The mean of BEDROC over every order of a list that is one tie: 3 rows, 1 active, in the first, second or third place.
        var mean = new[] { 0, 1, 2 }.Average(active => ScreeningMetrics.Bedroc([3, 2, 1], [active == 0 ? 1 : 0, active == 1 ? 1 : 0, active == 2 ? 1 : 0])!.Value);
        Assert.Equal(mean, ScreeningMetrics.Bedroc([1, 1, 1], [0, 1, 0])!.Value, 1e-12);
    }

    [Fact]
    public void The_ends_are_0_and_1_and_without_an_active_there_is_none()
    {
        Assert.Equal(1, ScreeningMetrics.Bedroc([4, 3, 2, 1], [1, 1, 0, 0])!.Value, 1e-12);
        Assert.Equal(0, ScreeningMetrics.Bedroc([4, 3, 2, 1], [0, 0, 1, 1])!.Value, 1e-12);
        Assert.Equal(1, ScreeningMetrics.Bedroc([4, 3], [1, 1]));
        Assert.Null(ScreeningMetrics.Bedroc([4, 3], [0, 0]));
        Assert.Null(ScreeningMetrics.EnrichmentFactor([4, 3], [0, 0], 0.05));
        Assert.Equal(["n"], MetricTable.Screening([float.NaN], [1]).Keys);
        Assert.Equal(["n", "ef1", "ef5", "bedroc20", "roc_auc"], MetricTable.Screening([0.2f, 0.8f, float.NaN], [0, 1, 1]).Keys);
    }

    /// <summary>7 % of 100 rows are 7 rows, although 0.07 × 100 is above 7 in doubles: 1 active of 1 in them, 1 % of all: (1/7)/(1/100).</summary>
    [Fact]
    public void A_whole_number_of_rows_is_not_rounded_up() =>
        Assert.Equal(100.0 / 7, ScreeningMetrics.EnrichmentFactor([.. Enumerable.Range(0, 100).Select(i => (float)-i)], [.. Enumerable.Range(0, 100).Select(i => i == 6 ? 1f : 0f)], 0.07)!.Value, 1e-12);
}
