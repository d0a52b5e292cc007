using MolScreen.Gnn.Metrics;

namespace MolScreen.Gnn.Tests.Metrics;

public sealed class CalibrationMetricTests
{
    /// <summary>
    /// Bins: {0.125, 0.1875} with labels 0, 1: |1 − 0.3125| = 0.6875; {0.5} with 1: 0.5; {1} with 1: 0. ECE = 1.1875 / 4.
    /// Brier = (0.125² + 0.8125² + 0.5² + 0²) / 4.
    /// </summary>
    [Fact]
    public void Worked_by_hand()
    {
        float[] probabilities = [0.125f, 0.1875f, 0.5f, 1], labels = [0, 1, 1, 1];
        Assert.Equal(1.1875 / 4, CalibrationMetrics.ExpectedCalibrationError(probabilities, labels)!.Value, 1e-12);
        Assert.Equal((0.015625 + 0.66015625 + 0.25) / 4, CalibrationMetrics.Brier(probabilities, labels)!.Value, 1e-12);
        var table = MetricTable.Of(TaskKind.Classification, probabilities, labels);
        Assert.Equal(1.1875 / 4, table["ece"], 1e-12);
        Assert.Equal(0.23144531, table["brier"], 1e-8);
    }

    [Fact]
    public void Without_rows_there_is_none()
    {
        Assert.Null(CalibrationMetrics.ExpectedCalibrationError([], []));
        Assert.Null(CalibrationMetrics.Brier([], []));
        Assert.Null(CalibrationMetrics.Intervals([1], [2], [float.NaN]));
    }

    /// <summary>Of three rows with a value, the ends count as inside: 2 of 3; widths 1, 2 and 3.</summary>
    [Fact]
    public void Coverage_counts_the_ends()
    {
        var (coverage, width) = CalibrationMetrics.Intervals([0, 0, 0, 0], [1, 2, 3, 9], [1, 0, 3.5f, float.NaN])!.Value;
        Assert.Equal(2.0 / 3, coverage, 1e-12);
        Assert.Equal(2, width, 1e-12);
    }
}
