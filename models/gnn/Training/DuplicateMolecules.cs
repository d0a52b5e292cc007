namespace MolScreen.Gnn.Training;

/// <summary>What is made of molecules that data have several times.</summary>
public static class DuplicateMolecules
{
    /// <summary>
    /// Makes one molecule of those with the same key, at the place of the first: a number is the mean of its labels (of their logarithms where those
    /// are learned), a class that of most of them; a class with as many labels for as against has none.
    /// </summary>
    /// <param name="data">Molecules with labels.</param>
    /// <param name="tasks">What the labels are.</param>
    /// <param name="keys">Equal for the same molecule (n), such as its canonical SMILES. Molecules in different parts of a split by a column are never merged.</param>
    /// <returns>The data; how many molecules went into others; how many labels of classes contradicted each other.</returns>
    public static (TrainingData Data, int Merged, int Contradictions) Merge(TrainingData data, IReadOnlyList<TaskDescription> tasks, IReadOnlyList<string> keys)
    {
        var groups = Enumerable.Range(0, data.Count)
            .GroupBy(i => (keys[i], data.SplitColumn?[i]))
            .Select(group => group.ToArray())
            .ToArray();
        if (groups.Length == data.Count)
        {
            return (data, 0, 0);
        }

        var (targets, contradictions) = (new float[groups.Length * tasks.Count], 0);
        for (var i = 0; i < targets.Length; i++)
        {
            var task = tasks[i % tasks.Count];
            var labels = groups[i / tasks.Count].Select(row => data.Targets[(row * tasks.Count) + (i % tasks.Count)]).Where(label => !float.IsNaN(label)).ToArray();
            contradictions += task.Kind == TaskKind.Classification && labels.Distinct().Count() > 1 ? 1 : 0;
            targets[i] = Merged(task, labels);
        }

        int[] first = [.. groups.Select(group => group[0])];
        T[]? At<T>(T[]? values) => values is null ? null : Array.ConvertAll(first, i => values[i]);
        return (
            data with
            {
                Inputs = data.Inputs.Select(first),
                Targets = targets,
                Scaffolds = At(data.Scaffolds),
                SplitColumn = At(data.SplitColumn),
                Rows = At(data.Rows ?? [.. Enumerable.Range(1, data.Count)]),
            },
            data.Count - groups.Length,
            contradictions);
    }

    private static float Merged(TaskDescription task, float[] labels)
    {
        if (labels.Length == 0)
        {
            return float.NaN;
        }

        if (task.Kind == TaskKind.Regression)
        {
            return labels.Length == 1 ? labels[0] : (float)task.InUnit(labels.Average(label => (double)task.Learned(label)));
        }

        var ones = 2 * labels.Count(label => label > 0.5);
        return ones > labels.Length ? 1 : ones < labels.Length ? 0 : float.NaN;
    }
}
