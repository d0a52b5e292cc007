using Microsoft.Extensions.Options;
using MolScreen.Contracts;
using MolScreen.Contracts.Planning;
using MolScreen.Retro;

namespace MolScreen.Planner.Tests;

/// <summary>With the bundle that ships.</summary>
public sealed class RouteSearchTests : IDisposable
{
    private readonly LoadedPlanner planner = new(Options.Create(new PlannerOptions()));

    public void Dispose() => planner.Dispose();

    [Fact]
    public void A_solved_target_is_a_route_whose_leaves_are_in_stock()
    {
        var command = Command("CC(=O)Nc1ccc(O)cc1", calls: 100);

        var planned = Assert.IsType<RoutePlanned>(new RouteSearch(planner).Plan(command, default));

        Assert.Equal((command.JobId, command.Index, command.Smiles), (planned.JobId, planned.Index, planned.Smiles));
        Assert.InRange(planned.Routes.Count, 1, 2);
        Assert.Equal(planned.Routes.OrderBy(route => route.Cost), planned.Routes);
        Assert.All(planned.Routes, route =>
        {
            Assert.Equal(command.Smiles, route.Tree.Smiles);
            Assert.Equal(route.Steps, Reactions(route.Tree));
            Assert.All(Leaves(route.Tree), leaf => Assert.True(leaf.InStock, leaf.Smiles));
        });
        Assert.True(planned.Statistics.Calls > 0);
    }

    [Fact]
    public void A_target_that_cannot_be_read_has_its_cause()
    {
        Assert.Equal("invalid-target", Assert.IsType<RouteNotFound>(new RouteSearch(planner).Plan(Command("C1CC", 10), default)).Cause);
    }

    [Fact]
    public void A_search_without_calls_ends_with_the_budget()
    {
        var answer = Assert.IsType<RouteNotFound>(new RouteSearch(planner).Plan(Command("CC(=O)Nc1ccc(O)cc1", 0), default));

        Assert.Equal("budget", answer.Cause);
    }

    [Fact]
    public void A_cancelled_search_is_no_answer()
    {
        Assert.ThrowsAny<OperationCanceledException>(
            () => new RouteSearch(planner).Plan(Command("CC(=O)Nc1ccc(O)cc1", 10), new CancellationToken(canceled: true)));
    }

    [Fact]
    public void A_bundle_that_is_not_there_is_named()
    {
        using var missing = new LoadedPlanner(Options.Create(new PlannerOptions { Bundle = "nowhere" }));

        Assert.Contains("nowhere", Assert.Throws<RetroException>(() => new RouteSearch(missing).Plan(Command("CC", 1), default)).Message, StringComparison.Ordinal);
    }

    private static PlanRoute Command(string smiles, int calls) =>
        new(SchemaVersion.Current, Guid.NewGuid(), 5, smiles, new SearchBudget(calls, 120, 6, 2));

    private static int Reactions(RouteMolecule molecule) =>
        molecule.Reaction is { } reaction ? 1 + reaction.Reactants.Sum(Reactions) : 0;

    private static IEnumerable<RouteMolecule> Leaves(RouteMolecule molecule) =>
        molecule.Reaction is { } reaction ? reaction.Reactants.SelectMany(Leaves) : [molecule];
}
