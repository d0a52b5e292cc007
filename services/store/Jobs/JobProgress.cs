using Microsoft.EntityFrameworkCore;
using MolScreen.Contracts;
using MolScreen.Contracts.Results;
using MolScreen.Contracts.Screening;
using MolScreen.Hosting.Bus;
using MolScreen.Store.Database;
using MolScreen.Store.Ranking;

namespace MolScreen.Store.Jobs;

/// <summary>
/// Moves jobs on when all they wait for is recorded, and publishes their events. An event is noted as announced after it
/// is published, so that after a sudden end it may come twice but never not at all.
/// </summary>
public sealed class JobProgress(ScreeningDatabase database, BusPublisher bus, TimeProvider time)
{
    /// <summary>Moves on every job that can. True when anything changed.</summary>
    public async Task<bool> Advance(CancellationToken cancel)
    {
        await using var context = database.Read();
        var recorded = await context.Jobs
            .Where(j => (j.State == JobState.Queued || j.State == JobState.Running)
                && !context.Chunks.Any(c => c.Job == j.Number && c.State == ChunkState.Pending))
            .Select(j => j.Number)
            .ToListAsync(cancel);
        foreach (var job in recorded)
        {
            await Change(job, (c, row, token) => JobRanking.Rank(c, row, time.GetUtcNow(), token), cancel);
        }

        var planned = await context.Jobs
            .Where(j => j.State == JobState.Planning && !context.Plans.Any(p => p.Job == j.Number && p.State == PlanState.Pending))
            .Select(j => j.Number)
            .ToListAsync(cancel);
        foreach (var job in planned)
        {
            await Change(job, Complete, cancel);
        }

        var unannounced = await context.Jobs
            .Where(j => (j.State == JobState.Planning && j.Announced < Announcement.Ranked)
                || ((j.State == JobState.Completed || j.State == JobState.Failed || j.State == JobState.Cancelled) && j.Announced < Announcement.Finished))
            .ToListAsync(cancel);
        foreach (var job in unannounced)
        {
            await Announce(job, cancel);
        }

        return recorded.Count + planned.Count + unannounced.Count > 0;
    }

    private Task Complete(ScreeningContext context, JobRow job, CancellationToken cancel)
    {
        job.State = JobState.Completed;
        job.Finished = time.GetUtcNow();
        return Task.CompletedTask;
    }

    private async Task Announce(JobRow job, CancellationToken cancel)
    {
        if (job is { State: JobState.Failed or JobState.Cancelled })
        {
            var reason = job.Failure ?? (job.State == JobState.Cancelled ? "cancelled" : "");
            await bus.Publish(new ScreeningFailed(SchemaVersion.Current, job.Id, reason), cancel);
        }
        else if (job.Announced < Announcement.Ranked)
        {
            await bus.Publish(new ScreeningRanked(SchemaVersion.Current, job.Id, job.Scored, job.Rejected), cancel);
        }

        if (job.State == JobState.Completed)
        {
            await bus.Publish(
                new ScreeningCompleted(SchemaVersion.Current, job.Id, job.Scored, job.Rejected, job.RoutesFound, job.RoutesNotFound), cancel);
        }

        var announced = job.State == JobState.Planning ? Announcement.Ranked : Announcement.Finished;
        await Change(
            job.Number,
            (_, row, _) =>
            {
                row.Announced = announced;
                return Task.CompletedTask;
            },
            cancel);
    }

    private Task<int> Change(long number, Func<ScreeningContext, JobRow, CancellationToken, Task> change, CancellationToken cancel) =>
        database.Write(
            async (context, token) =>
            {
                await change(context, await context.Jobs.SingleAsync(j => j.Number == number, token), token);
                return 0;
            },
            cancel);
}
