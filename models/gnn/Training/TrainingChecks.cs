using MolScreen.Gnn.Bundles;
using MolScreen.Gnn.Metrics;

namespace MolScreen.Gnn.Training;

/// <summary>What must hold before training starts.</summary>
internal static class TrainingChecks
{
    internal static void Check(TrainingData data, TrainingOptions options, string outFolder)
    {
        data.Inputs.Validate();
        data.Reference?.Validate();
        var (n, tasks) = (data.Graphs.Count, options.Tasks.Count);
        Require(tasks > 0, "A model needs at least one task.");
        Require(data.Targets.Length == n * tasks, $"{data.Targets.Length} labels do not fit {n} molecules with {tasks} tasks.");
        Require(data.Targets.All(y => float.IsNaN(y) || float.IsFinite(y)), "A label is infinite.");
        for (var task = 0; task < tasks; task++)
        {
            CheckLabels(options.Tasks[task], MetricTable.Column(data.Targets, tasks, task));
        }

        Require(options.Arms.Contains(ArmKind.Network), "The network is always one of the models.");
        Require(!options.Arms.Contains(ArmKind.Kernel) || data.Inputs.Fingerprints is not null, "The kernel needs fingerprints.");
        Require(!options.Arms.Contains(ArmKind.Trees) || data.Inputs.Fingerprints is not null || data.Inputs.Descriptors is not null, "The trees need fingerprints or descriptors.");
        Require(!options.NetworkDescriptors || data.Inputs.Descriptors is not null, "The network was to take descriptors, but there are none.");
        Require(options.Folds is 0 or >= 2 && (options.Folds == 0 || options.Ensemble == 1), "There are 2 folds or more, and no ensemble beside them.");
        Require(data.Scaffolds is null || data.Scaffolds.Length == n, "The scaffolds do not fit the molecules.");
        Require(data.SplitColumn is null || data.SplitColumn.Length == n, "The split column does not fit the molecules.");
        Require(data.Rows is null || data.Rows.Length == n, "The row numbers do not fit the molecules.");
        Require(options.Epochs >= 1 && options.Ensemble >= 1 && options.BatchSize >= 1 && options.WarmupEpochs >= 0, "Epochs, networks and the batch size start at 1, warm-up epochs at 0.");
        Require(options.InitialLearningRate > 0 && options.MaximumLearningRate > 0 && options.FinalLearningRate > 0, "Learning rates are above 0.");
        WholeBundle.RequireFree(outFolder);
    }

    /// <summary>What of one task cannot be learned, and why.</summary>
    private static void CheckLabels(TaskDescription task, float[] labels)
    {
        var present = labels.Where(label => !float.IsNaN(label)).ToArray();
        Require(present.Length > 0, $"{task.Name} has no labels.");
        Require(task.Kind == TaskKind.Regression || present.All(label => label is 0 or 1), $"Labels of a classification are 0 or 1; {task.Name} has others.");
        Require(!task.Logarithmic || present.All(label => label > 0), $"The logarithm of {task.Name} was to be learned, but it has labels of 0 or below.");
        Require(present.Any(label => label != present[0]), $"All {present.Length} labels of {task.Name} are {present[0]}: there is nothing to learn.");
    }

    internal static DataSplit Split(TrainingData data, TrainingOptions options)
    {
        var split = options.Split switch
        {
            SplitKind.Scaffold => DataSplit.ScaffoldBalanced(data.Scaffolds ?? throw new ArgumentException("A scaffold split needs the scaffolds.", nameof(data)), options.Seed),
            SplitKind.ScaffoldOrdered => DataSplit.ScaffoldOrdered(data.Scaffolds ?? throw new ArgumentException("A scaffold split needs the scaffolds.", nameof(data))),
            SplitKind.Column => DataSplit.ByColumn(data.SplitColumn ?? throw new ArgumentException("A split by a column needs the column.", nameof(data))),
            _ => DataSplit.Random(data.Graphs.Count, options.Seed, options.TrainShare, options.ValidationShare),
        };
        var tasks = options.Tasks.Count;
        for (var task = 0; task < tasks; task++)
        {
            Require(split.Train.Any(row => !float.IsNaN(data.Targets[(row * tasks) + task])), $"The training part has no labels of {options.Tasks[task].Name}: more data are needed, or another split.");
        }

        Require(options.Folds <= split.Train.Length + split.Validation.Length, $"{split.Train.Length + split.Validation.Length} molecules cannot be divided into {options.Folds} folds.");
        return split;
    }

    internal static string SplitName(TrainingOptions options) => options.Split switch
    {
        SplitKind.Scaffold => "scaffold",
        SplitKind.ScaffoldOrdered => "scaffold-ordered",
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
