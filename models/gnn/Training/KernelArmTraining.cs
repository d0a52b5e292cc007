using MolScreen.Gnn.Arms;
using MolScreen.Gnn.Kernel;

namespace MolScreen.Gnn.Training;

/// <summary>Fits the Tanimoto kernel: a model for each fit, of which the bundle keeps the mean.</summary>
internal static class KernelArmTraining
{
    /// <summary>Name of the model in the bundle.</summary>
    internal const string FileName = "kernel.safetensors";

    /// <summary>
    /// Molecules that a kernel without any task keeps, drawn at random: it only tells how near training molecules are, and a
    /// search through all would cost more than the prediction.
    /// </summary>
    internal const int MoleculesWithoutTask = 6000;

    /// <summary>Fits all. Also gives the evidence of the applicability domain: of each fit the similarity of the nearest learned molecule and the mean of the five nearest, for every molecule.</summary>
    internal static (TrainedArm Arm, IReadOnlyList<(float[] Nearest, float[] MeanOfFive)> Neighbours) Run(TrainingData data, TrainingOptions options, DataSplit split, IReadOnlyList<Holdout> holdouts, Action<string> report, CancellationToken cancel)
    {
        var tasks = options.Tasks.Count;
        var pool = Pool(data, options, split);
        var molecules = data.Inputs.Fingerprints!.Select(pool);
        var different = holdouts.Distinct().ToArray();
        List<TanimotoKernelModel> models = [];
        List<(float[] Values, float[] Nearest, float[] MeanOfFive)> each = [];
        foreach (var holdout in different)
        {
            var learned = holdout.Fit.ToHashSet();
            var labels = pool.SelectMany(row => learned.Contains(row) ? data.Targets.AsSpan(row * tasks, tasks).ToArray() : Enumerable.Repeat(float.NaN, tasks)).ToArray();
            var model = TanimotoKernelModel.Fit(TaskKind.Regression, molecules, labels, tasks, options.Kernel, cancel);
            var (values, nearest, five) = (new float[data.Count * tasks], new float[data.Count], new float[data.Count]);
            using var arm = new KernelArm(model, options.Tasks, options.Threads);
            arm.Predict(data.Inputs, values, nearest, five, cancel);
            models.Add(model);
            each.Add((values, nearest, five));
            report($"kernel {models.Count}/{different.Length}");
        }

        var trained = holdouts.Select(holdout => each[Array.IndexOf(different, holdout)]).ToArray();
        return (
            new TrainedArm(ArmKind.Kernel, Array.ConvertAll(trained, fit => fit.Values), folder =>
            {
                TanimotoKernelFile.Write(Path.Combine(folder, FileName), TanimotoKernelModel.Average(models));
                return [FileName];
            }),
            Array.ConvertAll(trained, fit => (fit.Nearest, fit.MeanOfFive)));
    }

    /// <summary>Molecules outside of the test part; a sample of them where no task can have a kernel.</summary>
    private static int[] Pool(TrainingData data, TrainingOptions options, DataSplit split)
    {
        int[] pool = [.. split.Train.Concat(split.Validation).Order()];
        var tasks = options.Tasks.Count;
        var covers = Enumerable.Range(0, tasks).Any(task => pool.Count(row => !float.IsNaN(data.Targets[(row * tasks) + task])) <= options.Kernel.MaximumRows);
        if (covers || pool.Length <= MoleculesWithoutTask)
        {
            return pool;
        }

        new Random(options.Seed).Shuffle(pool);
        return [.. pool[..MoleculesWithoutTask].Order()];
    }
}
