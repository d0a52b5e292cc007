using MolScreen.Gnn.Training;

namespace MolScreen.Gnn.Tests.Training;

public sealed class DataSplitTests
{
    [Fact]
    public void Random_parts_are_disjoint_whole_and_seeded()
    {
        var split = DataSplit.Random(105, 3);
        Assert.Equal([84, 10, 11], [split.Train.Length, split.Validation.Length, split.Test.Length]);
        AssertPartition(split, 105);
        Assert.Equal(split.Test, DataSplit.Random(105, 3).Test);
        Assert.NotEqual(split.Test, DataSplit.Random(105, 4).Test);
    }

    [Fact]
    public void A_scaffold_is_in_one_part_and_big_ones_go_first()
    {
        // 100 molecules: one scaffold of 30 and one of 12 are big (over half of 10), the rest are singles.
        var scaffolds = Enumerable.Range(0, 100).Select(i => i < 30 ? "big" : i < 42 ? "large" : $"s{i}").ToArray();
        for (var seed = 0; seed < 5; seed++)
        {
            var split = DataSplit.ScaffoldBalanced(scaffolds, seed);
            AssertPartition(split, 100);
            Assert.Equal(80, split.Train.Length);
            Assert.Equal(10, split.Validation.Length);
            Assert.Superset(Enumerable.Range(0, 42).ToHashSet(), split.Train.ToHashSet());
        }

        Assert.NotEqual(DataSplit.ScaffoldBalanced(scaffolds, 0).Test, DataSplit.ScaffoldBalanced(scaffolds, 1).Test);
    }

    [Fact]
    public void A_scaffold_too_large_for_training_goes_to_test_whole()
    {
        var split = DataSplit.ScaffoldBalanced(Enumerable.Repeat("one", 20).ToArray(), 0);
        Assert.Equal(20, split.Test.Length);
    }

    [Fact]
    public void A_column_says_the_part_and_an_unknown_word_is_refused()
    {
        var split = DataSplit.ByColumn(["train", "TEST", "valid", "", "val", "train"]);
        Assert.Equal([0, 5], split.Train);
        Assert.Equal([2, 4], split.Validation);
        Assert.Equal([1], split.Test);
        Assert.Contains("Molecule 2", Assert.Throws<ArgumentException>(() => DataSplit.ByColumn(["train", "tset"])).Message, StringComparison.Ordinal);
    }

    /// <summary>1e-4 → 1e-3 over 10 steps, then exponentially back to 1e-4 over 90: half way it is their geometric mean.</summary>
    [Fact]
    public void The_learning_rate_rises_linearly_and_falls_exponentially()
    {
        var schedule = new LearningRateSchedule(1e-4, 1e-3, 1e-4, 10, 100);
        Assert.Equal(1e-4, schedule.At(0), 1e-12);
        Assert.Equal(5.5e-4, schedule.At(5), 1e-12);
        Assert.Equal(1e-3, schedule.At(10), 1e-12);
        Assert.Equal(Math.Sqrt(1e-3 * 1e-4), schedule.At(55), 1e-12);
        Assert.Equal(1e-4, schedule.At(100), 1e-12);
        Assert.Equal(1e-4, schedule.At(500), 1e-12);
    }

    private static void AssertPartition(DataSplit split, int count) =>
        Assert.Equal(Enumerable.Range(0, count), split.Train.Concat(split.Validation).Concat(split.Test).Order());
}
