using Microsoft.EntityFrameworkCore;
using MolScreen.Contracts.Results;
using MolScreen.Store.Database;
using MolScreen.Store.Issuing;

namespace MolScreen.Store.Jobs;

/// <summary>Ends jobs early. What was recorded stays. Thread-safe.</summary>
public sealed class JobControl(ScreeningDatabase database, OutstandingWork work, TimeProvider time)
{
    /// <summary>Fails a job with a sentence for the submitter; a job that ended already stays as it is.</summary>
    public Task<bool> Fail(Guid job, string reason, CancellationToken cancel) => End(job, JobState.Failed, reason, cancel);

    /// <summary>Stops a job. False when there is no such job or it ended already.</summary>
    public Task<bool> Cancel(Guid job, CancellationToken cancel) => End(job, JobState.Cancelled, null, cancel);

    private async Task<bool> End(Guid id, JobState state, string? reason, CancellationToken cancel)
    {
        var number = await database.Write<long?>(
            async (context, token) =>
            {
                var job = await context.Jobs.SingleOrDefaultAsync(j => j.Id == id, token);
                if (job is not { State: JobState.Queued or JobState.Running or JobState.Planning })
                {
                    return null;
                }

                job.State = state;
                job.Failure = reason;
                job.Finished = time.GetUtcNow();
                return job.Number;
            },
            cancel);
        if (number is { } ended)
        {
            work.RemoveJob(ended);
        }

        return number is not null;
    }
}
