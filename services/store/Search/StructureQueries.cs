using Microsoft.EntityFrameworkCore;
using MolScreen.Chemistry.Search;
using MolScreen.Contracts.Results;
using MolScreen.Store.Database;
using MolScreen.Store.Queries;

namespace MolScreen.Store.Search;

/// <summary>Searches a job's scored molecules by structure. Thread-safe.</summary>
public sealed class StructureQueries(ScreeningDatabase database, StructureIndexes indexes)
{
    private const int BatchSize = 500;

    private sealed record Found(int? Total, int Undecided, IReadOnlyList<(int Index, double? Similarity)> Rows);

    /// <summary>Searches over an existing database, which is only read; indexes are kept beside it where that can be written.</summary>
    /// <exception cref="DatabaseException">There is no such file, or it is not a MolScreen database of this version.</exception>
    public static StructureQueries Open(string databasePath)
    {
        var database = ScreeningDatabase.OpenReadOnly(databasePath);
        return new StructureQueries(database, new StructureIndexes(database));
    }

    /// <summary>The molecules found; null when there is no such job. The first search of a job builds its index.</summary>
    /// <exception cref="ScreeningRequestException">The query cannot be understood.</exception>
    public async Task<StructurePage?> Search(Guid id, StructureSearch search, CancellationToken cancel)
    {
        Require(search);
        await using var context = database.Read();
        if (await context.Jobs.SingleOrDefaultAsync(j => j.Id == id && j.State != JobState.Receiving, cancel) is not { } job)
        {
            return null;
        }

        var substructure = search.Substructure is { } text ? Understood(() => SubstructureQuery.Parse(text, chirality: search.Chirality)) : null;
        var index = await indexes.Of(job, cancel);
        var found = await Task.Run(() => Understood(() => Look(index, search, substructure, cancel)), cancel);
        var molecules = await Load(context, job.Number, found.Rows, cancel);
        var ordered = search.Similar is not null
            ? molecules
            : molecules.OrderBy(m => m.Rank ?? int.MaxValue).ThenBy(m => m.Index).Take(search.Top);
        return new StructurePage(id, job.State, found.Total, found.Undecided, [.. ordered]);
    }

    private static Found Look(MoleculeIndex index, StructureSearch search, SubstructureQuery? substructure, CancellationToken cancel)
    {
        if (search.Similar is { } smiles)
        {
            var similar = index.Similar(smiles, search.Top, search.Threshold, cancel);
            return new Found(null, 0, [.. similar.Select(s => (index.Position(s.Molecule), (double?)s.Similarity))]);
        }

        var matches = substructure is null ? new SubstructureMatches(index.Exact(search.Exact!), 0, false) : index.Substructure(substructure, cancel: cancel);
        return new Found(matches.Molecules.Count, matches.GaveUp, [.. matches.Molecules.Select(m => (index.Position(m), (double?)null))]);
    }

    private static async Task<List<FoundMolecule>> Load(
        ScreeningContext context, long job, IReadOnlyList<(int Index, double? Similarity)> found, CancellationToken cancel)
    {
        var molecules = new List<FoundMolecule>(found.Count);
        foreach (var batch in found.Chunk(BatchSize))
        {
            var positions = Array.ConvertAll(batch, row => row.Index);
            var rows = await context.Results.Where(r => r.Job == job && EF.Parameter(positions).Contains(r.Index))
                .Select(r => new { r.Index, r.Molecule!.Id, r.Smiles, r.Rank, r.Score })
                .ToDictionaryAsync(r => r.Index, cancel);
            molecules.AddRange(batch.Select(b => rows[b.Index]).Zip(batch, (r, b) => new FoundMolecule(r.Index, r.Id, r.Smiles ?? "", b.Similarity, r.Rank, r.Score)));
        }

        return molecules;
    }

    private static void Require(StructureSearch search)
    {
        var kinds = new[] { search.Similar, search.Substructure, search.Exact }.Count(text => text is not null);
        if (kinds != 1)
        {
            throw new ScreeningRequestException(RequestProblem.Invalid, "Give one of similar, substructure and exact.");
        }

        if (search.Top is < 1 or > ScreeningQueries.MaxPage)
        {
            throw new ScreeningRequestException(RequestProblem.Invalid, $"top must be 1 to {ScreeningQueries.MaxPage}, not {search.Top}.");
        }

        if (!(search.Threshold is >= 0 and <= 1))
        {
            throw new ScreeningRequestException(RequestProblem.Invalid, FormattableString.Invariant($"threshold must be 0 to 1, not {search.Threshold}."));
        }
    }

    private static T Understood<T>(Func<T> search)
    {
        try
        {
            return search();
        }
        catch (QueryException e)
        {
            throw new ScreeningRequestException(RequestProblem.Invalid, e.Message);
        }
    }
}
