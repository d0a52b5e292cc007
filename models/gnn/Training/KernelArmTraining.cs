using MolScreen.Gnn.Arms;
using MolScreen.Gnn.Domain;
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

    /// <summary>Fits all.</summary>
    internal static TrainedKernel Run(TrainingData data, TrainingOptions options, DataSplit split, IReadOnlyList<Holdout> holdouts, Action<string> report, CancellationToken cancel)
    {
        var tasks = options.Tasks.Count;
        var pool = Pool(data, options, split);
        var molecules = data.Inputs.Fingerprints!.Select(pool);
        var different = holdouts.Distinct().ToArray();
        List<TanimotoKernelModel> models = [];
        List<(float[] Values, NearestMolecules Nearest)> each = [];
        foreach (var holdout in different)
        {
            var learned = holdout.Fit.ToHashSet();
            var labels = pool.SelectMany(row => learned.Contains(row) ? data.Targets.AsSpan(row * tasks, tasks).ToArray() : Enumerable.Repeat(float.NaN, tasks)).ToArray();
            var model = TanimotoKernelModel.Fit(TaskKind.Regression, molecules, labels, tasks, options.Kernel, cancel);
            var (values, nearest) = (new float[data.Count * tasks], new NearestMolecules(data.Count));
            using var arm = new KernelArm(model, options.Tasks, options.Threads);
            arm.Predict(data.Inputs, values, nearest, cancel);
            models.Add(model);
            each.Add((values, nearest));
            report($"kernel {models.Count}/{different.Length}");
        }

        return new TrainedKernel(
            pool,
            [.. holdouts.Select(holdout => each[Array.IndexOf(different, holdout)].Values)],
            [.. holdouts.Select(holdout => each[Array.IndexOf(different, holdout)].Nearest)],
            [.. holdouts.Select(holdout => models[Array.IndexOf(different, holdout)].LabelledCount)],
            TanimotoKernelModel.Average(models));
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

/// <summary>The kernels after their fits.</summary>
/// <param name="Pool">Rows of the data whose molecules they compare with, in the kernels' order.</param>
/// <param name="Each">Of each fit its predictions for all molecules (n × tasks).</param>
/// <param name="Nearest">Of each fit the molecules that it learned which are nearest to each.</param>
/// <param name="Labelled">Of each fit the number of molecules that it learned.</param>
/// <param name="Mean">The kernel of the bundle.</param>
internal sealed record TrainedKernel(int[] Pool, float[][] Each, NearestMolecules[] Nearest, int[] Labelled, TanimotoKernelModel Mean)
{
    /// <summary>The arm, which also keeps the errors that the blend made of its molecules (n, NaN where they were not held out).</summary>
    internal TrainedArm Arm(float[]? errors) => new(ArmKind.Kernel, Each, folder =>
    {
        TanimotoKernelFile.Write(Path.Combine(folder, KernelArmTraining.FileName), errors is null ? Mean : Mean.WithErrors(Array.ConvertAll(Pool, row => errors[row])));
        return [KernelArmTraining.FileName];
    });

    /// <summary>What one fit knows of a molecule's neighbourhood.</summary>
    internal DomainEvidence Evidence(int fit, int row, float[] poolErrors) =>
        new(Nearest[fit].Nearest(row), Nearest[fit].Mean(row, Labelled[fit]), double.NaN, double.NaN, Nearest[fit].Mean(row, poolErrors));
}
