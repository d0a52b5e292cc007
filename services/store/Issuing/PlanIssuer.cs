using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MolScreen.Contracts;
using MolScreen.Contracts.Planning;
using MolScreen.Contracts.Results;
using MolScreen.Hosting.Bus;
using MolScreen.Store.Database;
using MolScreen.Store.Queries;
using MolScreen.Store.Routes;

namespace MolScreen.Store.Issuing;

/// <summary>Issues the searches for routes of all ranked jobs, the best molecules first.</summary>
public sealed class PlanIssuer(
    ScreeningDatabase database,
    OutstandingWork work,
    Suspects suspects,
    RouteRecorder recorder,
    BusPublisher bus,
    IOptions<StoreOptions> options)
{
    /// <summary>Issues what may be issued now. True when anything changed.</summary>
    public async Task<bool> Issue(CancellationToken cancel)
    {
        var free = options.Value.OutstandingPlans - work.Count(WorkKind.Plan);
        var next = free > 0 ? suspects.Next(WorkKind.Plan, await Wanted(cancel), p => p.Attempts, free) : [];
        foreach (var plan in next)
        {
            if (plan.Attempts >= Suspects.Culprit)
            {
                await GiveUp(plan, cancel);
            }
            else if (await Prepare(plan, cancel) is { } message)
            {
                var patience = TimeSpan.FromSeconds(options.Value.AnswerTimeout + message.Budget.Seconds * options.Value.OutstandingPlans);
                work.Add(new WorkItem(WorkKind.Plan, plan.Job, plan.Index), patience, plan.Attempts > 0);
                await bus.Publish(message, cancel);
            }
        }

        return next.Count > 0;
    }

    /// <summary>Leading searches that are pending and not out.</summary>
    private async Task<IReadOnlyList<PlanRow>> Wanted(CancellationToken cancel)
    {
        await using var context = database.Read();
        var jobs = await context.Jobs.Where(j => j.State == JobState.Planning).Select(j => j.Number).ToListAsync(cancel);
        var wanted = new List<PlanRow>();
        foreach (var job in jobs)
        {
            var pending = await context.Plans
                .Where(p => p.Job == job && p.State == PlanState.Pending && p.Leader == p.Index)
                .OrderBy(p => p.Place)
                .Take(options.Value.OutstandingPlans * 2)
                .ToListAsync(cancel);
            wanted.AddRange(pending.Where(p => !work.Contains(new WorkItem(WorkKind.Plan, job, p.Index))));
        }

        return [.. wanted.OrderBy(p => p.Place).ThenBy(p => p.Job)];
    }

    private Task<PlanRoute?> Prepare(PlanRow wanted, CancellationToken cancel) => database.Write(
        async (context, token) =>
        {
            var job = await context.Jobs.SingleAsync(j => j.Number == wanted.Job, token);
            var plan = await context.Plans.SingleAsync(p => p.Job == wanted.Job && p.Index == wanted.Index, token);
            if (plan.State != PlanState.Pending || job.State != JobState.Planning)
            {
                return null;
            }

            plan.Attempts++;
            var routes = JobView.Specification(job).Routes!;
            var budget = new SearchBudget(routes.Calls, routes.Seconds, routes.MaxDepth, routes.PerMolecule);
            return new PlanRoute(SchemaVersion.Current, job.Id, plan.Index, plan.Smiles, budget);
        },
        cancel);

    private async Task GiveUp(PlanRow plan, CancellationToken cancel)
    {
        await using var context = database.Read();
        var job = await context.Jobs.Where(j => j.Number == plan.Job).Select(j => j.Id).SingleAsync(cancel);
        await recorder.Fault(job, plan.Index, cancel);
    }
}
