using Microsoft.EntityFrameworkCore;
using MolScreen.Contracts.Featurizing;
using MolScreen.Contracts.Results;
using MolScreen.Contracts.Scoring;
using MolScreen.Store.Database;

namespace MolScreen.Store.Queries;

/// <summary>Loads scored molecules with all that belongs to them.</summary>
internal static class RankedRows
{
    /// <summary>Most molecules loaded in one go.</summary>
    public const int BatchSize = 500;

    /// <summary>The molecules at these library positions, in this order.</summary>
    public static async Task<IReadOnlyList<RankedMolecule>> Load(
        ScreeningContext context, long job, IReadOnlyList<ScoreColumnRow> columns, IReadOnlyList<int> indices, CancellationToken cancel)
    {
        var found = new List<RankedMolecule>(indices.Count);
        foreach (var batch in indices.Chunk(BatchSize))
        {
            var rows = await context.Results.Where(r => r.Job == job && EF.Parameter(batch).Contains(r.Index))
                .Include(r => r.Molecule)
                .ToDictionaryAsync(r => r.Index, cancel);
            var scores = (await context.Scores.Where(s => s.Job == job && EF.Parameter(batch).Contains(s.Index)).ToListAsync(cancel)).ToLookup(s => s.Index);
            var plans = await context.Plans.Where(p => p.Job == job && EF.Parameter(batch).Contains(p.Index)).ToDictionaryAsync(p => p.Index, cancel);
            var routes = (await context.Routes.Where(r => r.Job == job && EF.Parameter(batch).Contains(r.Index))
                .Select(r => new { r.Index, r.Rank, r.Cost, r.Steps })
                .ToListAsync(cancel)).ToLookup(r => r.Index);
            foreach (var index in batch)
            {
                var best = routes[index].MinBy(r => r.Rank);
                var summary = plans.TryGetValue(index, out var plan)
                    ? new RouteSummary(plan.State == PlanState.Pending ? "pending" : plan.Cause, routes[index].Count(), best?.Cost, best?.Steps)
                    : null;
                found.Add(View(rows[index], columns, scores[index], summary));
            }
        }

        return found;
    }

    private static RankedMolecule View(ResultRow row, IReadOnlyList<ScoreColumnRow> columns, IEnumerable<ScoreRow> scores, RouteSummary? route)
    {
        float?[] properties =
        [
            (float?)row.MolecularWeight, (float?)row.Logp, (float?)row.Tpsa, (float?)row.Hbd, (float?)row.Hba,
            (float?)row.RotatableBonds, (float?)row.Qed,
        ];
        var byColumn = scores.ToDictionary(s => s.Number);
        return new RankedMolecule(
            row.Rank,
            row.Index,
            row.Molecule?.Id ?? "",
            row.Smiles ?? "",
            row.Score,
            row.PassesFilters,
            MolecularProperties.Names.Zip(properties).ToDictionary(p => p.First, p => p.Second),
            [.. columns.Select(c => Component(c, byColumn.GetValueOrDefault(c.Number)))],
            route,
            columns.Any(c => c.HasDomain) ? [.. columns.Where(c => c.HasDomain).DistinctBy(c => c.Model).Select(c => Domain(c, byColumn.GetValueOrDefault(c.Number)))] : null);
    }

    private static ScoreComponent Component(ScoreColumnRow column, ScoreRow? score) =>
        new(column.Model, column.Task, (float?)score?.Value, score?.Desirability, (float?)score?.Low, (float?)score?.High, (float?)score?.Percentile);

    private static ModelDomain Domain(ScoreColumnRow column, ScoreRow? score) =>
        new(column.Model, (float?)score?.Domain, score?.DomainStatus is { } status ? Enum.Parse<DomainStatus>(status, ignoreCase: true) : null);
}
