using System.Globalization;
using System.Text.Json;
using MolScreen.Contracts.Results;
using MolScreen.Store.Queries;

namespace MolScreen.EndToEnd.Tests;

/// <summary>All that a database says of a job, without ids and times: what must be equal however it was computed.</summary>
internal static class JobContent
{
    public static async Task<IReadOnlyList<string>> Read(string database, Guid job)
    {
        var queries = ScreeningQueries.Open(database);
        var ranked = (await queries.Ranked(job, new ResultQuery(ScreeningQueries.MaxPage), CancellationToken.None))!;
        var rejected = (await queries.Rejected(job, ScreeningQueries.MaxPage, 0, CancellationToken.None))!;
        List<string> rows = [.. ranked.Columns.Select(column => column.ToString())];
        foreach (var molecule in ranked.Molecules)
        {
            var routes = molecule.Route is null ? [] : (await queries.Molecule(job, molecule.Index, CancellationToken.None))!.Routes;
            rows.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{molecule.Rank} {molecule.Index} {molecule.Id} {molecule.Smiles} {molecule.Score:R} {molecule.PassesFilters} {JsonSerializer.Serialize(molecule.Properties)} {JsonSerializer.Serialize(molecule.Components)} {JsonSerializer.Serialize(molecule.Route)} {JsonSerializer.Serialize(routes)}"));
        }

        rows.AddRange(rejected.Molecules.Select(row => row.ToString()));
        return rows;
    }
}
