using MolScreen.Gnn.Network;

namespace MolScreen.Gnn.Training;

/// <summary>
/// Teaches a network what can be computed of molecules, without any label that was measured: one regression task a
/// descriptor (Burns et al. 2025, CheMeleon). What it learns is where the training of a model starts.
/// </summary>
public static class Pretraining
{
    /// <summary>Shares of the molecules below and above which a descriptor's values are cut, so that a few huge ones do not rule the loss.</summary>
    private const double CutShare = 0.005;

    /// <summary>A descriptor needs so large a share of molecules away from its most usual value to be learned.</summary>
    private const double VariedShare = 0.002;

    /// <summary>Descriptors as targets of a regression.</summary>
    /// <param name="descriptors">Descriptors of the molecules.</param>
    /// <param name="names">Name of each.</param>
    /// <returns>The tasks, and their n × tasks targets, cut at both ends and standardized; descriptors that hardly vary are left out.</returns>
    public static (IReadOnlyList<TaskDescription> Tasks, float[] Targets) Targets(DescriptorTable descriptors, IReadOnlyList<string> names)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(names.Count, descriptors.Width);
        var molecules = descriptors.Values.Length / descriptors.Width;
        List<(string Name, float[] Values)> kept = [];
        for (var d = 0; d < descriptors.Width; d++)
        {
            var column = Enumerable.Range(0, molecules).Select(i => descriptors.Values[(i * descriptors.Width) + d]).ToArray();
            var sorted = column.Where(float.IsFinite).Order().ToArray();
            if (sorted.Length == 0)
            {
                continue;
            }

            var (low, high) = (sorted[(int)(CutShare * (sorted.Length - 1))], sorted[(int)((1 - CutShare) * (sorted.Length - 1))]);
            var usual = sorted[sorted.Length / 2];
            if (low < high && sorted.Count(value => value != usual) > VariedShare * sorted.Length)
            {
                kept.Add((names[d], Standardized(Array.ConvertAll(column, value => float.IsFinite(value) ? Math.Clamp(value, low, high) : float.NaN))));
            }
        }

        var targets = new float[molecules * kept.Count];
        for (var task = 0; task < kept.Count; task++)
        {
            for (var i = 0; i < molecules; i++)
            {
                targets[(i * kept.Count) + task] = kept[task].Values[i];
            }
        }

        return (kept.ConvertAll(column => new TaskDescription { Name = column.Name, Kind = TaskKind.Regression, Unit = "standard deviations" }), targets);
    }

    private static float[] Standardized(float[] values)
    {
        var present = values.Where(float.IsFinite).Select(value => (double)value).ToArray();
        var mean = present.Average();
        var deviation = Math.Sqrt(present.Average(value => (value - mean) * (value - mean)));
        return Array.ConvertAll(values, value => (float)((value - mean) / deviation));
    }
}
