namespace MolScreen.Gnn.Uncertainty;

/// <summary>
/// The expected absolute error of a row: s = Floor + SpreadWeight · spread + DistanceWeight · distance. Plain numbers; immutable.
/// Fitted by the likelihood of the residuals r under Laplace's density e^(−|r|/s) / 2s, on a grid of shares with the best overall factor for each
/// (mean |r|/s = 1), so what is compared is the mean of ln s.
/// </summary>
public sealed record ErrorScale
{
    /// <summary>Rows from which spread and distance are weighed; with fewer, every row has the same scale: choosing weights would cost more coverage than they gain width.</summary>
    public const int RowsToWeigh = 100;

    private const int Steps = 10;

    /// <summary>Scale of a row without spread at distance 0; in the value's unit, from 0.</summary>
    public double Floor { get; init; }

    /// <summary>Scale for each unit of spread; from 0.</summary>
    public double SpreadWeight { get; init; }

    /// <summary>Scale for each unit of distance, in the value's unit; from 0.</summary>
    public double DistanceWeight { get; init; }

    /// <summary>The scale of a row.</summary>
    /// <param name="spread">Standard deviation over the ensemble, in the value's unit; not read where its weight is 0.</param>
    /// <param name="distance">Score of the applicability domain; not read where its weight is 0.</param>
    public double Of(double spread, double distance) =>
        Floor + (SpreadWeight > 0 ? SpreadWeight * spread : 0) + (DistanceWeight > 0 ? DistanceWeight * distance : 0);

    /// <summary>
    /// Fits the weights. Floor, spread and distance make up tenths of the scale of a mean row, the floor at least one; a term is used only where it
    /// gains more than ½ ln n of log-likelihood (the Bayesian information criterion).
    /// </summary>
    /// <param name="residuals">|y − ŷ| of calibration rows (n), at least one.</param>
    /// <param name="spread">Their spreads (n), or none.</param>
    /// <param name="distance">Their distances (n), or none.</param>
    internal static ErrorScale Fit(double[] residuals, double[] spread, double[] distance)
    {
        var n = residuals.Length;
        double meanSpread = Mean(spread), meanDistance = Mean(distance);
        var best = new ErrorScale { Floor = residuals.Average() };
        if (n < RowsToWeigh || best.Floor == 0)
        {
            return best;
        }

        var leastCost = n * Math.Log(best.Floor);
        for (var s = 0; s < (meanSpread > 0 ? Steps : 1); s++)
        {
            for (var d = 0; d < (meanDistance > 0 ? Steps - s : 1); d++)
            {
                if (s + d == 0)
                {
                    continue;
                }

                var shape = new ErrorScale
                {
                    Floor = (double)(Steps - s - d) / Steps,
                    SpreadWeight = s == 0 ? 0 : s / (Steps * meanSpread),
                    DistanceWeight = d == 0 ? 0 : d / (Steps * meanDistance),
                };
                double ratio = 0, logarithm = 0;
                for (var i = 0; i < n; i++)
                {
                    var scale = shape.Of(s == 0 ? 0 : spread[i], d == 0 ? 0 : distance[i]);
                    ratio += residuals[i] / scale / n;
                    logarithm += Math.Log(scale);
                }

                var cost = (n * Math.Log(ratio)) + logarithm + (0.5 * Math.Log(n) * ((s > 0 ? 1 : 0) + (d > 0 ? 1 : 0)));
                if (cost < leastCost)
                {
                    leastCost = cost;
                    best = new ErrorScale { Floor = ratio * shape.Floor, SpreadWeight = ratio * shape.SpreadWeight, DistanceWeight = ratio * shape.DistanceWeight };
                }
            }
        }

        return best;
    }

    /// <summary>Mean, or 0 where there are no values or one of them cannot be used.</summary>
    private static double Mean(double[] values) => values.Length > 0 && values.All(value => double.IsFinite(value) && value >= 0) ? values.Average() : 0;
}
