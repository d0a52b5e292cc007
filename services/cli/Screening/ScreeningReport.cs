using System.Globalization;
using MolScreen.Cli.Output;
using MolScreen.Cli.Planning;
using MolScreen.Contracts.Planning;
using MolScreen.Contracts.Results;
using MolScreen.Retro;
using MolScreen.Store.Queries;

namespace MolScreen.Cli.Screening;

/// <summary>What a screening ends with: the ranking, routes of the best, what was rejected and why, and where it all lies.</summary>
internal sealed class ScreeningReport(ScreeningQueries queries, JobStatus job, ScreeningRequest request)
{
    private const int RejectsShown = 5;

    /// <summary>Writes the report.</summary>
    public async Task Write(TextWriter output, CancellationToken cancel)
    {
        var page = (await queries.Ranked(job.Id, new ResultQuery(request.Top), cancel))!;
        output.Draw(RankedTable.Of(page));
        await WriteRoutes(output, cancel);
        await WriteRejects(output, cancel);
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{job.Molecules:N0} molecules: {job.Scored:N0} scored, {job.Rejected:N0} rejected; routes for {job.RoutesFound} of {job.RoutesRequested}"));
        if (request.Output is { } path and not "-")
        {
            await output.WriteLineAsync($"table:    {Path.GetFullPath(path)}");
        }

        await output.WriteLineAsync($"database: {Path.GetFullPath(request.Database)}, job {job.Id}");
        await output.WriteLineAsync($"ask it:   molscreen query {job.Id.ToString()[..8]} --db {request.Database} --where 'score >= 0.5 and qed >= 0.4' --top 10");
    }

    private async Task WriteRoutes(TextWriter output, CancellationToken cancel)
    {
        if (job.RoutesRequested == 0)
        {
            return;
        }

        var best = (await queries.Ranked(job.Id, new ResultQuery(Math.Min(job.RoutesRequested, ScreeningQueries.MaxPage)), cancel))!;
        foreach (var molecule in best.Molecules.Where(molecule => molecule.Route is not null))
        {
            var detail = (await queries.Molecule(job.Id, molecule.Index, cancel))!;
            var (calls, unique, seconds, first) = detail.Search ?? new SearchStatistics(0, 0, 0, null);
            var name = $"{molecule.Rank}. {molecule.Id}".TrimEnd();
            var found = detail.Routes.Count > 0;
            var plan = new PlanResult(
                molecule.Smiles,
                found,
                ProvedOptimal: false,
                molecule.Route!.Cause,
                [.. detail.Routes.Take(1).Select(route => new PlannedRoute(route.Cost, route.Steps, Planned(route.Tree)))],
                new PlanStatistics(calls, unique, seconds, first));
            RouteText.Write(output, name, plan);
            if (detail.Routes.Count > 1)
            {
                await output.WriteLineAsync($"  ({detail.Routes.Count - 1} more in the database)");
            }
        }
    }

    private async Task WriteRejects(TextWriter output, CancellationToken cancel)
    {
        if (job.Rejected == 0)
        {
            return;
        }

        var reasons = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var skip = 0; skip < job.Rejected; skip += ScreeningQueries.MaxPage)
        {
            var page = (await queries.Rejected(job.Id, ScreeningQueries.MaxPage, skip, cancel))!;
            foreach (var row in page.Molecules)
            {
                reasons[row.Reason] = reasons.GetValueOrDefault(row.Reason) + 1;
                if (skip == 0 && reasons.Values.Sum() <= RejectsShown)
                {
                    await output.WriteLineAsync($"rejected: row {row.Index + 1}{(row.Id.Length > 0 ? $" ({row.Id})" : "")}: {row.Reason}. {row.Detail}");
                }
            }
        }

        await output.WriteLineAsync($"rejected: {string.Join(", ", reasons.Select(reason => $"{reason.Value} {reason.Key}"))}");
    }

    private static PlannedMolecule Planned(RouteMolecule molecule) => new(
        molecule.Smiles,
        molecule.InStock,
        molecule.Reaction is { } reaction
            ? new PlannedReaction(reaction.Template, reaction.Probability, [.. reaction.Reactants.Select(Planned)])
            : null);
}
