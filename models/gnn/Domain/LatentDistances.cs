using MolScreen.Torch.OpenBlas;

namespace MolScreen.Gnn.Domain;

/// <summary><see cref="LatentDomain.Distance"/> of many vectors by one product: (X − mean) Wᵀ, row by row squared and summed. Thread-safe.</summary>
internal sealed class LatentDistances
{
    /// <summary>Vectors that are multiplied while they are in the cache.</summary>
    private const int Together = 256;

    private readonly float[] mean;
    private readonly float[] whitening;

    internal LatentDistances(LatentDomain domain)
    {
        (mean, whitening) = (domain.Mean, new float[domain.Width * domain.Width]);
        for (int i = 0, start = 0; i < mean.Length; i++, start += i)
        {
            domain.Whitening.AsSpan(start, i + 1).CopyTo(whitening.AsSpan(i * mean.Length));
        }
    }

    /// <summary>Length of a vector.</summary>
    internal int Width => mean.Length;

    /// <summary>Adds each vector's distance, times a factor, to its sum.</summary>
    /// <param name="vectors">n × width, row-major; not kept as they were.</param>
    /// <param name="factor">What distances are multiplied by.</param>
    /// <param name="sums">n.</param>
    /// <param name="threads">From 1.</param>
    /// <param name="cancel">Stops between blocks of vectors.</param>
    internal void Add(float[] vectors, float factor, float[] sums, int threads, CancellationToken cancel) => Parallel.For(0, (sums.Length + Together - 1) / Together, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancel }, block =>
    {
        var rows = Math.Min(Together, sums.Length - (block * Together));
        var centred = vectors.AsSpan(block * Together * Width, rows * Width);
        for (var row = 0; row < rows; row++)
        {
            var vector = centred.Slice(row * Width, Width);
            for (var i = 0; i < vector.Length; i++)
            {
                vector[i] -= mean[i];
            }
        }

        var whitened = new float[rows * Width];
        Blas.Sgemm(false, true, rows, Width, Width, 1, centred, whitening, 0, whitened);
        for (var row = 0; row < rows; row++)
        {
            var vector = whitened.AsSpan(row * Width, Width);
            sums[(block * Together) + row] += factor * MathF.Sqrt(LatentDomain.Dot(vector, vector));
        }
    });
}
