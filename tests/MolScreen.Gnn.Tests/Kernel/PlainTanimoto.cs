namespace MolScreen.Gnn.Tests.Kernel;

/// <summary>The equations as they stand, slowly: the oracle of the fast kernel.</summary>
internal static class PlainTanimoto
{
    internal static CountFingerprints Draw(int molecules, int size, int seed)
    {
        var random = new Random(seed);
        var table = new ushort[molecules * size];
        for (var i = 0; i < table.Length; i++)
        {
            table[i] = (ushort)Math.Max(0, random.Next(8) - 5);
        }

        return CountFingerprints.Of(table, size);
    }

    /// <summary>Σ min / Σ max; 1 for two empty fingerprints.</summary>
    internal static double Similarity(CountFingerprints a, int i, CountFingerprints b, int j)
    {
        var (ours, theirs) = (Dense(a, i), Dense(b, j));
        double least = ours.Zip(theirs, Math.Min).Sum(x => x), most = ours.Zip(theirs, Math.Max).Sum(x => x);
        return most == 0 ? 1 : least / most;
    }

    /// <summary>Gaussian elimination with pivots on A x = b.</summary>
    internal static double[] Solve(double[,] a, double[] b)
    {
        var n = b.Length;
        for (var column = 0; column < n; column++)
        {
            var pivot = Enumerable.Range(column, n - column).MaxBy(row => Math.Abs(a[row, column]));
            for (var k = 0; k < n; k++)
            {
                (a[column, k], a[pivot, k]) = (a[pivot, k], a[column, k]);
            }

            (b[column], b[pivot]) = (b[pivot], b[column]);
            for (var row = 0; row < n; row++)
            {
                var factor = row == column ? 0 : a[row, column] / a[column, column];
                for (var k = 0; k < n; k++)
                {
                    a[row, k] -= factor * a[column, k];
                }

                b[row] -= factor * b[column];
            }
        }

        return Enumerable.Range(0, n).Select(i => b[i] / a[i, i]).ToArray();
    }

    /// <summary>Ridge predictions of some queries by the equations.</summary>
    internal static double[] Predict(CountFingerprints molecules, double[] labels, double penalty, CountFingerprints queries)
    {
        var n = labels.Length;
        var (kernel, mean) = (new double[n, n], labels.Average());
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                kernel[i, j] = Similarity(molecules, i, molecules, j) + (i == j ? penalty : 0);
            }
        }

        var alpha = Solve(kernel, Array.ConvertAll(labels, label => label - mean));
        return Enumerable.Range(0, queries.Count).Select(q => mean + Enumerable.Range(0, n).Sum(i => alpha[i] * Similarity(queries, q, molecules, i))).ToArray();
    }

    private static int[] Dense(CountFingerprints fingerprints, int row)
    {
        var dense = new int[fingerprints.Size];
        for (var i = fingerprints.Starts[row]; i < fingerprints.Starts[row + 1]; i++)
        {
            dense[fingerprints.Positions[i]] = Math.Min(fingerprints.Counts[i], (ushort)255);
        }

        return dense;
    }
}
