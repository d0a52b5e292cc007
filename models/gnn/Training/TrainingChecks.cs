using MolScreen.Gnn.Bundles;

namespace MolScreen.Gnn.Training;

/// <summary>What must hold before training starts.</summary>
internal static class TrainingChecks
{
    internal static void Check(TrainingData data, TrainingOptions options, string outFolder)
    {
        data.Graphs.Validate();
        var (n, tasks) = (data.Graphs.Count, options.Tasks.Count);
        Require(tasks > 0 && options.Tasks.All(task => task.Kind == options.Tasks[0].Kind), "A network needs at least one task, and all of one kind.");
        Require(data.Targets.Length == n * tasks, $"{data.Targets.Length} labels do not fit {n} molecules with {tasks} tasks.");
        Require(data.Targets.All(y => float.IsNaN(y) || float.IsFinite(y)), "A label is infinite.");
        Require(options.Tasks[0].Kind == TaskKind.Regression || data.Targets.All(y => float.IsNaN(y) || y is 0 or 1), "Labels of a classification are 0 or 1.");
        Require(data.Fingerprints is null || data.Fingerprints.Length == (long)n * data.FingerprintBytes, "The fingerprints do not fit the molecules.");
        Require(data.Scaffolds is null || data.Scaffolds.Length == n, "The scaffolds do not fit the molecules.");
        Require(data.SplitColumn is null || data.SplitColumn.Length == n, "The split column does not fit the molecules.");
        Require(data.Rows is null || data.Rows.Length == n, "The row numbers do not fit the molecules.");
        Require(options.Epochs >= 1 && options.Ensemble >= 1 && options.BatchSize >= 1 && options.WarmupEpochs >= 0, "Epochs, networks and the batch size start at 1, warm-up epochs at 0.");
        Require(options.InitialLearningRate > 0 && options.MaximumLearningRate > 0 && options.FinalLearningRate > 0, "Learning rates are above 0.");
        WholeBundle.RequireFree(outFolder);
    }

    internal static DataSplit Split(TrainingData data, TrainingOptions options)
    {
        var split = options.Split switch
        {
            SplitKind.Scaffold => DataSplit.ScaffoldBalanced(data.Scaffolds ?? throw new ArgumentException("A scaffold split needs the scaffolds.", nameof(data)), options.Seed),
            SplitKind.Column => DataSplit.ByColumn(data.SplitColumn ?? throw new ArgumentException("A split by a column needs the column.", nameof(data))),
            _ => DataSplit.Random(data.Graphs.Count, options.Seed),
        };
        var tasks = options.Tasks.Count;
        Require(split.Train.Any(row => data.Targets.AsSpan(row * tasks, tasks).ContainsAnyInRange(float.MinValue, float.MaxValue)), "The training part has no labels.");
        return split;
    }

    internal static string SplitName(TrainingOptions options) => options.Split switch
    {
        SplitKind.Scaffold => "scaffold",
        SplitKind.Column => $"column:{options.SplitColumnName}",
        _ => "random",
    };

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new ArgumentException(otherwise);
        }
    }
}
