using MolScreen.Gnn.Baseline;
using MolScreen.Gnn.Metrics;

namespace MolScreen.Gnn.Training;

/// <summary>Metrics of a finished bundle, of its arms and of the baseline on molecules that were not learned.</summary>
internal static class TrainingEvaluation
{
    /// <summary>
    /// Parts: <c>validation</c> (the blend on molecules held out from the fits), <c>test</c> (the bundle), <c>test.TASK</c> with several tasks,
    /// <c>certainty_test</c> (coverage of the intervals, error far and near), <c>network_test</c>, <c>trees_test</c>, <c>kernel_test</c> (the arms alone),
    /// <c>networks_test</c> (mean and standard deviation of the primary metric over the single networks), <c>baseline_validation</c>, <c>baseline_test</c>.
    /// </summary>
    /// <param name="data">Molecules with labels in the tasks' units.</param>
    /// <param name="options">Their tasks.</param>
    /// <param name="split">The parts.</param>
    /// <param name="holdouts">The fits.</param>
    /// <param name="arms">The arms after them.</param>
    /// <param name="heldOut">The blend's calibrated values of molecules that were held out; NaN for others.</param>
    /// <param name="predict">The bundle on molecules at some positions.</param>
    /// <param name="cancel">Stops between parts.</param>
    internal static Dictionary<string, Dictionary<string, double>> Measure(
        TrainingData data,
        TrainingOptions options,
        DataSplit split,
        IReadOnlyList<Holdout> holdouts,
        IReadOnlyList<TrainedArm> arms,
        float[] heldOut,
        Func<int[], Predictions> predict,
        CancellationToken cancel)
    {
        var tasks = options.Tasks;
        var parts = new Dictionary<string, Dictionary<string, double>>();
        int[] held = [.. holdouts.SelectMany(holdout => holdout.Held).Distinct().Order()];
        float[] Rows(float[] table, int[] rows) => [.. rows.SelectMany(row => table.AsSpan(row * tasks.Count, tasks.Count).ToArray())];
        void Add(string name, float[] predicted, int[] rows)
        {
            if (rows.Length > 0)
            {
                parts[name] = MetricTable.Mean(tasks, predicted, Rows(data.Targets, rows));
            }
        }

        Add("validation", Rows(heldOut, held), held);
        if (split.Test.Length > 0)
        {
            var measured = Rows(data.Targets, split.Test);
            var predicted = predict(split.Test);
            Add("test", predicted.Values, split.Test);
            for (var task = 0; tasks.Count > 1 && task < tasks.Count; task++)
            {
                parts[$"test.{tasks[task].Name}"] = MetricTable.Of(tasks[task].Kind, MetricTable.Column(predicted.Values, tasks.Count, task), MetricTable.Column(measured, tasks.Count, task));
            }

            parts["certainty_test"] = CertaintyMetrics.Of(tasks, predicted, measured);
            foreach (var arm in arms.Where(_ => arms.Count > 1))
            {
                Add($"{arm.Kind.ToString().ToLowerInvariant()}_test", Rows(InUnits(arm.Mean, tasks), split.Test), split.Test);
            }

            if (arms[0].Each.Count > 1)
            {
                AddSpread(parts, MetricTable.Primary(tasks[0].Kind), [.. arms[0].Each.Select(one => MetricTable.Mean(tasks, Rows(InUnits(one, tasks), split.Test), measured))]);
            }
        }

        if (data.Inputs.Fingerprints is not null && tasks.Count <= Trainer.MostTasksForTrees)
        {
            var baseline = InUnits(FingerprintBaseline.Predict(data.Learned(tasks), tasks, split, cancel), tasks);
            Add("baseline_validation", Rows(baseline, split.Validation), split.Validation);
            Add("baseline_test", Rows(baseline, split.Test), split.Test);
        }

        return parts;
    }

    private static float[] InUnits(float[] learned, IReadOnlyList<TaskDescription> tasks) => [.. learned.Select((value, i) => (float)tasks[i % tasks.Count].InUnit(value))];

    private static void AddSpread(Dictionary<string, Dictionary<string, double>> parts, string primary, Dictionary<string, double>[] each)
    {
        var values = each.Select(one => one.GetValueOrDefault(primary, double.NaN)).Where(double.IsFinite).ToArray();
        if (values.Length > 1)
        {
            var mean = values.Average();
            parts["networks_test"] = new Dictionary<string, double>
            {
                [$"{primary}_mean"] = mean,
                [$"{primary}_std"] = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1)),
                ["networks"] = values.Length,
            };
        }
    }
}
