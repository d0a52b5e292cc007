using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using MolScreen.Contracts.Results;
using MolScreen.Store.Database;
using MolScreen.Store.Issuing;
using MolScreen.Store.Jobs;

namespace MolScreen.Store.Recording;

/// <summary>
/// What happens to a chunk that no service could answer: two halves take its place, until the one bad molecule is alone
/// and becomes a rejected row; its neighbours are scored. Thread-safe.
/// </summary>
public sealed class ChunkBisection(ScreeningDatabase database, OutstandingWork work, JobControl jobs, ILogger<ChunkBisection> log)
{
    /// <summary>Molecules that may fail alone before any is scored; then it is not the molecules that are bad, and the job fails.</summary>
    public const int HopelessAfter = 32;

    /// <summary>Halves a pending chunk, or rejects its last molecule with <paramref name="cause"/>; else does nothing.</summary>
    public async Task Fault(Guid job, int chunk, string cause, CancellationToken cancel)
    {
        if (await Hopeless(job, cancel))
        {
            await jobs.Fail(job, cause, cancel);
            return;
        }

        var number = await database.Write<long?>(
            async (context, token) =>
            {
                var row = await context.Jobs.SingleOrDefaultAsync(j => j.Id == job, token);
                if (row is not { State: JobState.Queued or JobState.Running })
                {
                    return row?.Number;
                }

                var pending = await context.Chunks.SingleOrDefaultAsync(
                    c => c.Job == row.Number && c.Number == chunk && c.State == ChunkState.Pending, token);
                if (pending is not null)
                {
                    log.LogWarning("Chunk {Chunk} of job {Job} ({Count} molecules) failed: {Cause}", chunk, job, pending.Count, cause);
                    await Split(context, row, pending, cause, attempts: 0, token);
                }

                return row.Number;
            },
            cancel);
        if (number is { } known)
        {
            work.Remove(new WorkItem(WorkKind.Chunk, known, chunk));
        }
    }

    private async Task<bool> Hopeless(Guid job, CancellationToken cancel)
    {
        await using var context = database.Read();
        return await context.Jobs.AnyAsync(
            j => j.Id == job
                && j.Scored == 0
                && context.Results.Count(r => r.Job == j.Number && r.Status == ResultStatus.Rejected && r.Reason == "internal") >= HopelessAfter,
            cancel);
    }

    /// <summary>The same within a transaction.</summary>
    /// <param name="attempts">Attempts that the halves begin with.</param>
    internal static async Task Split(ScreeningContext context, JobRow job, ChunkRow chunk, string cause, int attempts, CancellationToken cancel)
    {
        if (chunk.Count == 1)
        {
            job.Rejected += new RowWriter(context, job.Number).Unanswered(await MissingMolecules.In(context, chunk, cancel), cause);
            chunk.State = ChunkState.Recorded;
            return;
        }

        var next = await context.Chunks.Where(c => c.Job == job.Number).MaxAsync(c => c.Number, cancel) + 1;
        var half = chunk.Count / 2;
        context.Chunks.Add(Part(next, chunk.First, half));
        context.Chunks.Add(Part(next + 1, chunk.First + half, chunk.Count - half));
        chunk.State = ChunkState.Split;

        ChunkRow Part(int number, int first, int count) =>
            new() { Job = job.Number, Number = number, First = first, Count = count, Attempts = attempts };
    }
}
