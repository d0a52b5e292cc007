using MolScreen.Gnn.Uncertainty;

namespace MolScreen.Gnn.Tests.Uncertainty;

public sealed class VennAbersTests
{
    /// <summary>
    /// Labels 0, 1, 1 at 1, 2, 3 quarters. A row at 1/2 labelled 0 makes the shares 0, {1, 0} = 1/2, 1: p0 = 1/2; labelled 1 it makes 0, 1, 1: p1 = 1.
    /// At 1/8, labelled 0: p0 = 0; labelled 1: {1, 0} = 1/2.
    /// </summary>
    [Fact]
    public void Worked_by_hand()
    {
        var interval = VennAbers.Fit([0.25f, 0.5f, 0.75f], [0, 1, 1]);
        Assert.Equal(new PredictionInterval(0.5, 1), interval.Of(0.5f));
        Assert.Equal(new PredictionInterval(0, 0.5), interval.Of(0.125f));
        Assert.Equal(new PredictionInterval(0, 1), VennAbers.Fit([], []).Of(0.5f));
    }

    /// <summary>The definition: isotonic regression again, with the row added under either label.</summary>
    [Fact]
    public void Both_ends_are_those_of_isotonic_regression_with_the_row_added()
    {
        var random = new Random(41);
        for (var draw = 0; draw < 60; draw++)
        {
            var rows = ProbabilityCalibrationTests.Rows(random, random.Next(1, 50), levels: random.Next(1, 40));
            var interval = VennAbers.Fit([.. rows.Select(row => row.Score)], [.. rows.Select(row => row.One ? 1f : 0)]);
            foreach (var score in rows.Select(row => row.Score).Concat([-1, 2]).Concat(Enumerable.Range(0, 10).Select(_ => random.NextSingle())))
            {
                var found = interval.Of(score);
                Assert.Equal(ProbabilityCalibrationTests.SlowIsotonic([.. rows, (score, false)], score), found.Low, 1e-12);
                Assert.Equal(ProbabilityCalibrationTests.SlowIsotonic([.. rows, (score, true)], score), found.High, 1e-12);
            }
        }
    }

    [Fact]
    public void More_rows_make_it_narrower_and_it_holds_the_truth_on_average()
    {
        var random = new Random(42);
        var widths = new List<double>();
        foreach (var count in new[] { 50, 500, 5000 })
        {
            static double Truth(double score) => 0.1 + (0.6 * score);
            double width = 0, low = 0, high = 0, truth = 0;
            for (var draw = 0; draw < 20; draw++)
            {
                var (scores, labels) = SimulatedRows.Classification(random, count, Truth);
                var interval = VennAbers.Fit(scores, labels);
                for (var i = 0; i < 100; i++)
                {
                    var score = random.NextSingle();
                    var (p0, p1) = interval.Of(score);
                    (width, low, high, truth) = (width + p1 - p0, low + p0, high + p1, truth + Truth(score));
                }
            }

            Assert.InRange(truth, low - 20, high + 20);
            widths.Add(width / 2000);
        }

        Assert.True(widths[0] > 3 * widths[1] && widths[1] > 3 * widths[2], string.Join(", ", widths));
    }
}
