namespace MolScreen.Gnn.Metrics;

/// <summary>How far numbers are from the measured ones.</summary>
public static class RegressionMetrics
{
    /// <summary>√ mean (ŷ − y)².</summary>
    public static double Rmse(ReadOnlySpan<float> predicted, ReadOnlySpan<float> measured) => Math.Sqrt(MeanSquare(predicted, measured));

    /// <summary>mean |ŷ − y|.</summary>
    public static double Mae(ReadOnlySpan<float> predicted, ReadOnlySpan<float> measured)
    {
        Same(predicted, measured);
        var sum = 0.0;
        for (var i = 0; i < predicted.Length; i++)
        {
            sum += Math.Abs((double)predicted[i] - measured[i]);
        }

        return sum / predicted.Length;
    }

    /// <summary>1 − Σ(ŷ − y)² / Σ(y − ȳ)²; null where every y is the same.</summary>
    public static double? R2(ReadOnlySpan<float> predicted, ReadOnlySpan<float> measured)
    {
        var mean = Mean(measured);
        var spread = 0.0;
        foreach (var value in measured)
        {
            spread += (value - mean) * (value - mean);
        }

        return spread > 0 ? 1 - (MeanSquare(predicted, measured) * measured.Length / spread) : null;
    }

    /// <summary>Correlation of the ranks, ties at their mean rank; null where either side is constant.</summary>
    public static double? Spearman(ReadOnlySpan<float> predicted, ReadOnlySpan<float> measured)
    {
        Same(predicted, measured);
        double[] a = Ranks(predicted), b = Ranks(measured);
        double meanA = a.Average(), meanB = b.Average();
        double ab = 0, aa = 0, bb = 0;
        for (var i = 0; i < a.Length; i++)
        {
            ab += (a[i] - meanA) * (b[i] - meanB);
            aa += (a[i] - meanA) * (a[i] - meanA);
            bb += (b[i] - meanB) * (b[i] - meanB);
        }

        return aa > 0 && bb > 0 ? ab / Math.Sqrt(aa * bb) : null;
    }

    /// <summary>Ranks from 1; equal values share the mean of theirs.</summary>
    internal static double[] Ranks(ReadOnlySpan<float> values)
    {
        var sorted = values.ToArray();
        var order = Enumerable.Range(0, values.Length).ToArray();
        Array.Sort(sorted, order);
        var ranks = new double[values.Length];
        for (var start = 0; start < order.Length;)
        {
            var end = start + 1;
            while (end < order.Length && sorted[end] == sorted[start])
            {
                end++;
            }

            for (var i = start; i < end; i++)
            {
                ranks[order[i]] = (start + end + 1) / 2.0;
            }

            start = end;
        }

        return ranks;
    }

    internal static void Same(ReadOnlySpan<float> predicted, ReadOnlySpan<float> measured)
    {
        if (predicted.Length != measured.Length || predicted.Length == 0)
        {
            throw new ArgumentException($"{predicted.Length} predictions for {measured.Length} measured values.");
        }
    }

    private static double MeanSquare(ReadOnlySpan<float> predicted, ReadOnlySpan<float> measured)
    {
        Same(predicted, measured);
        var sum = 0.0;
        for (var i = 0; i < predicted.Length; i++)
        {
            var error = (double)predicted[i] - measured[i];
            sum += error * error;
        }

        return sum / predicted.Length;
    }

    private static double Mean(ReadOnlySpan<float> values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value;
        }

        return sum / values.Length;
    }
}
