using System.Runtime.ExceptionServices;
using MolScreen.Chemistry.Native;

namespace MolScreen.Chemistry;

/// <summary>
/// One batch on its way through the native library: as many lanes as there are threads take slices from a common counter,
/// while the caller watches that no molecule takes longer than the limit. One that does is given up with its lane, and
/// its slice is done again without it.
/// </summary>
internal sealed class ProcessingRun : IDisposable
{
    // Small enough to share a batch of 256 evenly and to notice a cancellation soon.
    private const int SliceSize = 32;

    private readonly IReadOnlyList<string> _texts;
    private readonly NativeMoleculeOptions _options;
    private readonly TimeSpan _limit;
    private readonly CancellationToken _cancel;
    private readonly MoleculeResultHandle?[] _results;
    private readonly SortedSet<int> _lost = [];
    private readonly List<ProcessingWatch> _watches = [];
    private readonly SemaphoreSlim _ended = new(0);
    private ExceptionDispatchInfo? _failure;
    private int _next;

    public ProcessingRun(IReadOnlyList<string> texts, NativeMoleculeOptions options, TimeSpan limit, CancellationToken cancel)
    {
        (_texts, _options, _limit, _cancel) = (texts, options, limit, cancel);
        _results = new MoleculeResultHandle?[(texts.Count + SliceSize - 1) / SliceSize];
    }

    /// <summary>Positions of the molecules that were given up, ascending; the native results have them as empty.</summary>
    public IReadOnlyCollection<int> Lost => _lost;

    /// <summary>Processes everything; called once.</summary>
    /// <returns>The results of consecutive slices, disposed with this.</returns>
    public MoleculeResultHandle[] Run(int threads)
    {
        _cancel.ThrowIfCancellationRequested();
        for (var lane = 0; lane < Math.Min(threads, _results.Length); lane++)
        {
            Start(-1);
        }

        var poll = _limit == Timeout.InfiniteTimeSpan ? _limit : TimeSpan.FromMilliseconds(Math.Clamp(_limit.TotalMilliseconds / 8, 1, 250));
        while (_watches.Count > 0)
        {
            if (_ended.Wait(poll))
            {
                // One for each signal, so that no lane has yet to give its own when all are gone.
                _watches.RemoveAt(_watches.FindIndex(watch => watch.HasEnded));
            }
            else
            {
                foreach (var watch in _watches.ToArray())
                {
                    GiveUpWhenStalled(watch);
                }
            }
        }

        _failure?.Throw();
        _cancel.ThrowIfCancellationRequested();
        return _results!;
    }

    public void Dispose()
    {
        foreach (var result in _results)
        {
            result?.Dispose();
        }

        _ended.Dispose();
    }

    private void GiveUpWhenStalled(ProcessingWatch watch)
    {
        if (watch.GiveUpAfter(_limit) is not { } stalled)
        {
            return;
        }

        lock (_lost)
        {
            _lost.Add((stalled.Slice * SliceSize) + stalled.Molecule);
        }

        _watches.Remove(watch);
        Start(stalled.Slice);
    }

    /// <summary>Lets a lane do a slice, where one is named, and then all that are left.</summary>
    private void Start(int slice)
    {
        var watch = new ProcessingWatch(_ended);
        _watches.Add(watch);
        watch.Begin(() => Work(watch, slice));
    }

    private bool Work(ProcessingWatch watch, int slice)
    {
        try
        {
            for (slice = slice < 0 ? Take() : slice; slice >= 0; slice = Take())
            {
                watch.Enter(slice);
                var result = MoleculeResultHandle.Process(Pack(slice), _options, watch.Position);
                if (!watch.Leave(slice))
                {
                    result.Dispose();
                    return false;
                }

                _results[slice] = result;
            }
        }
        catch (Exception e) when (Carry(e))
        {
        }

        return watch.End();
    }

    private int Take()
    {
        if (_cancel.IsCancellationRequested || Volatile.Read(ref _failure) is not null)
        {
            return -1;
        }

        var slice = Interlocked.Increment(ref _next) - 1;
        return slice < _results.Length ? slice : -1;
    }

    private PackedText Pack(int slice)
    {
        var start = slice * SliceSize;
        var count = Math.Min(SliceSize, _texts.Count - start);
        lock (_lost)
        {
            return _lost.Count == 0 ? PackedText.Pack(_texts, start, count) : PackedText.Pack(
                [.. Enumerable.Range(start, count).Select(i => _lost.Contains(i) ? "" : _texts[i])], 0, count);
        }
    }

    /// <summary>Whatever goes wrong in a lane is the caller's to hear.</summary>
    private bool Carry(Exception e)
    {
        Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(e), null);
        return true;
    }
}
