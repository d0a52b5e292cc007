using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MolScreen.Chemistry.Search;

/// <summary>
/// The nearest fingerprints of an index by Tanimoto similarity, c / (a + b - c) for a and b bits of which c are common.
/// Buckets of equal bit count are visited from the query's own count outward, because min(a, b) / max(a, b) bounds the
/// similarity (none at all has similarity 0 to everything); in a bucket most molecules are ruled out by their sketch alone, which bounds how far they differ (Baldi et al.,
/// doi:10.1021/ci800076s). What is left is counted exactly, so that the bounds change the time and never the answer.
/// </summary>
internal sealed unsafe class TanimotoSearch
{
    private const int FingerprintWords = IndexFormat.FingerprintBytes / 8;
    private const int SketchWords = IndexFormat.SketchBytes / 8;

    private readonly ulong[] query;
    private readonly ulong[] sketch = new ulong[SketchWords];
    private readonly int bits;
    private readonly double threshold;
    private readonly NearestList nearest;

    public TanimotoSearch(ulong[] query, int top, double threshold)
    {
        this.query = query;
        this.threshold = threshold;
        bits = IndexBuilder.BitCount(query);
        IndexBuilder.Sketch(query, sketch);
        nearest = new NearestList(top);
    }

    /// <summary>The most similar molecules first, equal ones by number.</summary>
    public SimilarMolecule[] Run(IndexImage image, CancellationToken cancel)
    {
        var buckets = (int*)image[IndexSection.Buckets];
        var (below, above) = (bits, bits + 1);
        while (below >= 0 || above <= IndexFormat.Bits)
        {
            cancel.ThrowIfCancellationRequested();
            var fewer = below >= 0 ? (double)below / Math.Max(bits, 1) : -1;
            var more = above <= IndexFormat.Bits ? (double)bits / above : -1;
            if (Math.Max(fewer, more) < Limit)
            {
                break;
            }

            var count = fewer >= more ? below-- : above++;
            if (buckets[count] < buckets[count + 1])
            {
                Visit(image, count, buckets[count], buckets[count + 1]);
            }
        }

        return nearest.Sorted();
    }

    /// <summary>What a molecule must reach to be wanted.</summary>
    private double Limit => nearest.IsFull ? Math.Max(threshold, nearest.Worst) : threshold;

    private void Visit(IndexImage image, int count, int first, int end)
    {
        var sketches = (ulong*)image[IndexSection.Sketches];
        var fingerprints = (ulong*)image[IndexSection.Fingerprints];
        var slots = (int*)image[IndexSection.Slots];
        fixed (ulong* wanted = query, part = sketch)
        {
            var common = LeastCommon(count, Limit);
            var (s0, s1, s2, s3) = (part[0], part[1], part[2], part[3]);
            for (var slot = first; slot < end; slot++)
            {
                var theirs = sketches + ((long)slot * SketchWords);
                var apart = BitOperations.PopCount(s0 ^ theirs[0]) + BitOperations.PopCount(s1 ^ theirs[1])
                    + BitOperations.PopCount(s2 ^ theirs[2]) + BitOperations.PopCount(s3 ^ theirs[3]);
                if (apart > bits + count - (2 * common))
                {
                    continue;
                }

                var shared = Common(wanted, fingerprints + ((long)slot * FingerprintWords));
                if (shared >= common && nearest.Offer(slots[slot], (double)shared / Math.Max(bits + count - shared, 1)))
                {
                    common = LeastCommon(count, Limit);
                }
            }
        }
    }

    /// <summary>The least number of common bits with which a fingerprint of <paramref name="count"/> bits reaches a similarity.</summary>
    private int LeastCommon(int count, double similarity)
    {
        var common = Math.Max(0, (int)(similarity * (bits + count) / (1 + similarity)) - 1);
        while (common < bits + count && (double)common / (bits + count - common) < similarity)
        {
            common++;
        }

        return common;
    }

    private static int Common(ulong* a, ulong* b) => Avx2.IsSupported ? CommonByVectors(a, b) : CommonByWords(a, b);

    /// <summary>Common bits of two fingerprints, the processor counting 64 at a time.</summary>
    internal static int CommonByWords(ulong* a, ulong* b)
    {
        var (c0, c1, c2, c3) = (0, 0, 0, 0);
        for (var i = 0; i < FingerprintWords; i += 4)
        {
            c0 += BitOperations.PopCount(a[i] & b[i]);
            c1 += BitOperations.PopCount(a[i + 1] & b[i + 1]);
            c2 += BitOperations.PopCount(a[i + 2] & b[i + 2]);
            c3 += BitOperations.PopCount(a[i + 3] & b[i + 3]);
        }

        return c0 + c1 + c2 + c3;
    }

    /// <summary>
    /// The same, 256 at a time, by a table of the bits in each half byte (Muła, Kurz and Lemire, doi:10.1093/comjnl/bxx046). A
    /// byte of the sums stays at 64 at most.
    /// </summary>
    internal static int CommonByVectors(ulong* a, ulong* b)
    {
        var bitsOf = Vector256.Create(Vector128.Create((byte)0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4));
        var half = Vector256.Create((byte)0x0F);
        var sums = Vector256<byte>.Zero;
        for (var i = 0; i < FingerprintWords; i += 4)
        {
            var both = (Vector256.Load(a + i) & Vector256.Load(b + i)).AsByte();
            sums += Avx2.Shuffle(bitsOf, both & half) + Avx2.Shuffle(bitsOf, (both.AsUInt16() >> 4).AsByte() & half);
        }

        return (int)Vector256.Sum(Avx2.SumAbsoluteDifferences(sums, Vector256<byte>.Zero).AsUInt64());
    }
}
