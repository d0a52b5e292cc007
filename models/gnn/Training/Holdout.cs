namespace MolScreen.Gnn.Training;

/// <summary>What one fit learns from and what it never sees; positions of molecules, ascending.</summary>
/// <param name="Fit">Molecules that are learned.</param>
/// <param name="Held">Molecules that stop it, and whose errors weigh the arms and calibrate the intervals.</param>
public sealed record Holdout(int[] Fit, int[] Held)
{
    /// <summary>
    /// The fits of a training: as many as the ensemble has networks, all on the training part and held to the validation
    /// part; or, with folds, one for each fold of both parts together, so that every molecule outside of the test part is held out
    /// once and learned by all other fits.
    /// </summary>
    internal static IReadOnlyList<Holdout> Of(DataSplit split, TrainingOptions options, string[]? scaffolds)
    {
        if (options.Folds < 2)
        {
            return [.. Enumerable.Repeat(new Holdout(split.Train, split.Validation), options.Ensemble)];
        }

        int[] pool = [.. split.Train.Concat(split.Validation).Order()];
        var groups = options.Split is SplitKind.Scaffold or SplitKind.ScaffoldOrdered
            ? pool.GroupBy(row => scaffolds![row]).Select(group => group.ToArray()).ToArray()
            : Array.ConvertAll(pool, row => new[] { row });
        new Random(options.Seed).Shuffle(groups);
        var folds = Enumerable.Range(0, options.Folds).Select(_ => new List<int>()).ToArray();

        // The largest scaffolds first, each into the fold that is the smallest yet: folds of about one size. The sort is stable.
        foreach (var group in groups.OrderByDescending(group => group.Length))
        {
            folds.MinBy(fold => fold.Count)!.AddRange(group);
        }

        return [.. folds.Select(fold => new Holdout([.. pool.Except(fold)], [.. fold.Order()]))];
    }
}
