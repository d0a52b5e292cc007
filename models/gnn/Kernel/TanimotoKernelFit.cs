namespace MolScreen.Gnn.Kernel;

/// <summary>Fits one task after another to the same molecules.</summary>
internal sealed class TanimotoKernelFit(CountFingerprints molecules, TanimotoKernelOptions options)
{
    /// <summary>The mean label and the coefficients of some molecules.</summary>
    /// <param name="rows">Their positions; at least one.</param>
    /// <param name="labels">One for each.</param>
    /// <param name="cancel">Stops between factorizations.</param>
    internal (double Mean, double[] Coefficients) Run(int[] rows, double[] labels, CancellationToken cancel)
    {
        var mean = labels.Average();
        var targets = Array.ConvertAll(labels, label => label - mean);
        var penalty = ChoosePenalty(rows, targets, cancel);
        cancel.ThrowIfCancellationRequested();
        return (mean, KernelRidge.Solve(Kernel(rows), penalty, targets));
    }

    /// <summary>The similarities of some molecules to one another, n × n.</summary>
    internal float[] Kernel(int[] rows)
    {
        var table = new CountTable(molecules.Select(rows));
        var n = rows.Length;
        var kernel = new float[checked(n * n)];
        for (var first = 0; first < n; first += CountTable.Together)
        {
            table.Similarities(table, first, Math.Min(CountTable.Together, n - first), 0, n, kernel.AsSpan(first * n), n);
        }

        return kernel;
    }

    private double ChoosePenalty(int[] rows, double[] targets, CancellationToken cancel)
    {
        // One row says nothing about the others: the strongest penalty.
        if (rows.Length < 2)
        {
            return options.Penalties.Max();
        }

        var count = Math.Min(rows.Length, options.SelectionRows);
        var chosen = Enumerable.Range(0, count).Select(i => (int)((long)i * rows.Length / count)).ToArray();
        var kernel = Kernel(Array.ConvertAll(chosen, i => rows[i]));
        var some = Array.ConvertAll(chosen, i => targets[i]);
        return options.Penalties.MinBy(penalty =>
        {
            cancel.ThrowIfCancellationRequested();
            return KernelRidge.LeaveOneOutError(kernel, penalty, some);
        });
    }
}
