using MolScreen.Gnn.Kernel;

namespace MolScreen.Gnn.Tests.Kernel;

/// <summary>Expected values are worked by hand.</summary>
public sealed class NearestMoleculesTests
{
    [Fact]
    public void Keeps_the_five_nearest_in_whatever_order_they_come()
    {
        var nearest = new NearestMolecules(2);
        foreach (var (position, similarity) in new[] { (0, 0.1f), (1, 0.9f), (2, 0.3f), (3, 0.5f), (4, 0.2f), (5, 0.4f), (6, 0.05f) })
        {
            nearest.Offer(1, position, similarity);
        }

        Assert.Equal((0, 0.9f), (nearest.Nearest(0), nearest.Nearest(1)));
        Assert.Equal((0.9f + 0.5f + 0.4f + 0.3f + 0.2f) / 5, nearest.Mean(1, labelled: 7), 1e-6f);
        Assert.Equal(0, nearest.Mean(0, labelled: 7));

        // Position 0 (0.1) was pushed out by the fifth of more: its value is not read.
        Assert.Equal(((0.9f * 1) + (0.5f * 2) + (0.3f * 4)) / (0.9f + 0.5f + 0.3f), nearest.Mean(1, [100, 1, 4, 2, float.NaN, float.NaN, 100]), 1e-6f);
        Assert.True(float.IsNaN(nearest.Mean(1, [1, float.NaN, float.NaN, float.NaN, float.NaN, float.NaN, 1])));
        Assert.True(float.IsNaN(nearest.Mean(0, [1, 1, 1, 1, 1, 1, 1])));
    }

    [Fact]
    public void Fewer_molecules_than_five_are_the_mean_of_all()
    {
        var nearest = new NearestMolecules(1);
        nearest.Offer(0, 0, 0.4f);
        nearest.Offer(0, 1, 0.4f);
        Assert.Equal(0.4f, nearest.Mean(0, labelled: 2), 1e-6f);
        Assert.Equal(3, nearest.Mean(0, [1, 5]), 1e-6f);
        Assert.Equal(0, new NearestMolecules(1).Mean(0, labelled: 0));
    }
}
