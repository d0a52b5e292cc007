namespace MolScreen.Gnn.Metrics;

/// <summary>Whether probabilities and intervals keep what they promise.</summary>
public static class CalibrationMetrics
{
    /// <summary>Bins of <see cref="ExpectedCalibrationError"/>.</summary>
    public const int Bins = 10;

    /// <summary>
    /// Expected calibration error: Σ n_b/n · |share of 1s − mean probability| over <see cref="Bins"/> bins of equal width, each with its
    /// lower end, the last with both (Naeini et al. 2015, on the probability of class 1). 0 is best; null without rows.
    /// </summary>
    /// <param name="probabilities">Probability of class 1, from 0 to 1; no NaN.</param>
    /// <param name="labels">0 or 1.</param>
    public static double? ExpectedCalibrationError(ReadOnlySpan<float> probabilities, ReadOnlySpan<float> labels)
    {
        if (probabilities.IsEmpty && labels.IsEmpty)
        {
            return null;
        }

        RegressionMetrics.Same(probabilities, labels);
        var excess = new double[Bins];
        for (var i = 0; i < labels.Length; i++)
        {
            var one = labels[i] > ClassificationMetrics.Threshold ? 1 : 0;
            excess[Math.Clamp((int)(probabilities[i] * Bins), 0, Bins - 1)] += one - (double)probabilities[i];
        }

        return excess.Sum(Math.Abs) / labels.Length;
    }

    /// <summary>Brier score: mean (p − y)²; 0 is best, 0.25 is saying 0.5 always; null without rows.</summary>
    /// <param name="probabilities">Probability of class 1, from 0 to 1.</param>
    /// <param name="labels">0 or 1.</param>
    public static double? Brier(ReadOnlySpan<float> probabilities, ReadOnlySpan<float> labels)
    {
        if (probabilities.IsEmpty && labels.IsEmpty)
        {
            return null;
        }

        RegressionMetrics.Same(probabilities, labels);
        var sum = 0.0;
        for (var i = 0; i < labels.Length; i++)
        {
            var error = (double)probabilities[i] - (labels[i] > ClassificationMetrics.Threshold ? 1 : 0);
            sum += error * error;
        }

        return sum / labels.Length;
    }

    /// <summary>Share of rows whose measured value lies in its interval, ends included, and the intervals' mean width; null without rows.</summary>
    /// <param name="low">Lower ends.</param>
    /// <param name="high">Upper ends.</param>
    /// <param name="measured">Measured values; rows with NaN are not counted.</param>
    public static (double Coverage, double MeanWidth)? Intervals(ReadOnlySpan<float> low, ReadOnlySpan<float> high, ReadOnlySpan<float> measured)
    {
        if (low.Length != measured.Length || high.Length != measured.Length)
        {
            throw new ArgumentException($"{low.Length} lower and {high.Length} upper ends for {measured.Length} measured values.");
        }

        double covered = 0, width = 0;
        var n = 0;
        for (var i = 0; i < measured.Length; i++)
        {
            if (!float.IsNaN(measured[i]))
            {
                n++;
                width += (double)high[i] - low[i];
                covered += measured[i] >= low[i] && measured[i] <= high[i] ? 1 : 0;
            }
        }

        return n > 0 ? (covered / n, width / n) : null;
    }
}
