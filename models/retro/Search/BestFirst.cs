namespace MolScreen.Retro.Search;

/// <summary>Expands the next leaf of a graph until its best route is decided or a limit is met.</summary>
internal static class BestFirst
{
    private const double Tolerance = 1e-9;

    public static SearchOutcome Search(SearchRun run, SearchGraph graph, Action<IReadOnlyList<PlannedRoute>>? better)
    {
        var budget = run.Budget;
        IReadOnlyList<PlannedRoute> Routes() => new BestRoutes(budget.Routes).Of(graph.Root, budget.MaxDepth);

        var known = graph.Upper;
        if (graph.Root.InStock)
        {
            run.Found();
        }

        while (!IsDecided(graph, budget) && run.Begin() && (graph.NextLeaf() ?? graph.AnyLeaf()) is { } leaf && run.Expand([leaf.Smiles]) is [var reactions])
        {
            graph.Expand(leaf, reactions);
            if (graph.Upper < known - Tolerance && Routes() is [var best, ..] routes && best.Cost < known - Tolerance)
            {
                known = best.Cost;
                run.Found();
                better?.Invoke(routes);
            }
        }

        if (budget is { Alternatives: true, FirstRoute: false } && known < double.PositiveInfinity)
        {
            SearchAlternatives(run, graph, Routes);
        }

        var found = Routes();
        return new SearchOutcome(found, found.Count > 0 && found[0].Cost <= graph.Lower + Tolerance, Exhausted(graph))
        {
            Needed = found.Count > 0 ? [] : graph.Needed(),
        };
    }

    /// <summary>Expands the leaf of the cheapest route that may still come, until it is dearer than all that are wanted.</summary>
    private static void SearchAlternatives(SearchRun run, SearchGraph graph, Func<IReadOnlyList<PlannedRoute>> routes)
    {
        while (run.End is null && graph.CheapestOpen() is var (leaf, cost)
            && !(routes() is var known && known.Count == run.Budget.Routes && known[^1].Cost <= cost + Tolerance)
            && run.Begin() && run.Expand([leaf.Smiles]) is [var reactions])
        {
            graph.Expand(leaf, reactions);
        }
    }

    /// <summary>
    /// A required starting material can make a tree cheapest that makes a molecule by way of itself, which is no route: a cost
    /// counts when there is a route for it.
    /// </summary>
    private static bool IsDecided(SearchGraph graph, PlanBudget budget)
    {
        var enough = budget.FirstRoute ? double.MaxValue : graph.Lower + Tolerance;
        return double.IsPositiveInfinity(graph.Lower)
            || (graph.Upper <= enough && new BestRoutes(1).Of(graph.Root, budget.MaxDepth) is [var route] && route.Cost <= enough);
    }

    private static string Exhausted(SearchGraph graph) =>
        graph.Root.Reactions.All(reaction => reaction.IsRefused) ? PlanCause.NoTemplate
        : graph.IsCutByDepth() ? PlanCause.Depth
        : PlanCause.Stock;
}
