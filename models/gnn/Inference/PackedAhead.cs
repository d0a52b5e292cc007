using MolScreen.Gnn.Network;

namespace MolScreen.Gnn.Inference;

/// <summary>Batches that worker threads pack while the device computes those before.</summary>
internal static class PackedAhead
{
    /// <summary>Batches that are packed at one time, or wait for the device, at most: 4,096 molecules are some 8 MB.</summary>
    private const int MostAhead = 16;

    /// <summary>All molecules in their order.</summary>
    /// <param name="graphs">Checked graphs.</param>
    /// <param name="descriptors">Their scaled descriptors, where the network takes any.</param>
    /// <param name="size">Molecules in a batch.</param>
    /// <param name="pinned">See <see cref="PackedBatch.Of"/>.</param>
    /// <param name="cancel">Stops between batches.</param>
    /// <returns>Batches, each of which the caller disposes before it takes the next.</returns>
    internal static IEnumerable<PackedBatch> Of(MoleculeGraphs graphs, DescriptorTable? descriptors, int size, bool pinned, CancellationToken cancel)
    {
        var offsets = graphs.Offsets();
        var positions = Enumerable.Range(0, graphs.Count).ToArray();
        var most = Math.Clamp(Environment.ProcessorCount, 2, MostAhead);
        var next = 0;
        Queue<Task<PackedBatch>> ahead = [];
        try
        {
            while (true)
            {
                for (; next < graphs.Count && ahead.Count < most; next += size)
                {
                    var (first, count) = (next, Math.Min(size, graphs.Count - next));
                    ahead.Enqueue(Task.Run(() => PackedBatch.Of(graphs, offsets, positions.AsSpan(first, count), descriptors, distinct: false, pinned), cancel));
                }

                if (!ahead.TryDequeue(out var packed))
                {
                    yield break;
                }

                cancel.ThrowIfCancellationRequested();
                yield return packed.GetAwaiter().GetResult();
            }
        }
        finally
        {
            foreach (var packed in ahead)
            {
                _ = packed.ContinueWith(done => done.Result.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
            }
        }
    }
}
