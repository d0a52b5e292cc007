using MolScreen.Gnn.Uncertainty;

namespace MolScreen.Gnn.Metrics;

/// <summary>Whether a model knows how sure it is.</summary>
public static class CertaintyMetrics
{
    /// <summary>
    /// <c>coverage</c>: share of measured numbers inside their intervals; <c>width</c>: mean width of the intervals in standard deviations of the
    /// task's measured numbers; <c>class_coverage</c>: share of measured classes that the sets of classes hold; <c>class_single</c>: share of these sets
    /// that hold a single class; <c>error_ratio</c>: mean error of the third of the molecules that is farthest from the learned ones over that of the
    /// nearest third, errors in the same unit (of a class |label − probability|). What is not defined is left out.
    /// </summary>
    /// <param name="tasks">What is predicted.</param>
    /// <param name="predicted">n × tasks.</param>
    /// <param name="measured">n × tasks; NaN without a label.</param>
    public static Dictionary<string, double> Of(IReadOnlyList<TaskDescription> tasks, Predictions predicted, float[] measured)
    {
        var scales = Enumerable.Range(0, tasks.Count).Select(task => tasks[task].Kind == TaskKind.Classification ? 1 : Deviation(MetricTable.Column(measured, tasks.Count, task))).ToArray();
        var table = new Dictionary<string, double>();
        if (predicted.Low is { } low && predicted.High is { } high)
        {
            AddIntervals(table, tasks, low, high, measured, scales);
        }

        if (predicted.Classes is { } classes)
        {
            AddClasses(table, classes, measured);
        }

        if (predicted.Domain is { } domain)
        {
            var errors = domain.Select((verdict, row) => (verdict.Score, Error: RowError(row))).Where(entry => double.IsFinite(entry.Error)).OrderBy(entry => entry.Score).ToArray();
            var third = errors.Length / 3;
            if (third > 0)
            {
                var near = errors[..third].Average(entry => entry.Error);
                table["error_ratio"] = errors[^third..].Average(entry => entry.Error) / Math.Max(1e-12, near);
            }
        }

        return table;

        double RowError(int row)
        {
            var present = Enumerable.Range(row * tasks.Count, tasks.Count).Where(i => float.IsFinite(measured[i])).ToArray();
            return present.Length > 0 ? present.Average(i => Math.Abs(measured[i] - predicted.Values[i]) / scales[i % tasks.Count]) : double.NaN;
        }
    }

    private static void AddIntervals(Dictionary<string, double> table, IReadOnlyList<TaskDescription> tasks, float[] low, float[] high, float[] measured, double[] scales)
    {
        double covered = 0, width = 0, count = 0;
        foreach (var task in Enumerable.Range(0, tasks.Count).Where(task => tasks[task].Kind == TaskKind.Regression))
        {
            var (lows, highs) = (MetricTable.Column(low, tasks.Count, task), MetricTable.Column(high, tasks.Count, task));
            var counted = MetricTable.Column(measured, tasks.Count, task).Select((value, row) => float.IsFinite(lows[row]) ? value : float.NaN).ToArray();
            if (CalibrationMetrics.Intervals(lows, highs, counted) is var (coverage, mean))
            {
                double rows = counted.Count(float.IsFinite);
                (covered, width, count) = (covered + (rows * coverage), width + (rows * mean / scales[task]), count + rows);
            }
        }

        if (count > 0)
        {
            (table["coverage"], table["width"]) = (covered / count, width / count);
        }
    }

    private static void AddClasses(Dictionary<string, double> table, ClassSet?[] classes, float[] measured)
    {
        var rows = Enumerable.Range(0, measured.Length).Where(i => float.IsFinite(measured[i]) && classes[i] is not null).ToArray();
        if (rows.Length > 0)
        {
            table["class_coverage"] = rows.Average(i => classes[i]!.Value.HasFlag(measured[i] > ClassificationMetrics.Threshold ? ClassSet.Positive : ClassSet.Negative) ? 1.0 : 0);
            table["class_single"] = rows.Average(i => classes[i] is ClassSet.Positive or ClassSet.Negative ? 1.0 : 0);
        }
    }

    private static double Deviation(float[] values)
    {
        var present = values.Where(float.IsFinite).Select(value => (double)value).ToArray();
        var mean = present.DefaultIfEmpty(0).Average();
        var deviation = Math.Sqrt(present.Select(value => (value - mean) * (value - mean)).DefaultIfEmpty(0).Average());
        return deviation > 0 ? deviation : 1;
    }
}
