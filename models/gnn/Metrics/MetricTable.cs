namespace MolScreen.Gnn.Metrics;

/// <summary>Every metric of a kind of task, by name. A metric that is not defined for the rows is left out.</summary>
public static class MetricTable
{
    /// <summary>The metric a kind of task is judged by: <c>roc_auc</c> (higher is better) or <c>rmse</c> (lower is).</summary>
    public static string Primary(TaskKind kind) => kind == TaskKind.Classification ? "roc_auc" : "rmse";

    /// <summary>Metrics of one task: <c>n, roc_auc, pr_auc, accuracy, balanced_accuracy, f1, mcc</c> or <c>n, rmse, mae, r2, spearman</c>.</summary>
    /// <param name="kind">Number or class.</param>
    /// <param name="predicted">Values or probabilities; rows with NaN are not counted.</param>
    /// <param name="measured">Values or 0/1; rows with NaN are not counted.</param>
    public static Dictionary<string, double> Of(TaskKind kind, ReadOnlySpan<float> predicted, ReadOnlySpan<float> measured)
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

        var table = new Dictionary<string, double> { ["n"] = m.Count };
        if (m.Count == 0)
        {
            return table;
        }

        void Add(string name, double? value)
        {
            if (value is { } defined)
            {
                table[name] = defined;
            }
        }

        float[] a = [.. p], b = [.. m];
        if (kind == TaskKind.Classification)
        {
            var counts = ClassificationMetrics.Count(a, b);
            Add("roc_auc", ClassificationMetrics.RocAuc(a, b));
            Add("pr_auc", ClassificationMetrics.PrAuc(a, b));
            Add("accuracy", counts.Accuracy);
            Add("balanced_accuracy", counts.BalancedAccuracy);
            Add("f1", counts.F1);
            Add("mcc", counts.Mcc);
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

    /// <summary>Metrics of several tasks: the mean over the tasks that have the metric, n being the sum.</summary>
    /// <param name="tasks">Number or class, of each.</param>
    /// <param name="predicted">n × tasks, row-major; NaN where there is no prediction.</param>
    /// <param name="measured">n × tasks, NaN where there is no label.</param>
    public static Dictionary<string, double> Mean(IReadOnlyList<TaskDescription> tasks, float[] predicted, float[] measured) =>
        Enumerable.Range(0, tasks.Count)
            .SelectMany(task => Of(tasks[task].Kind, Column(predicted, tasks.Count, task), Column(measured, tasks.Count, task)))
            .GroupBy(entry => entry.Key)
            .ToDictionary(group => group.Key, group => group.Key == "n" ? group.Sum(entry => entry.Value) : group.Average(entry => entry.Value));

    /// <summary>One task's column of a row-major table.</summary>
    public static float[] Column(float[] table, int tasks, int task) =>
        Enumerable.Range(0, table.Length / tasks).Select(row => table[(row * tasks) + task]).ToArray();
}
