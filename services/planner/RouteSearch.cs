using MolScreen.Contracts;
using MolScreen.Contracts.Planning;
using MolScreen.Retro;

namespace MolScreen.Planner;

/// <summary>A search as the messages put it. Thread-safe.</summary>
public sealed class RouteSearch(LoadedPlanner planner)
{
    /// <summary>Searches; the answer is a <see cref="RoutePlanned"/> or a <see cref="RouteNotFound"/>.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was set: what was found so far is no answer.</exception>
    /// <exception cref="RetroException">The planner's bundle or stock cannot be used.</exception>
    public object Plan(PlanRoute command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        var (calls, seconds, depth, routes) = command.Budget;
        var budget = new PlanBudget { Calls = calls, Seconds = seconds, MaxDepth = depth, Routes = routes };
        var result = planner.Get().Plan(command.Smiles, budget, null, cancel);
        cancel.ThrowIfCancellationRequested();
        var (callsMade, unique, took, first) = result.Statistics;
        var statistics = new SearchStatistics(callsMade, unique, took, first);
        return result.Solved
            ? new RoutePlanned(
                SchemaVersion.Current,
                command.JobId,
                command.Index,
                command.Smiles,
                result.ProvedOptimal,
                [.. result.Routes.Select(route => new Route(route.Cost, route.Steps, Molecule(route.Tree)))],
                statistics)
            : new RouteNotFound(SchemaVersion.Current, command.JobId, command.Index, command.Smiles, result.Cause!, statistics);
    }

    private static RouteMolecule Molecule(PlannedMolecule molecule) => new(
        molecule.Smiles,
        molecule.InStock,
        molecule.Reaction is { } reaction
            ? new RouteReaction(reaction.Template, reaction.Probability, [.. reaction.Reactants.Select(Molecule)])
            : null);
}
