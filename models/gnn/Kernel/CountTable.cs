using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using MolScreen.Gnn.Inference;

namespace MolScreen.Gnn.Kernel;

/// <summary>
/// Count fingerprints as rows of bytes, for similarities at the speed of memory: with S the sum of a row's counts and d the
/// sum of |a − b| (which processors have an instruction for), the Tanimoto similarity of counts
/// Σ min(a, b) / Σ max(a, b) is (S_a + S_b − d) / (S_a + S_b + d). Counts above 255 are taken as 255.
/// </summary>
internal sealed unsafe class CountTable
{
    /// <summary>Rows of the other table that <see cref="Similarities"/> takes at once.</summary>
    internal const int Together = 4;

    private const int Alignment = 64;
    private readonly AlignedBuffer buffer;
    private readonly int stride;
    private readonly int[] sums;

    internal CountTable(CountFingerprints fingerprints)
    {
        Size = fingerprints.Size;
        Count = fingerprints.Count;
        stride = (Size + Alignment - 1) / Alignment * Alignment;
        buffer = new AlignedBuffer(checked((int)((long)stride * Count / sizeof(float))));
        sums = new int[Count];
        for (var row = 0; row < Count; row++)
        {
            var positions = fingerprints.PositionsOf(row);
            var counts = fingerprints.CountsOf(row);
            for (var i = 0; i < positions.Length; i++)
            {
                var count = (byte)Math.Min(counts[i], byte.MaxValue);
                Row(row)[positions[i]] = count;
                sums[row] += count;
            }
        }
    }

    /// <summary>Counts of a fingerprint.</summary>
    internal int Size { get; }

    /// <summary>Molecules.</summary>
    internal int Count { get; }

    /// <summary>
    /// Similarities, 0 to 1, of up to <see cref="Together"/> molecules of another table to a range of this one's; two
    /// fingerprints without entries are equal (1).
    /// </summary>
    /// <param name="others">A table of the same size.</param>
    /// <param name="first">The first of its molecules.</param>
    /// <param name="count">How many; 1 to <see cref="Together"/>.</param>
    /// <param name="from">The first molecule of this table.</param>
    /// <param name="to">One after the last.</param>
    /// <param name="similarities">count rows of <paramref name="stride"/> values, of which the first to − from are set.</param>
    /// <param name="stride">Distance between the rows of <paramref name="similarities"/>.</param>
    internal void Similarities(CountTable others, int first, int count, int from, int to, Span<float> similarities, int stride)
    {
        var differences = stackalloc int[Together];

        // Fewer molecules than fit are filled up with the last one.
        var a = others.Row(first);
        var b = others.Row(first + Math.Min(1, count - 1));
        var c = others.Row(first + Math.Min(2, count - 1));
        var d = others.Row(first + count - 1);
        for (var row = from; row < to; row++)
        {
            if (Avx512BW.IsSupported)
            {
                Differences512(Row(row), a, b, c, d, differences);
            }
            else if (Avx2.IsSupported)
            {
                Differences256(Row(row), a, b, c, d, differences);
            }
            else
            {
                DifferencesScalar(Row(row), a, b, c, d, differences);
            }

            for (var i = 0; i < count; i++)
            {
                var difference = differences[i < count - 1 ? i : Together - 1];
                var sum = sums[row] + others.sums[first + i];
                similarities[(i * stride) + row - from] = sum == 0 ? 1 : (float)(sum - difference) / (sum + difference);
            }
        }
    }

    private byte* Row(int row) => (byte*)buffer.Pointer + ((nint)row * stride);

    private void Differences512(byte* row, byte* a, byte* b, byte* c, byte* d, int* differences)
    {
        var (da, db, dc, dd) = (Vector512<ulong>.Zero, Vector512<ulong>.Zero, Vector512<ulong>.Zero, Vector512<ulong>.Zero);
        for (var i = 0; i < stride; i += Vector512<byte>.Count)
        {
            var own = Vector512.LoadAligned(row + i);
            da += Avx512BW.SumAbsoluteDifferences(own, Vector512.LoadAligned(a + i)).AsUInt64();
            db += Avx512BW.SumAbsoluteDifferences(own, Vector512.LoadAligned(b + i)).AsUInt64();
            dc += Avx512BW.SumAbsoluteDifferences(own, Vector512.LoadAligned(c + i)).AsUInt64();
            dd += Avx512BW.SumAbsoluteDifferences(own, Vector512.LoadAligned(d + i)).AsUInt64();
        }

        (differences[0], differences[1], differences[2], differences[3]) = ((int)Vector512.Sum(da), (int)Vector512.Sum(db), (int)Vector512.Sum(dc), (int)Vector512.Sum(dd));
    }

    private void Differences256(byte* row, byte* a, byte* b, byte* c, byte* d, int* differences)
    {
        var (da, db, dc, dd) = (Vector256<ulong>.Zero, Vector256<ulong>.Zero, Vector256<ulong>.Zero, Vector256<ulong>.Zero);
        for (var i = 0; i < stride; i += Vector256<byte>.Count)
        {
            var own = Vector256.LoadAligned(row + i);
            da += Avx2.SumAbsoluteDifferences(own, Vector256.LoadAligned(a + i)).AsUInt64();
            db += Avx2.SumAbsoluteDifferences(own, Vector256.LoadAligned(b + i)).AsUInt64();
            dc += Avx2.SumAbsoluteDifferences(own, Vector256.LoadAligned(c + i)).AsUInt64();
            dd += Avx2.SumAbsoluteDifferences(own, Vector256.LoadAligned(d + i)).AsUInt64();
        }

        (differences[0], differences[1], differences[2], differences[3]) = ((int)Vector256.Sum(da), (int)Vector256.Sum(db), (int)Vector256.Sum(dc), (int)Vector256.Sum(dd));
    }

    private void DifferencesScalar(byte* row, byte* a, byte* b, byte* c, byte* d, int* differences)
    {
        var (da, db, dc, dd) = (0, 0, 0, 0);
        for (var i = 0; i < stride; i++)
        {
            da += Math.Abs(row[i] - a[i]);
            db += Math.Abs(row[i] - b[i]);
            dc += Math.Abs(row[i] - c[i]);
            dd += Math.Abs(row[i] - d[i]);
        }

        (differences[0], differences[1], differences[2], differences[3]) = (da, db, dc, dd);
    }
}
