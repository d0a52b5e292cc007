using System.Numerics;
using System.Runtime.InteropServices;

namespace MolScreen.Gnn.Domain;

/// <summary>
/// How far a network's readout vector is from those of the training molecules: Mahalanobis distance (as Lee et al. 2018 use it), with the correlation
/// matrix shrunk towards the identity by Ledoit &amp; Wolf (2004), in units such that 95 % of the training molecules are below 1. Two float arrays, fit for tensors;
/// immutable; may be used by several threads.
/// </summary>
public sealed record LatentDomain
{
    /// <summary>Least share of the identity, which keeps the matrix invertible where dimensions are copies of each other.</summary>
    private const double LeastShrinkage = 1e-3;

    /// <summary>Mean of the training vectors (d).</summary>
    public float[] Mean { get; init; } = [];

    /// <summary>Lower triangle, row by row (d (d + 1) / 2), of the matrix W with distance² = |W (x − mean)|². 0 for a dimension that did not vary.</summary>
    public float[] Whitening { get; init; } = [];

    /// <summary>d.</summary>
    internal int Width => Mean.Length;

    /// <summary>Fits mean and whitening; d² operations a vector.</summary>
    /// <param name="vectors">n × d, row-major, n from 2; finite.</param>
    /// <param name="width">d, from 1.</param>
    public static LatentDomain Fit(ReadOnlySpan<float> vectors, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        var n = vectors.Length / width;
        if (n < 2 || vectors.Length != n * width)
        {
            throw new ArgumentException($"{vectors.Length} values are not two or more vectors of {width}.", nameof(vectors));
        }

        var (mean, inverseDeviation) = Moments(vectors, width);
        var correlation = ShrunkCorrelation(vectors, mean, inverseDeviation);
        var whitening = InverseCholesky(correlation, width);
        for (var i = 0; i < width; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                whitening[i][j] *= inverseDeviation[j];
            }

            if (inverseDeviation[i] == 0)
            {
                Array.Clear(whitening[i]);
            }
        }

        var raw = new LatentDomain { Mean = Array.ConvertAll(mean, m => (float)m), Whitening = [.. whitening.SelectMany(row => row).Select(w => (float)w)] };
        var distances = new double[n];
        for (var row = 0; row < n; row++)
        {
            distances[row] = raw.Distance(vectors.Slice(row * width, width));
        }

        Array.Sort(distances);
        var unit = distances[(int)Math.Ceiling(0.95 * n) - 1];
        return unit > 0 ? raw with { Whitening = Array.ConvertAll(raw.Whitening, w => (float)(w / unit)) } : raw;
    }

    /// <summary>Distance of a vector; 0 at the mean, below 1 for 95 % of the training molecules. NaN where a value is NaN.</summary>
    public double Distance(ReadOnlySpan<float> vector)
    {
        if (vector.Length != Mean.Length)
        {
            throw new ArgumentException($"A vector of {vector.Length} is not one of {Mean.Length}.", nameof(vector));
        }

        var centred = new float[vector.Length];
        for (var i = 0; i < centred.Length; i++)
        {
            centred[i] = vector[i] - Mean[i];
        }

        var sum = 0.0;
        for (int i = 0, start = 0; i < centred.Length; i++, start += i)
        {
            double whitened = Dot(Whitening.AsSpan(start, i + 1), centred);
            sum += whitened * whitened;
        }

        return Math.Sqrt(sum);
    }

    internal static float Dot(ReadOnlySpan<float> row, ReadOnlySpan<float> vector)
    {
        var a = MemoryMarshal.Cast<float, Vector<float>>(row);
        var b = MemoryMarshal.Cast<float, Vector<float>>(vector);
        var sums = Vector<float>.Zero;
        for (var i = 0; i < a.Length; i++)
        {
            sums += a[i] * b[i];
        }

        var sum = Vector.Sum(sums);
        for (var i = a.Length * Vector<float>.Count; i < row.Length; i++)
        {
            sum += row[i] * vector[i];
        }

        return sum;
    }

    /// <summary>Mean and 1 / standard deviation of each dimension; 0 for one that does not vary.</summary>
    private static (double[] Mean, double[] InverseDeviation) Moments(ReadOnlySpan<float> vectors, int width)
    {
        double[] mean = new double[width], variance = new double[width];
        var n = vectors.Length / width;
        for (var i = 0; i < vectors.Length; i++)
        {
            mean[i % width] += vectors[i] / (double)n;
        }

        for (var i = 0; i < vectors.Length; i++)
        {
            var difference = vectors[i] - mean[i % width];
            variance[i % width] += difference * difference / n;
        }

        return (mean, [.. variance.Select((v, i) => Math.Sqrt(v) > 1e-6 * Math.Abs(mean[i]) && v > 0 ? 1 / Math.Sqrt(v) : 0)]);
    }

    /// <summary>
    /// (1 − λ) S + λ I, lower triangle, of standardized vectors z with S = Σ z zᵀ / n and λ = min(1, Σ‖z zᵀ − S‖² / (n² ‖S − I‖²)): Ledoit &amp; Wolf's
    /// estimate, with Σ‖z zᵀ − S‖² = Σ|z|⁴ − n‖S‖².
    /// </summary>
    private static double[][] ShrunkCorrelation(ReadOnlySpan<float> vectors, double[] mean, double[] inverseDeviation)
    {
        var width = mean.Length;
        var n = vectors.Length / width;
        var s = Enumerable.Range(0, width).Select(i => new double[i + 1]).ToArray();
        var z = new double[width];
        var fourth = 0.0;
        for (var row = 0; row < n; row++)
        {
            for (var i = 0; i < width; i++)
            {
                z[i] = (vectors[(row * width) + i] - mean[i]) * inverseDeviation[i];
            }

            var square = z.Sum(v => v * v);
            fourth += square * square;
            for (var i = 0; i < width; i++)
            {
                var (line, zi) = (s[i], z[i] / n);
                for (var j = 0; j < line.Length; j++)
                {
                    line[j] += zi * z[j];
                }
            }
        }

        double norm = 0, distance = 0;
        for (var i = 0; i < width; i++)
        {
            for (var j = 0; j < i; j++)
            {
                norm += 2 * s[i][j] * s[i][j];
            }

            norm += s[i][i] * s[i][i];
            distance -= inverseDeviation[i] > 0 ? 1 : 0;
        }

        // The diagonal of S is 1 where the dimension varies, so ‖S − I‖² is what lies beside it.
        distance += norm;
        var shrinkage = Math.Max(LeastShrinkage, distance > 0 ? Math.Min(1, (fourth - (n * norm)) / ((double)n * n * distance)) : 1);
        for (var i = 0; i < width; i++)
        {
            for (var j = 0; j < i; j++)
            {
                s[i][j] *= 1 - shrinkage;
            }

            s[i][i] = 1;
        }

        return s;
    }

    /// <summary>L⁻¹ of the matrix A = L Lᵀ, lower triangles; then |L⁻¹ z|² = zᵀ A⁻¹ z.</summary>
    private static double[][] InverseCholesky(double[][] a, int width)
    {
        for (var i = 0; i < width; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = a[i][j];
                for (var k = 0; k < j; k++)
                {
                    sum -= a[i][k] * a[j][k];
                }

                a[i][j] = i == j ? Math.Sqrt(sum) : sum / a[j][j];
            }
        }

        var inverse = Enumerable.Range(0, width).Select(i => new double[i + 1]).ToArray();
        for (var i = 0; i < width; i++)
        {
            for (var k = 0; k < i; k++)
            {
                for (var j = 0; j <= k; j++)
                {
                    inverse[i][j] -= a[i][k] * inverse[k][j];
                }
            }

            for (var j = 0; j < i; j++)
            {
                inverse[i][j] /= a[i][i];
            }

            inverse[i][i] = 1 / a[i][i];
        }

        return inverse;
    }
}
