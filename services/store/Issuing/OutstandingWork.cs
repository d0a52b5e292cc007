using System.Collections.Concurrent;

namespace MolScreen.Store.Issuing;

/// <summary>
/// What this process has issued on the bus and not yet seen answered, and the bell that wakes the issuer. Lost with the
/// process: the database knows what is still wanted. Thread-safe.
/// </summary>
public sealed class OutstandingWork(TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<WorkItem, Issue> issued = new();
    private readonly SemaphoreSlim bell = new(0, 1);

    /// <summary>The items that are out.</summary>
    public ICollection<WorkItem> Items => issued.Keys;

    /// <summary>Items of a kind that are out.</summary>
    public int Count(WorkKind kind) => issued.Keys.Count(i => i.Kind == kind);

    /// <summary>Whether an item is out that nothing else may accompany.</summary>
    public bool Isolated => issued.Values.Any(i => i.Alone);

    /// <summary>Whether an item is out.</summary>
    public bool Contains(WorkItem item) => issued.ContainsKey(item);

    /// <summary>Notes an item as issued now.</summary>
    /// <param name="patience">How long its answer may take.</param>
    /// <param name="alone">Nothing else may be out with it.</param>
    public void Add(WorkItem item, TimeSpan patience, bool alone) => issued[item] = new Issue(time.GetTimestamp(), patience, alone);

    /// <summary>Notes an item as answered or given up, and wakes the issuer.</summary>
    public void Remove(WorkItem item)
    {
        issued.TryRemove(item, out _);
        Wake();
    }

    /// <summary>Forgets everything of a job, and wakes the issuer.</summary>
    public void RemoveJob(long job)
    {
        foreach (var item in issued.Keys.Where(i => i.Job == job))
        {
            issued.TryRemove(item, out _);
        }

        Wake();
    }

    /// <summary>The items whose answer is overdue.</summary>
    public IReadOnlyList<WorkItem> Overdue() =>
        [.. issued.Where(i => time.GetElapsedTime(i.Value.Timestamp) > i.Value.Patience).Select(i => i.Key)];

    /// <summary>Says that there may be something to do.</summary>
    public void Wake()
    {
        try
        {
            bell.Release();
        }
        catch (SemaphoreFullException)
        {
            // It rings already.
        }
    }

    /// <summary>Waits for the bell, at most <paramref name="longest"/>.</summary>
    public Task Rest(TimeSpan longest, CancellationToken cancel) => bell.WaitAsync(longest, cancel);

    /// <inheritdoc/>
    public void Dispose() => bell.Dispose();

    private readonly record struct Issue(long Timestamp, TimeSpan Patience, bool Alone);
}

/// <summary>Something that is issued: a chunk by its number, or a search by its molecule's index.</summary>
public readonly record struct WorkItem(WorkKind Kind, long Job, int Number);

/// <summary>What is issued.</summary>
public enum WorkKind
{
    /// <summary>FeaturizeMolecules.</summary>
    Chunk,

    /// <summary>PlanRoute.</summary>
    Plan,
}
