using MolScreen.Gnn.Uncertainty;

namespace MolScreen.Gnn.Tests.Uncertainty;

public sealed class ProbabilityBandTests
{
    /// <summary>
    /// 50 rows in two bins, all 0 below and all 1 above; with z = 1.6449 (α = 0.1) Wilson's upper end of 0 of 25 is z²/25 / (1 + z²/25) = 0.09765.
    /// </summary>
    [Fact]
    public void Worked_by_hand()
    {
        var band = ProbabilityBand.Fit([.. Enumerable.Range(0, 50).Select(i => i / 64f)], [.. Enumerable.Range(0, 50).Select(i => i < 25 ? 0f : 1f)]);
        Assert.Equal([24 / 64.0], band.To);
        Assert.Equal(0, band.Of(0.05).Low, 1e-12);
        Assert.Equal(0.09765, band.Of(0.05).High, 1e-5);
        Assert.Equal(1 - 0.09765, band.Of(0.95).Low, 1e-5);
        Assert.Equal(0.3, band.Of(0.3).High);
        Assert.Equal(new PredictionInterval(0, 1), ProbabilityBand.Fit([], []).Of(0.4));
    }

    /// <summary>Φ⁻¹ of tables.</summary>
    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.9, 1.281552)]
    [InlineData(0.95, 1.644854)]
    [InlineData(0.995, 2.575829)]
    public void Normal_quantiles_are_the_tables(double probability, double expected) => Assert.Equal(expected, ProbabilityBand.NormalQuantile(probability), 2e-5);

    /// <summary>Equal probabilities are not split: one value is one bin, and a tie moves a bin's end up.</summary>
    [Fact]
    public void Ties_stay_together()
    {
        Assert.Empty(ProbabilityBand.Fit(Enumerable.Repeat(0.5f, 200).ToArray(), new float[200]).To);
        var band = ProbabilityBand.Fit([.. Enumerable.Range(0, 100).Select(i => i < 60 ? 0.25f : i / 100f)], new float[100]);
        Assert.Equal([0.25, 0.74f], band.To);
    }

    /// <summary>Around what Platt scaling makes of overconfident scores, 90 % bands hold the true probability of about nine scores in ten.</summary>
    [Fact]
    public void Holds_the_true_probability_about_as_often_as_it_says()
    {
        var random = new Random(43);
        var held = 0.0;
        for (var draw = 0; draw < 40; draw++)
        {
            static double Truth(double score) => PlattScaling.Logistic(0.5 * PlattScaling.LogOdds(score));
            var (scores, labels) = SimulatedRows.Classification(random, 500, Truth);
            var calibration = ProbabilityCalibration.Fit(scores, labels);
            var band = ProbabilityBand.Fit(Array.ConvertAll(scores, score => (float)calibration.Of(score)), labels);
            held += Enumerable.Range(1, 100).Count(i => band.Of(calibration.Of((i - 0.5f) / 100)) is var (low, high) && low <= Truth((i - 0.5) / 100) && Truth((i - 0.5) / 100) <= high) / 4000.0;
        }

        Assert.InRange(held, 0.8, 0.97);
    }
}
