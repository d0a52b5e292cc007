using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MolScreen.Hosting.Bus;
using MolScreen.Store.Database;
using MolScreen.Store.Intake;
using MolScreen.Store.Jobs;

namespace MolScreen.Store.Issuing;

/// <summary>
/// Keeps every unfinished job moving, from wherever the last process left it. It works from the database alone; answers
/// that are recorded wake it.
/// </summary>
public sealed class WorkIssuer(
    ScreeningDatabase database,
    ScreeningIntake intake,
    ChunkIssuer chunks,
    PlanIssuer plans,
    JobProgress jobs,
    OutstandingWork work,
    IOptions<StoreOptions> options,
    TimeProvider time,
    ILogger<WorkIssuer> log) : BackgroundService
{
    private readonly TimeSpan longestRest = TimeSpan.FromSeconds(Math.Min(5, options.Value.AnswerTimeout));

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await TakeBack([.. work.Items], cancellationToken);
        }
        catch (Exception e) when (DatabaseTrouble.Lasts(e))
        {
            log.LogWarning("What was issued could not be taken back: {Reason}", e.Message);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var discarded = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!discarded)
                {
                    await intake.DiscardUnfinished(stoppingToken);
                    discarded = true;
                }

                await TakeBack(work.Overdue(), stoppingToken);
                if (!await Step(stoppingToken))
                {
                    await work.Rest(longestRest, stoppingToken);
                }
            }
            catch (Exception e) when (DatabaseTrouble.Lasts(e))
            {
                log.LogCritical("The database {Database} cannot be worked with, the process ends: {Reason}", database.Path, e.GetBaseException().Message);
                throw;
            }
            catch (Exception e) when (TransientTrouble.Is(e))
            {
                log.LogWarning("The jobs could not be moved on, trying again: {Reason}", e.Message);
                await Task.Delay(TimeSpan.FromSeconds(1), time, stoppingToken);
            }
        }
    }

    private async Task<bool> Step(CancellationToken cancel)
    {
        var issued = await chunks.Issue(cancel);
        var planned = await plans.Issue(cancel);
        return await jobs.Advance(cancel) || issued || planned;
    }

    /// <summary>Forgets that these were issued, and that they were tried: nobody is to blame for no answer.</summary>
    private async Task TakeBack(IReadOnlyList<WorkItem> items, CancellationToken cancel)
    {
        if (items.Count == 0)
        {
            return;
        }

        await database.Write(
            async (context, token) =>
            {
                foreach (var (kind, job, number) in items)
                {
                    _ = kind == WorkKind.Chunk
                        ? await context.Chunks
                            .Where(c => c.Job == job && c.Number == number && c.State == ChunkState.Pending && c.Attempts > 0)
                            .ExecuteUpdateAsync(set => set.SetProperty(c => c.Attempts, c => c.Attempts - 1), token)
                        : await context.Plans
                            .Where(p => p.Job == job && p.Index == number && p.State == PlanState.Pending && p.Attempts > 0)
                            .ExecuteUpdateAsync(set => set.SetProperty(p => p.Attempts, p => p.Attempts - 1), token);
                }

                return 0;
            },
            cancel);
        foreach (var item in items)
        {
            work.Remove(item);
        }
    }
}
