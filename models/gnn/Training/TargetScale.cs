namespace MolScreen.Gnn.Training;

/// <summary>Standardization of regression targets on the training part: (y − mean) / scale, with the population's deviation.</summary>
internal sealed record TargetScale(float[] Mean, float[] Scale)
{
    internal static TargetScale Of(IReadOnlyList<TaskDescription> descriptions, float[] targets, int[] rows)
    {
        var tasks = descriptions.Count;
        var (mean, scale) = (new float[tasks], Enumerable.Repeat(1f, tasks).ToArray());
        for (var task = 0; task < tasks; task++)
        {
            if (descriptions[task].Kind == TaskKind.Classification)
            {
                continue;
            }

            var values = rows.Select(row => (double)targets[(row * tasks) + task]).Where(value => !double.IsNaN(value)).ToArray();
            if (values.Length > 0)
            {
                var average = values.Average();
                var deviation = Math.Sqrt(values.Average(value => (value - average) * (value - average)));
                mean[task] = (float)average;
                scale[task] = deviation > 0 ? (float)deviation : 1;
            }
        }

        return new TargetScale(mean, scale);
    }
}
