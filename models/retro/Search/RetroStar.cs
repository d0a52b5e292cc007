using MolScreen.Retro.Stock;

namespace MolScreen.Retro.Search;

/// <summary>
/// Retro*-0 (Chen et al. 2020, value function 0) on an AND/OR graph keyed by molecule. The molecule that the original keeps
/// in a heap lies in the tree of zero slack, so the search walks down greedily instead (AO*). It stops when the best route
/// costs no more than anything still open could, or when a limit is met. Thread-safe; each call searches on its own.
/// </summary>
public sealed class RetroStar(ISingleStepModel model, IStock stock, TimeProvider time)
{
    private const double Tolerance = 1e-9;

    /// <summary>Searches routes for a target.</summary>
    /// <param name="target">Canonical SMILES.</param>
    /// <param name="budget">Limits; calls are hit exactly, the wall clock after the call that crosses it.</param>
    /// <param name="cancel">Ends the search with what was found.</param>
    public PlanResult Plan(string target, PlanBudget budget, CancellationToken cancel = default)
    {
        budget.Validate();
        var start = time.GetTimestamp();
        var graph = new SearchGraph(target, budget.TargetMayBeBought, stock, budget.MaxDepth);
        var calls = 0;
        double? first = graph.Root.InStock ? 0 : null;
        string? end = null;
        while (!IsDecided(graph, budget))
        {
            end = cancel.IsCancellationRequested ? PlanCause.Cancelled
                : calls >= budget.Calls ? PlanCause.Budget
                : time.GetElapsedTime(start).TotalSeconds >= budget.Seconds ? PlanCause.Time
                : null;
            if (end is not null || graph.NextLeaf() is not { } leaf)
            {
                break;
            }

            calls++;
            try
            {
                graph.Expand(leaf, model.Expand(leaf.Smiles, cancel));
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                end = PlanCause.Cancelled;
                break;
            }

            if (first is null && !double.IsPositiveInfinity(graph.Upper))
            {
                first = time.GetElapsedTime(start).TotalSeconds;
            }
        }

        var routes = new BestRoutes(budget.Routes).Of(graph.Root, budget.MaxDepth);
        var solved = routes.Count > 0;
        return new PlanResult(
            target,
            solved,
            solved && graph.Upper <= graph.Lower + Tolerance,
            solved ? null : end ?? Exhausted(graph),
            routes,
            new PlanStatistics(calls, calls, time.GetElapsedTime(start).TotalSeconds, first));
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
