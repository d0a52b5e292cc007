namespace MolScreen.Gnn.Training.Fused;

/// <summary>
/// Divides the work of a step. Rows are divided into lanes, as many as there are rows for and not as there are threads, so that every sum
/// has the same order, and the same bits, whatever thread comes to a lane.
/// </summary>
/// <param name="workers">Threads, from 1.</param>
internal sealed class StepThreads(int workers)
{
    /// <summary>Lanes at most.</summary>
    internal const int MostLanes = 16;

    /// <summary>Rows of a lane: enough that their product is as fast as a whole one, few enough to stay in the cache.</summary>
    private const int RowsPerLane = 192;

    private readonly ParallelOptions options = new() { MaxDegreeOfParallelism = workers };

    /// <summary>Lanes of so many rows; an even number where there is more than one.</summary>
    internal static int LaneCount(int rows) => rows <= RowsPerLane ? 1 : Math.Min(MostLanes, 2 * ((rows + (2 * RowsPerLane) - 1) / (2 * RowsPerLane)));

    /// <summary>Runs something for each lane: its number, its first row, the one after its last.</summary>
    internal void Lanes(int rows, Action<int, int, int> work)
    {
        var lanes = LaneCount(rows);
        Run(lanes, lane => work(lane, (int)((long)rows * lane / lanes), (int)((long)rows * (lane + 1) / lanes)));
    }

    /// <summary>Runs something for each row, none of which depends on another.</summary>
    internal void Each(int rows, Action<int> work)
    {
        const int together = 8;
        Run((rows + together - 1) / together, part =>
        {
            for (var row = part * together; row < Math.Min(rows, (part + 1) * together); row++)
            {
                work(row);
            }
        });
    }

    private void Run(int parts, Action<int> work)
    {
        if (options.MaxDegreeOfParallelism > 1 && parts > 1)
        {
            Parallel.For(0, parts, options, work);
            return;
        }

        for (var part = 0; part < parts; part++)
        {
            work(part);
        }
    }
}
