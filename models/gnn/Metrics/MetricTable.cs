namespace MolScreen.Gnn.Metrics;

/// <summary>Every metric of a kind of task, by name. A metric that is not defined for the rows is left out.</summary>
public static class MetricTable
{
    /// <summary>The metric a kind of task is judged by: <c>roc_auc</c> (higher is better) or <c>rmse</c> (lower is).</summary>
    public static string Primary(TaskKind kind) => kind == TaskKind.Classification ? "roc_auc" : "rmse";

    /// <summary>Metrics of one task: <c>n, roc_auc, pr_auc, accuracy, balanced_accuracy, f1, mcc, ece, brier</c> or <c>n, rmse, mae, r2, spearman</c>.</summary>
    /// <param name="kind">Number or class.</param>
    /// <param name="predicted">Values or probabilities; rows with NaN are not counted.</param>
    /// <param name="measured">Values or 0/1; rows with NaN are not counted.</param>
    public static Dictionary<string, double> Of(TaskKind kind, ReadOnlySpan<float> predicted, ReadOnlySpan<float> measured)
    {
        var (a, b) = Complete(predicted, measured);
        var table = new Dictionary<string, double> { ["n"] = b.Length };
        if (b.Length == 0)
        {
            return table;
        }

        void Add(string name, double? value) => AddDefined(table, name, value);
        if (kind == TaskKind.Classification)
        {
            var counts = ClassificationMetrics.Count(a, b);
            Add("roc_auc", ClassificationMetrics.RocAuc(a, b));
            Add("pr_auc", ClassificationMetrics.PrAuc(a, b));
            Add("accuracy", counts.Accuracy);
            Add("balanced_accuracy", counts.BalancedAccuracy);
            Add("f1", counts.F1);
            Add("mcc", counts.Mcc);
            Add("ece", CalibrationMetrics.ExpectedCalibrationError(a, b));
            Add("brier", CalibrationMetrics.Brier(a, b));
        }
        else
        {
            Add("rmse", RegressionMetrics.Rmse(a, b));
            Add("mae", RegressionMetrics.Mae(a, b));
            Add("r2", RegressionMetrics.R2(a, b));
            Add("spearman", RegressionMetrics.Spearman(a, b));
        }

        return table;
    }

    /// <summary>The metrics of <see cref="Of"/> and, of classes, those of <see cref="Screening"/>.</summary>
    /// <param name="kind">Number or class.</param>
    /// <param name="predicted">Values or probabilities; rows with NaN are not counted.</param>
    /// <param name="measured">Values or 0/1; rows with NaN are not counted.</param>
    public static Dictionary<string, double> WithScreening(TaskKind kind, float[] predicted, float[] measured) =>
        kind == TaskKind.Classification ? Of(kind, predicted, measured).UnionBy(Screening(predicted, measured), entry => entry.Key).ToDictionary() : Of(kind, predicted, measured);

    /// <summary>Metrics of a ranking that looks for actives: <c>n, ef1, ef5</c> (enrichment factor at 1 % and 5 %), <c>bedroc20, roc_auc</c>.</summary>
    /// <param name="scores">Higher is more likely active; rows with NaN are not counted.</param>
    /// <param name="labels">0 or 1; rows with NaN are not counted.</param>
    public static Dictionary<string, double> Screening(ReadOnlySpan<float> scores, ReadOnlySpan<float> labels)
    {
        var (a, b) = Complete(scores, labels);
        var table = new Dictionary<string, double> { ["n"] = b.Length };
        if (b.Length > 0)
        {
            AddDefined(table, "ef1", ScreeningMetrics.EnrichmentFactor(a, b, 0.01));
            AddDefined(table, "ef5", ScreeningMetrics.EnrichmentFactor(a, b, 0.05));
            AddDefined(table, "bedroc20", ScreeningMetrics.Bedroc(a, b, 20));
            AddDefined(table, "roc_auc", ClassificationMetrics.RocAuc(a, b));
        }

        return table;
    }

    /// <summary>Metrics of several tasks: the mean over the tasks that have the metric, n being the sum.</summary>
    /// <param name="tasks">Number or class, of each.</param>
    /// <param name="predicted">n × tasks, row-major; NaN where there is no prediction.</param>
    /// <param name="measured">n × tasks, NaN where there is no label.</param>
    /// <param name="of">Metrics of one task; those of <see cref="Of"/> without it.</param>
    public static Dictionary<string, double> Mean(
        IReadOnlyList<TaskDescription> tasks, float[] predicted, float[] measured, Func<TaskKind, float[], float[], Dictionary<string, double>>? of = null) =>
        Enumerable.Range(0, tasks.Count)
            .SelectMany(task => (of ?? ((kind, a, b) => Of(kind, a, b)))(tasks[task].Kind, Column(predicted, tasks.Count, task), Column(measured, tasks.Count, task)))
            .GroupBy(entry => entry.Key)
            .ToDictionary(group => group.Key, group => group.Key == "n" ? group.Sum(entry => entry.Value) : group.Average(entry => entry.Value));

    /// <summary>One task's column of a row-major table.</summary>
    public static float[] Column(float[] table, int tasks, int task) =>
        Enumerable.Range(0, table.Length / tasks).Select(row => table[(row * tasks) + task]).ToArray();

    private static void AddDefined(Dictionary<string, double> table, string name, double? value)
    {
        if (value is { } defined)
        {
            table[name] = defined;
        }
    }

    /// <summary>The rows that have both.</summary>
    private static (float[] Predicted, float[] Measured) Complete(ReadOnlySpan<float> predicted, ReadOnlySpan<float> measured)
    {
        List<float> p = [], m = [];
        for (var i = 0; i < measured.Length; i++)
        {
            if (!float.IsNaN(measured[i]) && !float.IsNaN(predicted[i]))
            {
                p.Add(predicted[i]);
                m.Add(measured[i]);
            }
        }

        return ([.. p], [.. m]);
    }
}
