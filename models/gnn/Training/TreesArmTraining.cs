using MolScreen.Gnn.Bundles;
using MolScreen.Gnn.Trees;

namespace MolScreen.Gnn.Training;

/// <summary>Fits boosted trees: a model for each fit and task.</summary>
internal static class TreesArmTraining
{
    /// <summary>Labels that a fit needs of a task; with fewer it learns nothing of it.</summary>
    internal const int FewestLabels = 30;

    /// <summary>Fits all, several at a time, each on one thread, so that their number does not change the result.</summary>
    internal static TrainedArm Run(TrainingData data, TrainingOptions options, IReadOnlyList<Holdout> holdouts, Action<string> report, CancellationToken cancel)
    {
        var tasks = options.Tasks.Count;
        var features = FeatureMatrix.Of(data.Inputs);
        var different = holdouts.Distinct().ToArray();
        var models = new BoostedTrees?[different.Length * tasks];
        var each = Array.ConvertAll(different, _ => new float[data.Count * tasks]);
        var done = 0;
        Parallel.For(0, models.Length, new ParallelOptions { MaxDegreeOfParallelism = options.Workers, CancellationToken = cancel }, i =>
        {
            var (fit, task) = (i / tasks, i % tasks);
            models[i] = Fit(data, options, features, different[fit], task, options.Seed + fit, cancel);
            var predicted = new float[data.Count];
            if (models[i] is { } model)
            {
                model.Predict(features, predicted);
            }
            else
            {
                Array.Fill(predicted, float.NaN);
            }

            for (var row = 0; row < predicted.Length; row++)
            {
                each[fit][(row * tasks) + task] = predicted[row];
            }

            report($"trees {Interlocked.Increment(ref done)}/{models.Length}");
        });
        return new TrainedArm(ArmKind.Trees, [.. holdouts.Select(holdout => each[Array.IndexOf(different, holdout)])], folder =>
        {
            TreesFile.Write(Path.Combine(folder, TreesFile.Name), [.. Enumerable.Range(0, tasks).Select(task => Enumerable.Range(0, different.Length).Select(fit => models[(fit * tasks) + task]).OfType<BoostedTrees>().ToArray())]);
            return [TreesFile.Name];
        });
    }

    private static BoostedTrees? Fit(TrainingData data, TrainingOptions options, FeatureMatrix features, Holdout holdout, int task, int seed, CancellationToken cancel)
    {
        int[] Labelled(int[] rows) => Array.FindAll(rows, row => !float.IsNaN(data.Targets[(row * options.Tasks.Count) + task]));
        float[] Labels(int[] rows) => Array.ConvertAll(rows, row => data.Targets[(row * options.Tasks.Count) + task]);
        var (learned, held) = (Labelled(holdout.Fit), Labelled(holdout.Held));
        return learned.Length < FewestLabels
            ? null
            : BoostedTrees.Fit(options.Tasks[task].Kind, features.Select(learned), Labels(learned), features.Select(held), Labels(held), options.Trees with { Seed = seed, Threads = 1 }, cancel);
    }
}
