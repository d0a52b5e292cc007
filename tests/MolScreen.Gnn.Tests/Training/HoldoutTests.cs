using MolScreen.Gnn.Training;

namespace MolScreen.Gnn.Tests.Training;

public sealed class HoldoutTests
{
    private static readonly DataSplit split = new([.. Enumerable.Range(0, 40)], [.. Enumerable.Range(40, 10)], [.. Enumerable.Range(50, 10)]);

    [Fact]
    public void An_ensemble_learns_one_part_and_holds_out_the_other()
    {
        var fits = Holdout.Of(split, SmallData.Options with { Ensemble = 3 }, null);
        Assert.Equal(3, fits.Count);
        Assert.All(fits, fit => Assert.Same(split.Train, fit.Fit));
        Assert.All(fits, fit => Assert.Same(split.Validation, fit.Held));
    }

    [Fact]
    public void Each_molecule_outside_of_test_is_held_out_by_one_fold()
    {
        var fits = Holdout.Of(split, SmallData.Options with { Folds = 4 }, null);
        Assert.Equal(Enumerable.Range(0, 50), fits.SelectMany(fit => fit.Held).Order());
        Assert.All(fits, fit => Assert.Equal(Enumerable.Range(0, 50), fit.Fit.Concat(fit.Held).Order()));
        Assert.All(fits, fit => Assert.InRange(fit.Held.Length, 12, 13));
        Assert.Equal(fits[0].Held, Holdout.Of(split, SmallData.Options with { Folds = 4 }, null)[0].Held);
        Assert.NotEqual(fits[0].Held, Holdout.Of(split, SmallData.Options with { Folds = 4, Seed = 9 }, null)[0].Held);
    }

    [Fact]
    public void Of_a_scaffold_split_a_scaffold_is_in_one_fold()
    {
        var scaffolds = Enumerable.Range(0, 60).Select(i => $"s{i / 5}").ToArray();
        var fits = Holdout.Of(split, SmallData.Options with { Folds = 3, Split = SplitKind.Scaffold }, scaffolds);
        Assert.All(fits, fit => Assert.Empty(fit.Fit.Select(row => scaffolds[row]).Intersect(fit.Held.Select(row => scaffolds[row]))));
        Assert.All(fits, fit => Assert.InRange(fit.Held.Length, 15, 20));
    }
}
