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

        while (!IsDecided(graph, budget) && run.Begin() && graph.NextLeaf() is { } leaf && run.Expand([leaf.Smiles]) is [var reactions])
        {
            graph.Expand(leaf, reactions);
            if (graph.Upper < known - Tolerance)
            {
                known = graph.Upper;
                run.Found();
                better?.Invoke(Routes());
            }
        }

        return new SearchOutcome(Routes(), graph.Upper <= graph.Lower + Tolerance, Exhausted(graph));
    }

    private static bool IsDecided(SearchGraph graph, PlanBudget budget) =>
        double.IsPositiveInfinity(graph.Lower)
        || graph.Upper <= graph.Lower + Tolerance
        || (budget.FirstRoute && !double.IsPositiveInfinity(graph.Upper));

    private static string Exhausted(SearchGraph graph) =>
        graph.Root.Reactions.Count == 0 ? PlanCause.NoTemplate
        : graph.IsCutByDepth() ? PlanCause.Depth
        : PlanCause.Stock;
}
