using System.Runtime.Intrinsics;

namespace MolScreen.Gnn.Training.Fused;

/// <summary>
/// Dropout whose chance is a function of seed, step, place, row and column, so that it is the same whatever thread comes to a row and
/// after a training was taken up again: zero with probability p, else divided by 1 − p.
/// </summary>
internal sealed unsafe class SeededDropout(double probability, int seed)
{
    private const uint Odd = 0x9E3779B1;
    private readonly uint below = (uint)Math.Round(probability * (1L << 31));

    /// <summary>What kept numbers are multiplied by; 1 without dropout.</summary>
    internal float Factor { get; } = (float)(1 / (1 - probability));

    /// <summary>Whether anything is dropped.</summary>
    internal bool Drops => below > 0;

    /// <summary>Drops from one row in place.</summary>
    /// <param name="row">The row.</param>
    /// <param name="length">A multiple of 8.</param>
    /// <param name="step">Which step.</param>
    /// <param name="place">Which layer.</param>
    /// <param name="number">Which row of the layer.</param>
    internal void Apply(float* row, int length, int step, int place, int number)
    {
        var key = Mixed(Mixed(Mixed((uint)seed) + (uint)step) + (uint)place) + (uint)number;
        var lanes = Vector256.Create(0u, 1, 2, 3, 4, 5, 6, 7);
        var (factor, limit) = (Vector256.Create(Factor), Vector256.Create((int)below));
        var start = Vector256.Create(Mixed(key));
        for (var i = 0; i < length; i += 8)
        {
            var x = start + ((Vector256.Create((uint)i) + lanes) * Odd);
            x = (x ^ (x >>> 16)) * 0x21F0AAAD;
            x = (x ^ (x >>> 15)) * 0x735A2D97;
            var draw = ((x ^ (x >>> 15)) >>> 1).AsInt32();
            (Vector256.GreaterThanOrEqual(draw, limit).AsSingle() & (Vector256.Load(row + i) * factor)).Store(row + i);
        }
    }

    // The 32-bit finalizer of Ettinger (prospector with low bias), as in the rows.
    private static uint Mixed(uint x)
    {
        x = (x ^ (x >> 16)) * 0x21F0AAAD;
        x = (x ^ (x >> 15)) * 0x735A2D97;
        return x ^ (x >> 15);
    }
}
