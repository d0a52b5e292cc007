using MolScreen.Gnn.Metrics;
using MolScreen.Gnn.Uncertainty;

namespace MolScreen.Gnn.Tests.Uncertainty;

public sealed class ConformalIntervalTests
{
    /// <summary>Residuals 1 … 19 have the scale 10; for α = 0.1 the ⌈20 · 0.9⌉ = 18th counts: q = 1.8, half the width 18.</summary>
    [Fact]
    public void Worked_by_hand()
    {
        var measured = Enumerable.Range(1, 19).Select(i => i % 2 == 0 ? (float)i : -i).ToArray();
        var interval = ConformalInterval.Fit(new float[19], measured, [], [])!;
        Assert.Equal(10, interval.Scale.Floor, 1e-12);
        Assert.Equal(1.8, interval.Quantile, 1e-12);
        Assert.Equal(0.9, interval.Coverage);
        Assert.Equal(-15, interval.Of(3).Low, 1e-9);
        Assert.Equal(21, interval.Of(3).High, 1e-9);
        Assert.Equal(new PredictionInterval(0, 20), interval.Of(3).Within(0, 20));
        Assert.Equal(new PredictionInterval(5, 5), new PredictionInterval(1, 2).Within(5, null));
        Assert.Equal(new PredictionInterval(0.5, 2), new PredictionInterval(1, 2).Including(0.5));
    }

    /// <summary>Of three rows, the widest residual covers a fourth in 3 of 4 cases; of nine, the widest keeps 0.9.</summary>
    [Fact]
    public void Few_rows_give_their_widest_residual_and_say_what_it_covers()
    {
        var three = ConformalInterval.Fit([0, 0, 0, 0], [1, -4, 2, float.NaN], [1, 1, 1, 1], [])!;
        Assert.Equal((3, 0.75), (three.Count, three.Coverage));
        Assert.Equal(4, three.Of(0, 1).High, 1e-9);
        Assert.Equal(0.9, ConformalInterval.Fit(new float[9], [1, 2, 3, 4, 5, 6, 7, 8, 9], [], [])!.Coverage);
        Assert.Equal(9, ConformalInterval.Fit(new float[9], [1, 2, 3, 4, 5, 6, 7, 8, 9], [], [])!.Of(0).High, 1e-9);
        Assert.Null(ConformalInterval.Fit([0], [float.NaN], [], []));
        Assert.Equal(new PredictionInterval(2, 2), ConformalInterval.Fit([1, 1], [1, 1], [], [])!.Of(2));
    }

    /// <summary>
    /// 0.9 is kept over many draws of calibration rows, of any number and whether spread and distance tell something or not: n rows cover
    /// ⌈0.9 (n + 1)⌉ / (n + 1) on average, and the fitted scale takes less than 0.01 of it.
    /// </summary>
    [Theory]
    [InlineData(9, 1.0, 0.5)]
    [InlineData(30, 1.0, 0.5)]
    [InlineData(99, 1.0, 0.5)]
    [InlineData(100, 1.0, 0.5)]
    [InlineData(400, 1.0, 0.5)]
    [InlineData(100, 0.0, 0.0)]
    [InlineData(400, 0.0, 0.0)]
    public void Covers_what_it_promises(int count, double weight, double distanceWeight)
    {
        var random = new Random(11);
        const int Draws = 400, Fresh = 250;
        var covered = 0.0;
        for (var draw = 0; draw < Draws; draw++)
        {
            var (predicted, measured, spread, distance) = SimulatedRows.Regression(random, count, weight, distanceWeight);
            var interval = ConformalInterval.Fit(predicted, measured, spread, distance)!;
            covered += Measure(interval, SimulatedRows.Regression(random, Fresh, weight, distanceWeight)).Coverage / Draws;
        }

        // Coverage of a draw is spread like Beta(0.9 n, 0.1 n): a deviation of √(0.09 / n), and √(0.09 / 250) of counting it; four of their mean's.
        var expected = Math.Ceiling((0.9 * (count + 1)) - 1e-9) / (count + 1);
        var tolerance = 4 * Math.Sqrt(((0.09 / count) + (0.09 / Fresh)) / Draws);
        Assert.InRange(covered, expected - tolerance - 0.01, expected + tolerance);
    }

    /// <summary>Where spread and distance tell the error, intervals are narrower than with one width for all; where they do not, they are left out.</summary>
    [Fact]
    public void Spread_and_distance_are_used_where_they_help()
    {
        var random = new Random(12);
        var rows = SimulatedRows.Regression(random, 800, 1.5, 1);
        var fresh = SimulatedRows.Regression(random, 20000, 1.5, 1);
        var normalized = ConformalInterval.Fit(rows.Predicted, rows.Measured, rows.Spread, rows.Distance)!;
        var constant = ConformalInterval.Fit(rows.Predicted, rows.Measured, [], [])!;
        Assert.True(normalized.Scale.SpreadWeight > 0 && normalized.Scale.DistanceWeight > 0);
        Assert.True(Measure(normalized, fresh).MeanWidth < 0.98 * Measure(constant, fresh).MeanWidth);

        // The widest tenth by spread is covered as well, which one width for all does not do.
        var wide = Enumerable.Range(0, fresh.Spread.Length).OrderByDescending(i => fresh.Spread[i]).Take(2000).ToArray();
        float[] Pick(float[] values) => Array.ConvertAll(wide, i => values[i]);
        var widest = (Pick(fresh.Predicted), Pick(fresh.Measured), Pick(fresh.Spread), Pick(fresh.Distance));
        Assert.InRange(Measure(normalized, widest).Coverage, 0.85, 0.95);
        Assert.True(Measure(constant, widest).Coverage < 0.75);

        var blind = SimulatedRows.Regression(random, 800, 0, 0);
        var plain = ConformalInterval.Fit(blind.Predicted, blind.Measured, blind.Spread, blind.Distance)!;
        Assert.Equal((0, 0), (plain.Scale.SpreadWeight, plain.Scale.DistanceWeight));
    }

    [Fact]
    public void A_spread_that_is_not_known_of_every_row_is_left_out()
    {
        var rows = SimulatedRows.Regression(new Random(13), 200, 2, 0);
        rows.Spread[7] = float.NaN;
        var interval = ConformalInterval.Fit(rows.Predicted, rows.Measured, rows.Spread, [])!;
        Assert.Equal(0, interval.Scale.SpreadWeight);
        Assert.True(double.IsFinite(interval.Of(1, double.NaN, double.NaN).High));
    }

    private static (double Coverage, double MeanWidth) Measure(ConformalInterval interval, (float[] Predicted, float[] Measured, float[] Spread, float[] Distance) rows)
    {
        var each = rows.Predicted.Select((predicted, i) => interval.Of(predicted, rows.Spread[i], rows.Distance[i])).ToArray();
        return CalibrationMetrics.Intervals(Array.ConvertAll(each, e => (float)e.Low), Array.ConvertAll(each, e => (float)e.High), rows.Measured)!.Value;
    }
}
