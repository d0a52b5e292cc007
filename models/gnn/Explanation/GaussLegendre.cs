namespace MolScreen.Gnn.Explanation;

/// <summary>Gauss–Legendre quadrature on 0…1: ∫ f ≈ Σ w_k f(t_k), exact for polynomials of degree 2n − 1.</summary>
internal static class GaussLegendre
{
    /// <summary>Points and weights, by Newton's method on the Legendre polynomial of degree n.</summary>
    /// <param name="n">Points; from 1.</param>
    internal static (double[] Points, double[] Weights) Rule(int n)
    {
        var (points, weights) = (new double[n], new double[n]);
        for (var k = 0; k < n; k++)
        {
            var x = Math.Cos(Math.PI * (k + 0.75) / (n + 0.5));
            double slope, step;
            do
            {
                double before = 1, value = x;
                for (var degree = 2; degree <= n; degree++)
                {
                    (before, value) = (value, ((((2 * degree) - 1) * x * value) - ((degree - 1) * before)) / degree);
                }

                slope = n * ((x * value) - before) / ((x * x) - 1);
                step = value / slope;
                x -= step;
            }
            while (Math.Abs(step) > 1e-15);
            points[k] = (1 - x) / 2;
            weights[k] = 1 / ((1 - (x * x)) * slope * slope);
        }

        return (points, weights);
    }
}
