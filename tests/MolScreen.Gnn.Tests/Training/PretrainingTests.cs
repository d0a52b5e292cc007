using MolScreen.Gnn.Training;

namespace MolScreen.Gnn.Tests.Training;

public sealed class PretrainingTests
{
    /// <summary>1,000 molecules: a ramp with one huge value, a constant, one that is never defined, one that is defined for half of them.</summary>
    [Fact]
    public void Descriptors_are_cut_standardized_and_left_out_where_they_say_nothing()
    {
        var values = Enumerable.Range(0, 1000).SelectMany(i => new[] { i == 999 ? 1e9f : i, 5, float.NaN, i % 2 == 0 ? i : float.NaN }).ToArray();

        var (tasks, targets) = Pretraining.Targets(new DescriptorTable(values, 4), ["ramp", "constant", "never", "half"]);

        Assert.Equal(["ramp", "half"], tasks.Select(task => task.Name));
        var ramp = targets.Where((_, i) => i % 2 == 0).ToArray();
        Assert.Equal(0, ramp.Average(), 1e-4);
        Assert.Equal(1, ramp.Average(value => value * value), 1e-3);

        // A uniform ramp ends at √3 standard deviations.
        Assert.InRange(ramp.Max(), 1.6, 1.8);
        Assert.Equal(500, targets.Where((_, i) => i % 2 == 1).Count(float.IsNaN));
    }
}
