namespace MolScreen.Gnn.Metrics;

/// <summary>How early a ranking finds the actives, highest score first. A label above 0.5 is an active.</summary>
public static class ScreeningMetrics
{
    /// <summary>
    /// Enrichment factor at a fraction f of the list: (actives in the first k / k) / (actives / n) with k = ⌈f n⌉, as RDKit rounds it.
    /// Rows with equal scores count by expectation over their orders. From 0 to n / actives; 1 is random; null without an active.
    /// </summary>
    /// <param name="scores">Higher is more likely active; no NaN.</param>
    /// <param name="labels">0 or 1.</param>
    /// <param name="fraction">Above 0, to 1.</param>
    public static double? EnrichmentFactor(ReadOnlySpan<float> scores, ReadOnlySpan<float> labels, double fraction)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(fraction);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(fraction, 1);
        // Without the slack, 7 % of 100 rows would be 8.
        var first = (int)Math.Ceiling((fraction * scores.Length) - 1e-9);
        double found = 0, actives = 0;
        foreach (var (start, end, active) in TiesFromTheTop(scores, labels))
        {
            actives += active;
            found += active * (double)Math.Clamp(first - start, 0, end - start) / (end - start);
        }

        return actives > 0 ? found / first * scores.Length / actives : null;
    }

    /// <summary>
    /// Boltzmann-enhanced discrimination of ROC (Truchon &amp; Bayly, J. Chem. Inf. Model. 2007, 47, 488): (RIE − RIE_min) / (RIE_max − RIE_min)
    /// with RIE = Σ e^(−α rᵢ/n) over the actives' ranks, relative to its mean over random rankings. 0: all actives last; 1: all first.
    /// Rows with equal scores count by expectation over their orders. 1 where every row is an active, null where none is.
    /// </summary>
    /// <param name="scores">Higher is more likely active; no NaN.</param>
    /// <param name="labels">0 or 1.</param>
    /// <param name="alpha">Above 0; at 20, the first 8 % of the list make 80 % of the score.</param>
    public static double? Bedroc(ReadOnlySpan<float> scores, ReadOnlySpan<float> labels, double alpha = 20)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(alpha);
        var n = scores.Length;
        double sum = 0, actives = 0;
        foreach (var (start, end, active) in TiesFromTheTop(scores, labels))
        {
            if (active > 0)
            {
                actives += active;
                sum += active * Enumerable.Range(start + 1, end - start).Average(rank => Math.Exp(-alpha * rank / n));
            }
        }

        if (actives == 0 || actives == n)
        {
            return actives == 0 ? null : 1;
        }

        var ratio = actives / n;
        var random = (1 - Math.Exp(-alpha)) / (n * (Math.Exp(alpha / n) - 1));
        var best = (1 - Math.Exp(-alpha * ratio)) / (ratio * (1 - Math.Exp(-alpha)));
        var worst = (1 - Math.Exp(alpha * ratio)) / (ratio * (1 - Math.Exp(alpha)));
        return ((sum / (actives * random)) - worst) / (best - worst);
    }

    /// <summary>Groups of equal scores, highest first: positions from start, inclusive, to end, exclusive, and how many are active.</summary>
    private static List<(int Start, int End, int Active)> TiesFromTheTop(ReadOnlySpan<float> scores, ReadOnlySpan<float> labels)
    {
        RegressionMetrics.Same(scores, labels);
        var keys = scores.ToArray();
        var sorted = labels.ToArray();
        Array.Sort(keys, sorted);
        List<(int Start, int End, int Active)> groups = [];
        for (var i = keys.Length - 1; i >= 0;)
        {
            var (start, active, score) = (keys.Length - 1 - i, 0, keys[i]);
            for (; i >= 0 && keys[i].Equals(score); i--)
            {
                active += sorted[i] > ClassificationMetrics.Threshold ? 1 : 0;
            }

            groups.Add((start, keys.Length - 1 - i, active));
        }

        return groups;
    }
}
