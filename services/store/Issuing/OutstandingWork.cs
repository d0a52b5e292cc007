using System.Collections.Concurrent;

namespace MolScreen.Store.Issuing;

/// <summary>
/// What this process has issued on the bus and not yet seen answered, and the bell that wakes the issuer. Lost with the
/// process: the database knows what is still wanted. Thread-safe.
/// </summary>
public sealed class OutstandingWork(TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<WorkItem, long> issued = new();
    private readonly SemaphoreSlim bell = new(0, 1);

    /// <summary>The items that are out.</summary>
    public ICollection<WorkItem> Items => issued.Keys;

    /// <summary>Items of a kind that are out.</summary>
    public int Count(WorkKind kind) => issued.Keys.Count(i => i.Kind == kind);

    /// <summary>Whether an item is out.</summary>
    public bool Contains(WorkItem item) => issued.ContainsKey(item);

    /// <summary>Notes an item as issued now.</summary>
    public void Add(WorkItem item) => issued[item] = time.GetTimestamp();

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

    /// <summary>The items that are out for longer than <paramref name="age"/>.</summary>
    public IReadOnlyList<WorkItem> OlderThan(TimeSpan age) =>
        [.. issued.Where(i => time.GetElapsedTime(i.Value) > age).Select(i => i.Key)];

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
