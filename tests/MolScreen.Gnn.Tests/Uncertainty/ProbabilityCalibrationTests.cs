using MolScreen.Gnn.Metrics;
using MolScreen.Gnn.Uncertainty;

namespace MolScreen.Gnn.Tests.Uncertainty;

public sealed class ProbabilityCalibrationTests
{
    /// <summary>
    /// Labels 0, 1, 1, 0, 0, 1 at 1, 2, 2, 4, 5, 8 eighths: the shares 0, 1 (of both at 2/8), 0, 0, 1 pool to 0, {1, 1, 0, 0} = 1/2, 1, clipped to
    /// [1/8, 7/8]; at 3/16, half way from 1/8 to 1/2.
    /// </summary>
    [Fact]
    public void Isotonic_regression_worked_by_hand()
    {
        var calibration = ProbabilityCalibration.Isotonic([(0.125f, false), (0.25f, true), (0.25f, true), (0.5f, false), (0.625f, false), (1, true)]);
        Assert.Equal([0.125f, 0.25f, 0.625f, 1], calibration.Scores);
        Assert.Equal([0.125, 0.5, 0.5, 0.875], calibration.Probabilities);
        Assert.Equal(0.3125, calibration.Of(0.1875f), 1e-12);
        Assert.Equal((0.125, 0.5, 0.875), (calibration.Of(0), calibration.Of(0.4f), calibration.Of(1)));
        Assert.True(double.IsNaN(calibration.Of(float.NaN)));
    }

    [Fact]
    public void Isotonic_regression_is_the_slow_ones()
    {
        var random = new Random(31);
        for (var draw = 0; draw < 100; draw++)
        {
            var rows = Rows(random, random.Next(1, 60), levels: 25);
            var blocks = IsotonicRegression.Fit(rows);
            foreach (var (score, _) in rows)
            {
                var block = blocks.Single(b => b.First <= score && score <= b.Last);
                Assert.Equal(SlowIsotonic(rows, score), (double)block.Ones / block.Rows, 1e-12);
            }
        }
    }

    /// <summary>Scores that are too sure by a factor of 2.5 in log-odds and shifted: Platt's slope is 0.4.</summary>
    [Fact]
    public void Platt_scaling_finds_what_was_done_to_the_log_odds()
    {
        var (scores, labels) = SimulatedRows.Classification(new Random(32), 40000, score => PlattScaling.Logistic((0.4 * PlattScaling.LogOdds(score)) - 0.5));
        var (slope, intercept) = PlattScaling.Fit([.. scores.Select((score, i) => (score, labels[i] > 0))]);
        Assert.Equal(0.4, slope, 0.02);
        Assert.Equal(-0.5, intercept, 0.05);
    }

    /// <summary>With one score for all, the optimum is the mean of the smoothed targets: (3 · 4/5 + 1/3) / 4 for three of four.</summary>
    [Fact]
    public void Platts_targets_are_smoothed()
    {
        var (slope, intercept) = PlattScaling.Fit([(0.7f, true), (0.7f, true), (0.7f, true), (0.7f, false)]);
        Assert.Equal(((3 * 4.0 / 5) + (1.0 / 3)) / 4, PlattScaling.Logistic((slope * PlattScaling.LogOdds(0.7f)) + intercept), 1e-6);
    }

    [Fact]
    public void Classes_that_are_told_apart_without_error_keep_a_finite_slope()
    {
        var (slope, intercept) = PlattScaling.Fit([.. Enumerable.Range(0, 40).Select(i => (i < 20 ? 0.1f : 0.9f, i >= 20))]);
        Assert.Equal(21.0 / 22, PlattScaling.Logistic((slope * PlattScaling.LogOdds(0.9f)) + intercept), 1e-6);
    }

    [Fact]
    public void The_way_is_chosen_by_what_it_brings()
    {
        Assert.Equal(CalibrationKind.Identity, Fit(1, 15, score => score).Kind);
        Assert.Equal(CalibrationKind.Platt, Fit(2, 150, score => PlattScaling.Logistic(0.3 * PlattScaling.LogOdds(score))).Kind);
        Assert.Equal(CalibrationKind.Isotonic, Fit(3, 3000, score => score < 0.5 ? 0.1 : score < 0.9 ? 0.2 : 0.9).Kind);
        Assert.Equal(CalibrationKind.Identity, Fit(4, 300, _ => 0.0).Kind);
        static ProbabilityCalibration Fit(int seed, int count, Func<double, double> probability)
        {
            var (scores, labels) = SimulatedRows.Classification(new Random(seed), count, probability);
            return ProbabilityCalibration.Fit(scores, labels);
        }
    }

    /// <summary>Over many draws calibration brings the error down where scores lie, and costs next to nothing where they do not.</summary>
    [Fact]
    public void Calibration_helps_where_scores_are_wrong_and_does_not_harm_where_they_are_right()
    {
        var random = new Random(33);
        foreach (var count in new[] { 60, 200, 1000 })
        {
            double before = 0, after = 0, right = 0, still = 0;
            for (var draw = 0; draw < 30; draw++)
            {
                static double Overconfident(double score) => PlattScaling.Logistic((0.35 * PlattScaling.LogOdds(score)) - 0.7);
                (double, double) Briers(Func<double, double> truth)
                {
                    var (scores, labels) = SimulatedRows.Classification(random, count, truth);
                    var calibration = ProbabilityCalibration.Fit(scores, labels, seed: draw);
                    var (fresh, outcome) = SimulatedRows.Classification(random, 2000, truth);
                    return (CalibrationMetrics.Brier(fresh, outcome)!.Value, CalibrationMetrics.Brier(Array.ConvertAll(fresh, score => (float)calibration.Of(score)), outcome)!.Value);
                }

                var (lying, corrected) = Briers(Overconfident);
                var (honest, unharmed) = Briers(score => score);
                (before, after, right, still) = (before + (lying / 30), after + (corrected / 30), right + (honest / 30), still + (unharmed / 30));
            }

            Assert.True(after < before - 0.02, $"{count} rows: {before} to {after}");
            Assert.True(still < right + 0.003, $"{count} rows: {right} to {still}");
        }
    }

    internal static (float Score, bool One)[] Rows(Random random, int count, int levels) =>
        [.. Enumerable.Range(0, count).Select(_ => (Score: random.Next(levels) / (float)levels, Chance: random.NextDouble())).Select(row => (row.Score, row.Chance < (0.2 + (0.6 * row.Score))))];

    /// <summary>max over a ≤ score of min over b ≥ score of the mean label of the rows with scores from a to b.</summary>
    internal static double SlowIsotonic(IReadOnlyCollection<(float Score, bool One)> rows, float score)
    {
        var scores = rows.Select(row => row.Score).Distinct().ToArray();
        return scores.Where(a => a <= score).Max(a => scores.Where(b => b >= score).Min(b => rows.Where(row => row.Score >= a && row.Score <= b).Average(row => row.One ? 1.0 : 0)));
    }
}
