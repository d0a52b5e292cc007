namespace MolScreen.Gnn.Uncertainty;

/// <summary>
/// Platt scaling (Platt 1999) of log-odds f: P(1) = 1 / (1 + e^−(Slope f + Intercept)), fitted to the smoothed targets (N₊ + 1)/(N₊ + 2)
/// and 1/(N₋ + 2) by Newton's method with backtracking (Lin, Lin &amp; Weng 2007).
/// </summary>
internal static class PlattScaling
{
    /// <summary>Log-odds of a probability, taken as at least 1e-6 from 0 and 1.</summary>
    internal static double LogOdds(double probability)
    {
        var inside = Math.Clamp(probability, 1e-6, 1 - 1e-6);
        return Math.Log(inside / (1 - inside));
    }

    internal static double Logistic(double logOdds) => 1 / (1 + Math.Exp(-logOdds));

    /// <summary>The slope and intercept of best likelihood.</summary>
    internal static (double Slope, double Intercept) Fit(IReadOnlyList<(float Score, bool One)> rows)
    {
        var positives = rows.Count(row => row.One);
        double high = (positives + 1.0) / (positives + 2.0), low = 1 / (rows.Count - positives + 2.0);
        var odds = rows.Select(row => LogOdds(row.Score)).ToArray();
        var targets = rows.Select(row => row.One ? high : low).ToArray();
        double Loss(double slope, double intercept)
        {
            var sum = 0.0;
            for (var i = 0; i < odds.Length; i++)
            {
                var z = (slope * odds[i]) + intercept;
                sum += Math.Max(z, 0) - (z * targets[i]) + Math.Log(1 + Math.Exp(-Math.Abs(z)));
            }

            return sum;
        }

        double a = 0, b = Math.Log((positives + 1.0) / (rows.Count - positives + 1.0)), loss = Loss(a, b);
        for (var iteration = 0; iteration < 100; iteration++)
        {
            // The ridge keeps the Hessian positive definite where every score is the same.
            double haa = 1e-12, hab = 0, hbb = 1e-12, ga = 0, gb = 0;
            for (var i = 0; i < odds.Length; i++)
            {
                var p = Logistic((a * odds[i]) + b);
                var (weight, error) = (p * (1 - p), p - targets[i]);
                haa += weight * odds[i] * odds[i];
                hab += weight * odds[i];
                hbb += weight;
                ga += error * odds[i];
                gb += error;
            }

            if (Math.Abs(ga) < 1e-8 && Math.Abs(gb) < 1e-8)
            {
                break;
            }

            var determinant = (haa * hbb) - (hab * hab);
            var (da, db) = (-((hbb * ga) - (hab * gb)) / determinant, -((haa * gb) - (hab * ga)) / determinant);
            var slope = (ga * da) + (gb * db);
            var step = 1.0;
            while (step > 1e-10 && !(Loss(a + (step * da), b + (step * db)) < loss + (1e-4 * step * slope)))
            {
                step /= 2;
            }

            if (step <= 1e-10)
            {
                break;
            }

            (a, b) = (a + (step * da), b + (step * db));
            loss = Loss(a, b);
        }

        return (a, b);
    }
}
