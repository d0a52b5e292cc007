namespace MolScreen.Gnn.Training.Fused;

/// <summary><see cref="MaskedLoss"/> with its gradient by hand.</summary>
internal static unsafe class BatchLoss
{
    /// <summary>
    /// Σ present · loss / Σ present, and in the outputs' place its gradients: 2 (y − t) of squared errors, σ(y) − t of cross
    /// entropies, over the number of labels; 0 without one.
    /// </summary>
    /// <param name="tasks">Number or class, for each column.</param>
    /// <param name="outputs">n × tasks; replaced.</param>
    /// <param name="stride">Distance between rows of the outputs; what is beyond the tasks is set to 0.</param>
    /// <param name="targets">n × tasks.</param>
    /// <param name="present">n × tasks; at least one is 1.</param>
    internal static double Differentiate(IReadOnlyList<TaskDescription> tasks, float* outputs, int stride, ReadOnlySpan<float> targets, ReadOnlySpan<float> present)
    {
        double sum = 0, labels = 0;
        foreach (var one in present)
        {
            labels += one;
        }

        for (var molecule = 0; molecule < present.Length / tasks.Count; molecule++)
        {
            var row = new Span<float>(outputs + ((long)molecule * stride), stride);
            for (var task = 0; task < tasks.Count; task++)
            {
                var place = (molecule * tasks.Count) + task;
                double output = row[task], target = targets[place];
                var classification = tasks[task].Kind == TaskKind.Classification;
                sum += present[place] * (classification
                    ? Math.Max(output, 0) - (output * target) + Math.Log(1 + Math.Exp(-Math.Abs(output)))
                    : (output - target) * (output - target));
                row[task] = (float)(present[place] / labels * (classification ? (1 / (1 + Math.Exp(-output))) - target : 2 * (output - target)));
            }

            row[tasks.Count..].Clear();
        }

        return sum / labels;
    }
}
