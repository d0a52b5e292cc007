using MolScreen.Contracts.Screening;
using MolScreen.Store.Ranking;

namespace MolScreen.Store.Tests.Ranking;

public sealed class DesirabilityTests
{
    // Ramp from 2 to 6: (x − 2)/4, cut to 0…1; lower is better turns it around.
    [Theory]
    [InlineData(1, 0, 1)]
    [InlineData(2, 0, 1)]
    [InlineData(3, 0.25, 0.75)]
    [InlineData(6, 1, 0)]
    [InlineData(60, 1, 0)]
    [InlineData(double.PositiveInfinity, 1, 0)]
    public void A_ramp_rises_between_low_and_high(double value, double higher, double lower)
    {
        Assert.Equal(higher, Desirability.Of(value, Direction.Higher, 2, 6), 12);
        Assert.Equal(lower, Desirability.Of(value, Direction.Lower, 2, 6), 12);
    }

    [Fact]
    public void No_prediction_has_no_desirability() => Assert.True(double.IsNaN(Desirability.Of(double.NaN, Direction.Lower, 2, 6)));

    [Fact]
    public void The_mean_is_geometric_and_weighted()
    {
        // (0.25² · 0.5¹)^(1/3) = (1/32)^(1/3); equal weights: √(0.25 · 1) = 0.5.
        Assert.Equal(Math.Cbrt(1.0 / 32), Desirability.Mean([0.25, 0.5], [2, 1]), 12);
        Assert.Equal(0.5, Desirability.Mean([0.25, 1], [3, 3]), 12);
        Assert.Equal(0.25, Desirability.Mean([0.25], [17]), 12);
    }

    [Fact]
    public void One_worthless_component_makes_the_whole_worthless() => Assert.Equal(0, Desirability.Mean([0, 1], [0.001, 1000]));

    [Fact]
    public void One_missing_component_leaves_no_score_even_beside_a_worthless_one() =>
        Assert.True(double.IsNaN(Desirability.Mean([0, double.NaN], [1, 1])));
}
