using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using MolScreen.Contracts.Results;
using MolScreen.Contracts.Scoring;
using MolScreen.Store.Database;
using MolScreen.Store.Issuing;
using MolScreen.Store.Jobs;
using MolScreen.Store.Queries;
using MolScreen.Store.Ranking;

namespace MolScreen.Store.Recording;

/// <summary>Records scored chunks, each in one transaction. Thread-safe.</summary>
public sealed class ChunkRecorder(ScreeningDatabase database, OutstandingWork work, JobControl jobs, ILogger<ChunkRecorder> log)
{
    /// <summary>
    /// Records a chunk; returns when it is committed. A chunk that is recorded already, or that nobody waits for, is
    /// absorbed. A molecule of the chunk that the message does not mention becomes a rejected row, so that rows add up.
    /// </summary>
    /// <exception cref="FormatException">The message contradicts itself.</exception>
    public async Task Record(MoleculesScored message, CancellationToken cancel)
    {
        var chunk = ScoredChunk.Unpack(message);
        try
        {
            var job = await database.Write((context, token) => Record(context, chunk, token), cancel);
            if (job is { } number)
            {
                work.Remove(new WorkItem(WorkKind.Chunk, number, message.Chunk));
            }
        }
        catch (ObjectiveException e)
        {
            await jobs.Fail(message.JobId, e.Message, cancel);
        }
    }

    private async Task<long?> Record(ScreeningContext context, ScoredChunk chunk, CancellationToken cancel)
    {
        var message = chunk.Message;
        var job = await context.Jobs.SingleOrDefaultAsync(j => j.Id == message.JobId, cancel);
        if (job is null)
        {
            log.LogWarning("Chunk {Chunk} belongs to job {Job}, which is not in this database: ignored", message.Chunk, message.JobId);
            return null;
        }

        var row = await context.Chunks.SingleOrDefaultAsync(c => c.Job == job.Number && c.Number == message.Chunk, cancel);
        if (row is null or { State: not ChunkState.Pending } || job.State is not (JobState.Queued or JobState.Running))
        {
            log.LogInformation("Chunk {Chunk} of job {Job} is not wanted (any more): absorbed", message.Chunk, message.JobId);
            return job.Number;
        }

        var missing = await MissingMolecules.In(context, row, cancel);
        var rows = new RowWriter(context, job.Number);
        if (message.Indices.Length > 0)
        {
            var specification = JobView.Specification(job);
            var score = RankingScore.Bind(specification.Objectives, message.Columns);
            var columns = await JobColumns.Numbers(context, job.Number, message.Columns, cancel);
            job.Scored += rows.Scored(chunk, columns, score, new PropertyFilters(specification.Filters), missing);
        }

        job.Rejected += rows.Rejected(message.Rejected, missing);
        job.Rejected += rows.Unanswered(missing);
        row.State = ChunkState.Recorded;
        return job.Number;
    }
}
