using MolScreen.Contracts.Results;
using MolScreen.Contracts.Screening;
using MolScreen.Store.Tests.Toys;

namespace MolScreen.Store.Tests;

/// <summary>A job's whole way through the store, with toy services around it.</summary>
public sealed class ScreeningPathTests : IDisposable
{
    private readonly DatabaseFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_library_becomes_a_ranking_with_routes_and_rejects_at_their_positions()
    {
        await using var store = await StoreHost.Start(folder.Database);

        // Passing and best is index 3; index 0 and 4 are equal; 1 is too heavy for the filter; 2 cannot be read; 5 has no prediction.
        var specification = ToyChemistry.Specification(new RouteRequest(3), new PropertyFilter("molecular_weight", null, 400));
        var id = await store.Submit(specification, "0.5", "0.9/450", "bad", "0.8", "0.5", "nan", "");
        var job = await store.UntilFinished(id);
        var page = await store.Queries.Ranked(id, new ResultQuery(), CancellationToken.None);
        var rejected = await store.Queries.Rejected(id, 10, 0, CancellationToken.None);

        Assert.Equal((JobState.Completed, 7, 5, 2), (job.State, job.Molecules, job.Scored, job.Rejected));
        Assert.Equal([3, 0, 4, 1, 5], page!.Molecules.Select(m => m.Index));
        Assert.Equal([1, 2, 3, 4, 5], page.Molecules.Select(m => m.Rank!.Value));
        Assert.Equal([0.8, 0.5, 0.5, 0.9, null], page.Molecules.Select(m => m.Score is { } s ? Math.Round(s, 6) : (double?)null));
        Assert.Equal([true, true, true, false, true], page.Molecules.Select(m => m.PassesFilters));
        Assert.Equal([(2, "syntax"), (6, "empty")], rejected!.Molecules.Select(m => (m.Index, m.Reason)));
        Assert.Equal((3, 1, 2), (job.RoutesRequested, job.RoutesFound, job.RoutesNotFound));

        // 0.5 is there twice and searched for once.
        Assert.Equal(["0.8", "0.5"], store.Toys.Plans.Select(p => p.Smiles));
        var best = await store.Queries.Molecule(id, 3, CancellationToken.None);
        Assert.Equal([1.5, 2.5], best!.Routes.Select(r => r.Cost));
        Assert.Equal("t1", best.Routes[0].Tree.Reaction!.Template);
        Assert.Equal(["budget", "budget"], page.Molecules.Skip(1).Take(2).Select(m => m.Route!.Cause));
    }
}
