namespace MolScreen.Gnn.Uncertainty;

/// <summary>
/// Intervals for regression by split conformal prediction with normalized residuals (Papadopoulos et al. 2002; Lei et al. 2018; Angelopoulos &amp;
/// Bates 2021): ŷ ± q s, where s is the row's <see cref="ErrorScale"/> and q the ⌈(n+1)(1−α)⌉-th smallest |y − ŷ| / s of calibration rows. A new row
/// that is exchangeable with them is covered with probability at least 1 − α, less what learning the scale from the same rows costs: none below
/// <see cref="ErrorScale.RowsToWeigh"/> rows, less than 0.01 there, O(1/n) above. Plain numbers; immutable.
/// </summary>
public sealed record ConformalInterval
{
    /// <summary>Miscoverage that was asked for; above 0, below 1.</summary>
    public double Alpha { get; init; } = 0.1;

    /// <summary>Calibration rows.</summary>
    public int Count { get; init; }

    /// <summary>
    /// Coverage that holds: 1 − α, or n / (n + 1) where that is less. Below 1/α − 1 rows (9 for α = 0.1) no finite interval keeps 1 − α; the widest
    /// residual is used then.
    /// </summary>
    public double Coverage { get; init; }

    /// <summary>q: half the width in scales.</summary>
    public double Quantile { get; init; }

    /// <summary>The scale of a row.</summary>
    public ErrorScale Scale { get; init; } = new();

    /// <summary>Fits scale and quantile on rows that the model was not trained on.</summary>
    /// <param name="predicted">ŷ (n).</param>
    /// <param name="measured">y (n); rows with NaN on either side are not counted.</param>
    /// <param name="spread">Standard deviation over the ensemble (n), in the value's unit; empty where there is one network.</param>
    /// <param name="distance">Score of the applicability domain (n); empty without.</param>
    /// <param name="alpha">Share of rows that may lie outside; above 0, below 1.</param>
    /// <returns>Null where no row can be counted.</returns>
    public static ConformalInterval? Fit(ReadOnlySpan<float> predicted, ReadOnlySpan<float> measured, ReadOnlySpan<float> spread, ReadOnlySpan<float> distance, double alpha = 0.1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(alpha);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(alpha, 1);
        var n = predicted.Length;
        if (measured.Length != n || (spread.Length != n && spread.Length > 0) || (distance.Length != n && distance.Length > 0))
        {
            throw new ArgumentException($"{n} predictions, {measured.Length} measured values, {spread.Length} spreads and {distance.Length} distances are not of the same rows.");
        }

        List<double> residuals = [], spreads = [], distances = [];
        for (var i = 0; i < n; i++)
        {
            if (float.IsNaN(predicted[i]) || float.IsNaN(measured[i]))
            {
                continue;
            }

            residuals.Add(Math.Abs((double)measured[i] - predicted[i]));
            if (!spread.IsEmpty)
            {
                spreads.Add(spread[i]);
            }

            if (!distance.IsEmpty)
            {
                distances.Add(distance[i]);
            }
        }

        if (residuals.Count == 0)
        {
            return null;
        }

        var scale = ErrorScale.Fit([.. residuals], [.. spreads], [.. distances]);
        var scores = new double[residuals.Count];
        for (var i = 0; i < scores.Length; i++)
        {
            var s = scale.Of(spreads.Count > 0 ? spreads[i] : 0, distances.Count > 0 ? distances[i] : 0);
            scores[i] = s > 0 ? residuals[i] / s : 0;
        }

        Array.Sort(scores);
        // The slack keeps a whole number, such as 10 × 0.9, from being rounded up to the next.
        var rank = (int)Math.Ceiling(((scores.Length + 1) * (1 - alpha)) - 1e-9);
        return new ConformalInterval
        {
            Alpha = alpha,
            Count = scores.Length,
            Coverage = Math.Min(1 - alpha, scores.Length / (scores.Length + 1.0)),
            Quantile = scores[Math.Min(rank, scores.Length) - 1],
            Scale = scale,
        };
    }

    /// <summary>The interval of a row, ŷ ± q s.</summary>
    /// <param name="predicted">ŷ.</param>
    /// <param name="spread">Its standard deviation over the ensemble; 0 where there is one network.</param>
    /// <param name="distance">Its score of the applicability domain; 0 without.</param>
    public PredictionInterval Of(double predicted, double spread = 0, double distance = 0)
    {
        var half = Quantile * Scale.Of(spread, distance);
        return new PredictionInterval(predicted - half, predicted + half);
    }
}
