using MolScreen.Gnn.Reference;

namespace MolScreen.Gnn.Tests.Reference;

public sealed class ReferenceQuantilesTests
{
    /// <summary>Points 0, 10, …, 100 of the values 0, 50, 100: the sorted positions 0, 0.2, …, 2.</summary>
    [Fact]
    public void Worked_by_hand()
    {
        var quantiles = ReferenceQuantiles.Of([100, 0, double.NaN, 50], points: 11);
        Assert.Equal([0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100], quantiles.Points, (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.Equal(3, quantiles.Count);
        Assert.Equal(25, quantiles.Percentile(25), 1e-9);
        Assert.Equal(0, quantiles.Percentile(-1));
        Assert.Equal(100, quantiles.Percentile(101));
        Assert.True(double.IsNaN(quantiles.Percentile(double.NaN)));
    }

    /// <summary>Half of the values are 0, the others from 1 to 50: 0 lies in the middle of its half.</summary>
    [Fact]
    public void A_shared_value_lies_in_the_middle()
    {
        var quantiles = ReferenceQuantiles.Of([.. Enumerable.Repeat(0.0, 50), .. Enumerable.Range(1, 50).Select(i => (double)i)]);
        Assert.InRange(quantiles.Percentile(0), 24, 26);
        Assert.Equal(50, ReferenceQuantiles.Of([7, 7]).Percentile(7), 1e-9);
        Assert.Equal(100, ReferenceQuantiles.Of([7]).Percentile(8));
    }

    [Fact]
    public void A_percentile_is_within_a_point_of_the_share_below()
    {
        var random = new Random(1);
        var values = Enumerable.Range(0, 2000).Select(_ => Math.Exp(3 * random.NextDouble())).ToArray();
        var quantiles = ReferenceQuantiles.Of(values);
        foreach (var value in values.Take(200))
        {
            Assert.Equal(100.0 * values.Count(other => other < value) / values.Length, quantiles.Percentile(value), 1.0);
        }
    }

    [Fact]
    public void Nothing_has_no_quantiles() => Assert.Throws<ArgumentException>(() => ReferenceQuantiles.Of([double.NaN]));
}
