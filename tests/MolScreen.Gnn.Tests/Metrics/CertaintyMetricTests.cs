using MolScreen.Gnn.Metrics;
using MolScreen.Gnn.Uncertainty;

namespace MolScreen.Gnn.Tests.Metrics;

public sealed class CertaintyMetricTests
{
    private static readonly TaskDescription number = new() { Name = "number" }, yes = new() { Name = "yes", Kind = TaskKind.Classification };

    /// <summary>
    /// The measured numbers 0, 2, 4 and 6 have the standard deviation √5; 6 lies outside of its interval, the first has none: 2 of 3, widths 2, 2, 1.
    /// </summary>
    [Fact]
    public void Coverage_and_width_count_numbers_with_an_interval()
    {
        var table = CertaintyMetrics.Of(
            [number],
            new Predictions { Values = [0, 2, 4, 6], Low = [float.NaN, 1, 4, 6.5f], High = [float.NaN, 3, 6, 7.5f] },
            [0, 2, 4, 6]);

        Assert.Equal(2.0 / 3, table["coverage"], 1e-12);
        Assert.Equal(5.0 / 3 / Math.Sqrt(5), table["width"], 1e-12);
        Assert.DoesNotContain("class_coverage", table.Keys);
    }

    /// <summary>Two tasks whose deviations are 1 and 10: widths 2 / 1 twice and 5 / 10 twice; the last interval misses.</summary>
    [Fact]
    public void Widths_are_in_deviations_of_their_own_task()
    {
        var table = CertaintyMetrics.Of(
            [number, number],
            new Predictions { Values = new float[4], Low = [0, 0, 2, 14], High = [2, 5, 4, 19] },
            [0, 0, 2, 20]);

        Assert.Equal(0.75, table["coverage"], 1e-12);
        Assert.Equal((2 + 0.5 + 2 + 0.5) / 4, table["width"], 1e-12);
    }

    /// <summary>Five classes are measured and have a set: 1 in {1}, 0 in {0, 1}, 0 not in {1}, 1 not in {}, 0 in {0}: 3 of 5 held, 3 of 5 single.</summary>
    [Fact]
    public void Sets_of_classes_are_counted_where_there_is_a_set_and_a_label()
    {
        var table = CertaintyMetrics.Of(
            [yes],
            new Predictions
            {
                Values = new float[7],
                Classes = [ClassSet.Positive, ClassSet.Both, ClassSet.Positive, ClassSet.None, ClassSet.Negative, null, ClassSet.Positive],
            },
            [1, 0, 0, 1, 0, 1, float.NaN]);

        Assert.Equal(0.6, table["class_coverage"], 1e-12);
        Assert.Equal(0.6, table["class_single"], 1e-12);
        Assert.DoesNotContain("coverage", table.Keys);
    }
}
