using System.Collections.Concurrent;
using MolScreen.Chemistry.Native;

namespace MolScreen.Chemistry;

/// <summary>
/// A thread for native work that can be given up: a call into RDKit cannot be interrupted, so a molecule that takes too
/// long keeps its thread until it is done, at the lowest priority, and everybody else goes on without it. The stack is
/// deep enough for recursion over the largest molecules.
/// </summary>
internal sealed class ProcessingLane
{
    private const int StackBytes = 16 << 20;

    private static readonly ConcurrentStack<ProcessingLane> Idle = new();

    private readonly object _door = new();
    private volatile int _threadId;
    private Func<bool>? _work;

    /// <summary>Runs the work on an idle lane or a new one.</summary>
    /// <param name="work">Must not throw; false says that the lane was given up meanwhile.</param>
    public static ProcessingLane Start(Func<bool> work)
    {
        if (!Idle.TryPop(out var lane))
        {
            lane = new ProcessingLane();
            new Thread(lane.Run, StackBytes) { IsBackground = true, Name = "molecules" }.Start();
        }

        lock (lane._door)
        {
            lane._work = work;
            Monitor.Pulse(lane._door);
        }

        return lane;
    }

    /// <summary>Processor time that the lane has used since it exists; zero before it runs.</summary>
    public TimeSpan ProcessorTime => TimeSpan.FromMicroseconds(_threadId == 0 ? 0 : NativeChemistry.ThreadProcessorTime(_threadId));

    /// <summary>Puts a lane that is still at work behind everything else on this machine.</summary>
    public void GiveUp() => NativeChemistry.LowerPriority(_threadId);

    private void Run()
    {
        _threadId = NativeChemistry.ThreadId();
        while (Next()())
        {
            if (Idle.Count >= Environment.ProcessorCount)
            {
                return;
            }

            Idle.Push(this);
        }
    }

    private Func<bool> Next()
    {
        lock (_door)
        {
            while (_work is null)
            {
                Monitor.Wait(_door);
            }

            var work = _work;
            _work = null;
            return work;
        }
    }
}
