using MolScreen.Gnn.Metrics;

namespace MolScreen.Gnn.Arms;

/// <summary>
/// A weighted mean of arms, with weights of each task that are not negative and add up to 1: stacking (Breiman 1996) of values or
/// probabilities.
/// </summary>
/// <param name="Kinds">The arms.</param>
/// <param name="Weights">Tasks × arms, row-major.</param>
public sealed record ArmBlend(IReadOnlyList<ArmKind> Kinds, double[] Weights)
{
    /// <summary>Steps between 0 and 1 of the weights that are tried.</summary>
    private const int Steps = 20;

    /// <summary>Rows at which data count as much as the prior that all arms are equally good.</summary>
    private const double PriorRows = 20;

    /// <summary>Weights of one task.</summary>
    public ReadOnlySpan<double> Of(int task) => Weights.AsSpan(task * Kinds.Count, Kinds.Count);

    /// <summary>Chooses the weights that do best on predictions of molecules that the arms had not learned.</summary>
    /// <param name="kinds">The arms.</param>
    /// <param name="tasks">What they predict.</param>
    /// <param name="heldOut">Of each arm n × tasks predictions of held-out rows, NaN for all others or where it has not learned the task.</param>
    /// <param name="targets">n × tasks, NaN without a label.</param>
    /// <remarks>Minimizes mean squared error (in variances of the labels) or log loss + 0.01 · 20/n ‖w − 1/arms‖², over a grid of 0.05.</remarks>
    internal static ArmBlend Fit(IReadOnlyList<ArmKind> kinds, IReadOnlyList<TaskDescription> tasks, IReadOnlyList<float[]> heldOut, float[] targets)
    {
        var weights = new double[tasks.Count * kinds.Count];
        for (var task = 0; task < tasks.Count; task++)
        {
            var labels = MetricTable.Column(targets, tasks.Count, task);
            var columns = heldOut.Select(table => MetricTable.Column(table, tasks.Count, task)).ToArray();
            var known = Enumerable.Range(0, kinds.Count).Where(arm => columns[arm].Any(float.IsFinite)).ToArray();
            if (known.Length == 0)
            {
                // Nothing was held out: the network, which always comes first, answers alone.
                known = [0];
            }

            var rows = Enumerable.Range(0, labels.Length).Where(i => float.IsFinite(labels[i]) && known.All(arm => float.IsFinite(columns[arm][i]))).ToArray();
            var best = WeightGrid.Of(known.Length, Steps).MinBy(w => Loss(tasks[task].Kind, w, [.. known.Select(arm => columns[arm])], labels, rows))!;
            for (var i = 0; i < known.Length; i++)
            {
                weights[(task * kinds.Count) + known[i]] = best[i];
            }
        }

        return new ArmBlend(kinds, weights);
    }

    /// <summary>The blend of predictions, and how far the arms are apart.</summary>
    /// <param name="arms">Of each arm n × tasks.</param>
    /// <param name="tasks">Number of tasks.</param>
    /// <param name="values">n × tasks: Σ w ŷ; NaN where an arm with a weight has no prediction.</param>
    /// <param name="spread">n × tasks: √ Σ w (ŷ − blend)²; 0 for a single arm.</param>
    internal void Apply(IReadOnlyList<float[]> arms, int tasks, float[] values, float[] spread)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var weights = Of(i % tasks);
            double mean = 0, square = 0;
            for (var arm = 0; arm < weights.Length; arm++)
            {
                if (weights[arm] > 0)
                {
                    mean += weights[arm] * arms[arm][i];
                    square += weights[arm] * arms[arm][i] * arms[arm][i];
                }
            }

            values[i] = (float)mean;
            spread[i] = (float)Math.Sqrt(Math.Max(0, square - (mean * mean)));
        }
    }

    private static double Loss(TaskKind kind, double[] weights, float[][] arms, float[] labels, int[] rows)
    {
        double sum = 0, mean = 0, square = 0;
        foreach (var row in rows)
        {
            double value = 0, label = labels[row];
            for (var arm = 0; arm < arms.Length; arm++)
            {
                value += weights[arm] * arms[arm][row];
            }

            (mean, square) = (mean + label, square + (label * label));
            sum += kind == TaskKind.Classification ? -Math.Log(Math.Clamp(label > 0.5 ? value : 1 - value, 1e-6, 1)) : (value - label) * (value - label);
        }

        var n = Math.Max(1, rows.Length);
        var variance = kind == TaskKind.Classification ? 1 : Math.Max(1e-12, (square / n) - (mean / n * (mean / n)));
        return (sum / n / variance) + (PriorRows / n * 0.01 * weights.Sum(w => (w - (1.0 / weights.Length)) * (w - (1.0 / weights.Length))));
    }
}
