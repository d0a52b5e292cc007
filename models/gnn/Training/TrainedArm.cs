namespace MolScreen.Gnn.Training;

/// <summary>An arm after its fits.</summary>
/// <param name="Kind">Which arm.</param>
/// <param name="Each">Of each fit its predictions for all molecules (n × tasks); NaN for a task that it has not learned.</param>
/// <param name="Write">Writes the arm's files into a folder and returns their names.</param>
internal sealed record TrainedArm(ArmKind Kind, IReadOnlyList<float[]> Each, Func<string, IReadOnlyList<string>> Write)
{
    /// <summary>The mean over the fits: what the finished arm predicts of molecules that it never saw (n × tasks).</summary>
    internal float[] Mean { get; } = Average(Each, (_, _) => true);

    /// <summary>The mean over the fits that had held the molecule out; NaN where none had (n × tasks).</summary>
    internal float[] HeldOut(IReadOnlyList<Holdout> holdouts, int molecules)
    {
        var tasks = Each[0].Length / molecules;
        var held = holdouts.Select(holdout => holdout.Held.ToHashSet()).ToArray();
        return Average(Each, (fit, i) => held[fit].Contains(i / tasks));
    }

    /// <summary>The mean over some fits of each entry; NaN where none of them knows the task.</summary>
    private static float[] Average(IReadOnlyList<float[]> each, Func<int, int, bool> counts)
    {
        var mean = new float[each[0].Length];
        for (var i = 0; i < mean.Length; i++)
        {
            var (sum, count) = (0f, 0);
            for (var fit = 0; fit < each.Count; fit++)
            {
                if (!float.IsNaN(each[fit][i]) && counts(fit, i))
                {
                    (sum, count) = (sum + each[fit][i], count + 1);
                }
            }

            mean[i] = count > 0 ? sum / count : float.NaN;
        }

        return mean;
    }
}
