using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MolScreen.Contracts.Planning;
using MolScreen.Contracts.Results;
using MolScreen.Store.Database;
using MolScreen.Store.Issuing;
using MolScreen.Store.Queries;

namespace MolScreen.Store.Routes;

/// <summary>
/// Records the answers of planners. One answer serves every molecule of the job that waits for the same SMILES; an answer
/// that nobody waits for is absorbed. Thread-safe.
/// </summary>
public sealed class RouteRecorder(ScreeningDatabase database, OutstandingWork work)
{
    /// <summary>Records routes; returns when they are committed.</summary>
    public Task Found(RoutePlanned answer, CancellationToken cancel) =>
        answer.Routes.Count == 0
            ? NotFound(new RouteNotFound(answer.Schema, answer.JobId, answer.Index, answer.Smiles, "no-template", answer.Statistics), cancel)
            : Record(
                answer.JobId,
                answer.Index,
                (context, job, plan) =>
                {
                    plan.State = PlanState.Found;
                    plan.ProvedOptimal = answer.ProvedOptimal;
                    plan.Statistics = JsonSerializer.Serialize(answer.Statistics, JobView.Json);
                    job.RoutesFound++;
                    context.Routes.AddRange(answer.Routes.Select((r, i) =>
                        new RouteRow(plan.Job, plan.Index, i + 1, r.Cost, r.Steps, JsonSerializer.Serialize(r.Tree, JobView.Json))));
                },
                cancel);

    /// <summary>Records that there is no route, and why; returns when it is committed.</summary>
    public Task NotFound(RouteNotFound answer, CancellationToken cancel) => GiveUp(answer.JobId, answer.Index, answer.Cause, answer.Statistics, cancel);

    /// <summary>Records that a search could not be done at all.</summary>
    public Task Fault(Guid job, int index, CancellationToken cancel) => GiveUp(job, index, "internal", null, cancel);

    private Task GiveUp(Guid job, int index, string cause, SearchStatistics? statistics, CancellationToken cancel) => Record(
        job,
        index,
        (_, row, plan) =>
        {
            plan.State = PlanState.NotFound;
            plan.Cause = cause;
            plan.Statistics = statistics is null ? null : JsonSerializer.Serialize(statistics, JobView.Json);
            row.RoutesNotFound++;
        },
        cancel);

    private async Task Record(Guid job, int index, Action<ScreeningContext, JobRow, PlanRow> record, CancellationToken cancel)
    {
        var number = await database.Write<long?>(
            async (context, token) =>
            {
                var row = await context.Jobs.SingleOrDefaultAsync(j => j.Id == job, token);
                if (row is not { State: JobState.Planning })
                {
                    return row?.Number;
                }

                var waiting = await context.Plans
                    .Where(p => p.Job == row.Number && p.State == PlanState.Pending && p.Leader == index)
                    .ToListAsync(token);
                foreach (var plan in waiting)
                {
                    record(context, row, plan);
                }

                return row.Number;
            },
            cancel);
        if (number is { } known)
        {
            work.Remove(new WorkItem(WorkKind.Plan, known, index));
        }
    }
}
