using System.Numerics;

namespace MolScreen.Gnn.Kernel;

/// <summary>One call of <see cref="TanimotoKernelModel.Predict"/>: blocks of molecules against chunks of training molecules that stay in the cache.</summary>
internal sealed class TanimotoKernelPrediction(TanimotoKernelModel model, CountTable table, CountFingerprints queries, float[] values, NearestMolecules nearest)
{
    private const int Block = 32, Chunk = 64;

    internal void Run(int threads, CancellationToken cancel)
    {
        var blocks = (queries.Count + Block - 1) / Block;
        Parallel.For(0, blocks, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancel }, block => Predict(block * Block, Math.Min(Block, queries.Count - (block * Block))));
    }

    private void Predict(int first, int count)
    {
        var tasks = model.Tasks;
        var block = new CountTable(queries.Select(Enumerable.Range(first, count).ToArray()));
        var similarities = new float[CountTable.Together * Chunk];
        var sums = new double[count * tasks];
        var partial = new float[tasks];
        for (var from = 0; from < table.Count; from += Chunk)
        {
            var to = Math.Min(table.Count, from + Chunk);
            for (var i = 0; i < count; i += CountTable.Together)
            {
                var together = Math.Min(CountTable.Together, count - i);
                table.Similarities(block, i, together, from, to, similarities, Chunk);
                for (var j = i; j < i + together; j++)
                {
                    var row = similarities.AsSpan((j - i) * Chunk, to - from);
                    Add(row, from, partial, sums.AsSpan(j * tasks, tasks));
                    Keep(row, from, first + j);
                }
            }
        }

        for (var i = 0; i < count; i++)
        {
            for (var task = 0; task < tasks; task++)
            {
                var value = (float)(model.Means[task] + sums[(i * tasks) + task]);
                values[((first + i) * tasks) + task] = model.Kind == TaskKind.Classification ? Math.Clamp(value, 0, 1) : value;
            }
        }
    }

    /// <summary>Adds the part of some training molecules to the sums of the tasks, in single precision within the chunk and in double between chunks.</summary>
    private void Add(ReadOnlySpan<float> similarities, int from, Span<float> partial, Span<double> sums)
    {
        partial.Clear();
        var coefficients = model.Coefficients.AsSpan(from * partial.Length, similarities.Length * partial.Length);
        if (partial.Length == 1)
        {
            partial[0] = Dot(similarities, coefficients);
        }
        else
        {
            for (var i = 0; i < similarities.Length; i++)
            {
                var row = coefficients.Slice(i * partial.Length, partial.Length);
                for (var task = 0; task < partial.Length; task++)
                {
                    partial[task] += similarities[i] * row[task];
                }
            }
        }

        for (var task = 0; task < sums.Length; task++)
        {
            sums[task] += partial[task];
        }
    }

    private void Keep(ReadOnlySpan<float> similarities, int from, int query)
    {
        for (var i = 0; i < similarities.Length; i++)
        {
            if (model.Labelled[from + i])
            {
                nearest.Offer(query, from + i, similarities[i]);
            }
        }
    }

    private static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var sum = Vector<float>.Zero;
        var i = 0;
        for (; i <= a.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            sum += new Vector<float>(a[i..]) * new Vector<float>(b[i..]);
        }

        var total = Vector.Sum(sum);
        for (; i < a.Length; i++)
        {
            total += a[i] * b[i];
        }

        return total;
    }
}
