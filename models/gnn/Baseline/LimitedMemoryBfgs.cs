namespace MolScreen.Gnn.Baseline;

/// <summary>L-BFGS (Nocedal and Wright, algorithm 7.5) with backtracking to the Armijo condition.</summary>
internal static class LimitedMemoryBfgs
{
    private const int Memory = 12, MostIterations = 500, MostHalvings = 40;
    private const double Armijo = 1e-4, Tolerance = 1e-7;

    /// <summary>A minimum of a smooth convex function.</summary>
    /// <param name="objective">Gives the value at a point and fills the gradient there.</param>
    /// <param name="start">Where to begin; kept.</param>
    internal static double[] Minimize(Func<double[], double[], double> objective, double[] start)
    {
        var x = (double[])start.Clone();
        var gradient = new double[x.Length];
        var value = objective(x, gradient);
        List<(double[] Step, double[] Change, double Inverse)> history = [];
        for (var iteration = 0; iteration < MostIterations && Math.Sqrt(Dot(gradient, gradient)) > Tolerance; iteration++)
        {
            var direction = Direction(gradient, history);
            var slope = Dot(direction, gradient);
            var length = iteration == 0 ? 1 / Math.Max(1, Math.Sqrt(Dot(gradient, gradient))) : 1;
            var next = new double[x.Length];
            var nextGradient = new double[x.Length];
            var found = false;
            for (var halving = 0; halving < MostHalvings && !found; halving++, length /= 2)
            {
                for (var i = 0; i < x.Length; i++)
                {
                    next[i] = x[i] + (length * direction[i]);
                }

                var nextValue = objective(next, nextGradient);
                if (nextValue <= value + (Armijo * length * slope))
                {
                    found = true;
                    value = nextValue;
                }
            }

            if (!found)
            {
                break;
            }

            var step = next.Zip(x, (a, b) => a - b).ToArray();
            var change = nextGradient.Zip(gradient, (a, b) => a - b).ToArray();
            var curvature = Dot(step, change);
            if (curvature > 1e-12 * Dot(change, change))
            {
                history.Add((step, change, 1 / curvature));
                if (history.Count > Memory)
                {
                    history.RemoveAt(0);
                }
            }

            (x, gradient) = (next, nextGradient);
        }

        return x;
    }

    private static double[] Direction(double[] gradient, List<(double[] Step, double[] Change, double Inverse)> history)
    {
        var q = gradient.Select(g => -g).ToArray();
        var alpha = new double[history.Count];
        for (var i = history.Count - 1; i >= 0; i--)
        {
            alpha[i] = history[i].Inverse * Dot(history[i].Step, q);
            AddScaled(q, history[i].Change, -alpha[i]);
        }

        if (history.Count > 0)
        {
            var (_, change, inverse) = history[^1];
            var scale = 1 / (inverse * Dot(change, change));
            for (var i = 0; i < q.Length; i++)
            {
                q[i] *= scale;
            }
        }

        for (var i = 0; i < history.Count; i++)
        {
            AddScaled(q, history[i].Step, alpha[i] - (history[i].Inverse * Dot(history[i].Change, q)));
        }

        return q;
    }

    private static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    private static void AddScaled(double[] to, double[] from, double factor)
    {
        for (var i = 0; i < to.Length; i++)
        {
            to[i] += factor * from[i];
        }
    }
}
