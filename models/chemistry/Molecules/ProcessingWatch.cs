namespace MolScreen.Chemistry;

/// <summary>
/// What a lane does at the moment, seen by its lane and by the thread that watches it: exactly one of them decides whether
/// a slice is done or given up.
/// </summary>
internal sealed class ProcessingWatch(SemaphoreSlim ended)
{
    private const int Outside = -1, GivenUp = -2, Ended = -3;

    private ProcessingLane? _lane;

    // The slice that the lane is at, or one of the above. A lane does a slice once: what is given up is what was seen.
    private int _state = Outside;
    private (int Slice, int Molecule) _seen = (-1, -1);
    private (TimeSpan Worked, TimeSpan Clock) _since;

    /// <summary>Written by the native library: the molecule of the slice that it is at, from 0. Pinned.</summary>
    public int[] Position { get; } = GC.AllocateArray<int>(1, pinned: true);

    public bool HasEnded => Volatile.Read(ref _state) == Ended;

    public void Begin(Func<bool> work) => _lane = ProcessingLane.Start(work);

    /// <summary>The lane starts a slice.</summary>
    public void Enter(int slice)
    {
        Volatile.Write(ref Position[0], 0);
        Volatile.Write(ref _state, slice);
    }

    /// <summary>The lane is done with the slice; false when it was given up meanwhile.</summary>
    public bool Leave(int slice) => Interlocked.CompareExchange(ref _state, Outside, slice) == slice;

    /// <summary>The lane has no more to do; false when it was given up meanwhile, and nobody waits for it.</summary>
    public bool End()
    {
        if (Interlocked.Exchange(ref _state, Ended) == GivenUp)
        {
            return false;
        }

        ended.Release();
        return true;
    }

    /// <summary>Called by the watcher again and again; gives the lane up when it has been at one molecule for so long.</summary>
    /// <param name="limit">Processor time, so that a busy machine loses no molecule; ten times as much by the clock.</param>
    /// <returns>Where it stalled; null while all is well.</returns>
    public (int Slice, int Molecule)? GiveUpAfter(TimeSpan limit)
    {
        var now = (Worked: _lane!.ProcessorTime, Clock: TimeSpan.FromMilliseconds(Environment.TickCount64));
        var slice = Volatile.Read(ref _state);
        var at = (slice, Volatile.Read(ref Position[0]));
        if (slice < 0 || at != _seen)
        {
            (_seen, _since) = (at, now);
            return null;
        }

        var stalled = now.Worked - _since.Worked >= limit || (now.Clock - _since.Clock) / 10 >= limit;
        if (!stalled || Interlocked.CompareExchange(ref _state, GivenUp, slice) != slice)
        {
            return null;
        }

        _lane.GiveUp();
        return at;
    }
}
