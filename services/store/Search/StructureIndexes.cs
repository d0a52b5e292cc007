using Microsoft.EntityFrameworkCore;
using MolScreen.Chemistry.Search;
using MolScreen.Store.Database;

namespace MolScreen.Store.Search;

/// <summary>
/// The structure indexes of jobs: built once for a number of scored rows, kept in memory for the jobs asked last, and in a
/// file beside the database, where that can be written. Thread-safe.
/// </summary>
public sealed class StructureIndexes(ScreeningDatabase database) : IDisposable
{
    // An index takes some 1,000 bytes a molecule while it is in use.
    private const int MostInMemory = 4;

    private readonly Lock gate = new();
    private readonly LinkedList<Held> held = [];
    private readonly CancellationTokenSource stopping = new();

    private sealed record Held(Guid Job, string Stamp, Task<MoleculeIndex> Index);

    /// <summary>The file in which a job's index is kept.</summary>
    public string File(Guid job) => $"{database.Path}.{job:N}.index";

    /// <summary>
    /// The index of the rows that are scored now. Who asks while it is built waits for it; when nobody waits any more it is
    /// still finished, so that a caller who lost patience finds it the next time.
    /// </summary>
    internal Task<MoleculeIndex> Of(JobRow job, CancellationToken cancel)
    {
        var stamp = $"{job.Id:N} {job.Scored}";
        Task<MoleculeIndex> index;
        lock (gate)
        {
            var known = held.FirstOrDefault(h => h.Job == job.Id);
            if (known is not null)
            {
                held.Remove(known);
            }

            if (known is null || known.Stamp != stamp || known.Index.IsFaulted || known.Index.IsCanceled)
            {
                known = new Held(job.Id, stamp, Task.Run(() => OpenOrBuild(job, stamp), stopping.Token));
            }

            // What falls out of the list is released when its last search is over.
            held.AddFirst(known);
            if (held.Count > MostInMemory)
            {
                held.RemoveLast();
            }

            index = known.Index;
        }

        return index.WaitAsync(cancel);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        stopping.Cancel();
        stopping.Dispose();
    }

    private MoleculeIndex OpenOrBuild(JobRow job, string stamp)
    {
        if (Open(job, stamp) is { } kept)
        {
            return kept;
        }

        using var context = database.Read();
        var rows = context.Results
            .Where(r => r.Job == job.Number && r.Status == ResultStatus.Scored)
            .OrderBy(r => r.Index)
            .Select(r => new { r.Index, r.Molecule!.Id, r.Smiles })
            .AsEnumerable()
            .Select(r => new IndexEntry(r.Index, r.Id, r.Smiles ?? ""));
        var built = MoleculeIndex.Build(rows, new IndexOptions { Stamp = stamp }, cancel: stopping.Token);
        Keep(built, job);
        return built;
    }

    private MoleculeIndex? Open(JobRow job, string stamp)
    {
        try
        {
            if (!System.IO.File.Exists(File(job.Id)))
            {
                return null;
            }

            var index = MoleculeIndex.Open(File(job.Id));
            if (index.Stamp == stamp)
            {
                return index;
            }

            index.Dispose();
            return null;
        }
        catch (IndexException)
        {
            // Damaged, or of another version: it is made again.
            return null;
        }
    }

    /// <summary>A job that still grows would leave a file behind with every search.</summary>
    private void Keep(MoleculeIndex index, JobRow job)
    {
        if (job.Finished is null)
        {
            return;
        }

        try
        {
            index.Save(File(job.Id));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A folder that cannot be written: the index stays in memory only.
        }
    }
}
