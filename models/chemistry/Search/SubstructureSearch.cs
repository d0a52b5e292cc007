using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using MolScreen.Chemistry.Native;

namespace MolScreen.Chemistry.Search;

/// <summary>Molecules that have a substructure.</summary>
/// <param name="Molecules">Their numbers in the index, ascending.</param>
/// <param name="GaveUp">Molecules left undecided, because matching took too many steps; they are not in <paramref name="Molecules"/>.</param>
/// <param name="Limited">Whether there may be more than the limit that was asked for.</param>
public sealed record SubstructureMatches(IReadOnlyList<int> Molecules, int GaveUp, bool Limited);

/// <summary>Screens an index by the query's pattern fingerprint and matches what passes.</summary>
internal sealed unsafe class SubstructureSearch(IndexImage image, SubstructureQuery query, int threads)
{
    // A slice is what a thread does in one native call; a round is what is done before the limit is looked at again.
    private const int SliceSize = 64;
    private const int SlicesPerRound = 64;

    private readonly ConcurrentBag<QueryHandle> compiled = [];
    private int cancelled;

    public SubstructureMatches Run(int limit, CancellationToken cancel)
    {
        using var watch = cancel.Register(() => Volatile.Write(ref cancelled, 1));
        try
        {
            var candidates = Screen();
            var (found, gaveUp) = (new List<int>(), 0);
            var answers = new byte[SliceSize * SlicesPerRound];
            for (var start = 0; start < candidates.Length; start += answers.Length)
            {
                var round = candidates.AsMemory(start, Math.Min(answers.Length, candidates.Length - start));
                Match(round, answers, cancel);
                for (var i = 0; i < round.Length; i++)
                {
                    gaveUp += answers[i] == (byte)MatchAnswer.GaveUp ? 1 : 0;
                    if (answers[i] != (byte)MatchAnswer.Yes)
                    {
                        continue;
                    }

                    if (found.Count == limit)
                    {
                        return new SubstructureMatches(found, gaveUp, Limited: true);
                    }

                    found.Add(round.Span[i]);
                }
            }

            return new SubstructureMatches(found, gaveUp, Limited: false);
        }
        finally
        {
            while (compiled.TryTake(out var handle))
            {
                handle.Dispose();
            }
        }
    }

    /// <summary>Molecules whose pattern fingerprint has all the query's bits.</summary>
    private int[] Screen()
    {
        var masks = MemoryMarshal.Cast<byte, ulong>(query.Screen).ToArray();
        int[] used = [.. Enumerable.Range(0, masks.Length).Where(word => masks[word] != 0)];
        var passed = new List<int>();
        for (var molecule = 0; molecule < image.Format.Count; molecule++)
        {
            var screen = (ulong*)(image[IndexSection.Screens] + ((long)molecule * IndexFormat.FingerprintBytes));
            var passes = true;
            foreach (var word in used)
            {
                if ((screen[word] & masks[word]) != masks[word])
                {
                    passes = false;
                    break;
                }
            }

            if (passes)
            {
                passed.Add(molecule);
            }
        }

        return [.. passed];
    }

    private void Match(ReadOnlyMemory<int> molecules, byte[] answers, CancellationToken cancel)
    {
        void Run(int slice)
        {
            var start = slice * SliceSize;
            Match(molecules.Span.Slice(start, Math.Min(SliceSize, molecules.Length - start)), answers.AsSpan(start));
        }

        cancel.ThrowIfCancellationRequested();
        var slices = (molecules.Length + SliceSize - 1) / SliceSize;
        try
        {
            Parallel.For(0, slices, new ParallelOptions { MaxDegreeOfParallelism = threads == 0 ? Environment.ProcessorCount : threads, CancellationToken = cancel }, Run);
        }
        catch (AggregateException e) when (e.InnerException is not null)
        {
            ExceptionDispatchInfo.Throw(e.InnerException);
        }

        // A slice that was cut short says No for the rest, which must not be taken for an answer.
        cancel.ThrowIfCancellationRequested();
    }

    private void Match(ReadOnlySpan<int> molecules, Span<byte> answers)
    {
        if (!compiled.TryTake(out var handle))
        {
            handle = query.Compile();
        }

        fixed (int* flag = &cancelled)
        {
            NativeChemistry.Check(NativeChemistry.MatchQuery(
                handle, image[IndexSection.Structures], (long*)image[IndexSection.StructureOffsets], molecules, molecules.Length, flag, answers));
        }

        compiled.Add(handle);
    }

    /// <summary>Mirrors MatchAnswer in native/search.h.</summary>
    private enum MatchAnswer : byte
    {
        No,
        Yes,
        GaveUp,
    }
}
