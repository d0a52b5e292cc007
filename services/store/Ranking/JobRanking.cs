using Microsoft.EntityFrameworkCore;
using MolScreen.Contracts.Results;
using MolScreen.Contracts.Screening;
using MolScreen.Store.Database;
using MolScreen.Store.Queries;

namespace MolScreen.Store.Ranking;

/// <summary>Ranks the scored rows of a job whose chunks are all recorded, and lays out its searches for routes.</summary>
internal static class JobRanking
{
    /// <summary>
    /// Best first: rows with a score before rows without, rows that pass every filter before rows that do not, then by
    /// score, then by library position.
    /// </summary>
    private const string SetRanks =
        """
        UPDATE results SET rank = o.place
        FROM (SELECT idx, row_number() OVER (ORDER BY score IS NULL, passes_filters DESC, score DESC, idx) AS place
              FROM results WHERE job = ?1 AND status = 0) AS o
        WHERE results.job = ?1 AND results.idx = o.idx
        """;

    /// <summary>Ranks within the context's transaction; the job's next state is set.</summary>
    public static async Task Rank(ScreeningContext context, JobRow job, DateTimeOffset now, CancellationToken cancel)
    {
        using (var command = ScreeningDatabase.Prepare(context, SetRanks, 1))
        {
            command.Execute(job.Number);
        }

        var specification = JobView.Specification(job);
        if (specification.Routes is { Molecules: > 0 } routes)
        {
            await LayOutPlans(context, job, routes, cancel);
        }

        job.State = job.RoutesRequested > 0 ? JobState.Planning : JobState.Completed;
        job.Finished = job.RoutesRequested > 0 ? null : now;
    }

    private static async Task LayOutPlans(ScreeningContext context, JobRow job, RouteRequest routes, CancellationToken cancel)
    {
        var best = await context.Results
            .Where(r => r.Job == job.Number && r.Rank > 0 && r.PassesFilters && r.Score != null)
            .OrderBy(r => r.Rank)
            .Take(routes.Molecules)
            .Select(r => new { r.Index, Rank = r.Rank!.Value, Smiles = r.Smiles! })
            .ToListAsync(cancel);
        var leaders = best.GroupBy(m => m.Smiles).ToDictionary(g => g.Key, g => g.First().Index);
        foreach (var m in best)
        {
            context.Plans.Add(new PlanRow { Job = job.Number, Index = m.Index, Place = m.Rank, Leader = leaders[m.Smiles], Smiles = m.Smiles });
        }

        job.RoutesRequested = best.Count;
    }
}
