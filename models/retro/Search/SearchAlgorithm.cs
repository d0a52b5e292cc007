using MolScreen.Retro.Stock;

namespace MolScreen.Retro.Search;

/// <summary>
/// A search for routes. What it asks, counts and is limited by is the same for every algorithm, so that equal budgets mean
/// the same. Thread-safe; each search is on its own, on the caller's thread.
/// </summary>
public abstract class SearchAlgorithm(ISingleStepModel model, IStock stock, TimeProvider time)
{
    /// <summary>Searches routes for a target.</summary>
    /// <param name="target">Canonical SMILES.</param>
    /// <param name="budget">Limits; calls are hit exactly, the wall clock after the call that crosses it.</param>
    /// <param name="better">Hears the result so far, at the first route and whenever a cheaper one is found; on the caller's thread.</param>
    /// <param name="cancel">Ends the search with what was found.</param>
    public PlanResult Plan(string target, PlanBudget budget, Action<PlanResult>? better = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(budget);
        budget.Validate();
        var run = new SearchRun(target, budget, model, stock, time, cancel);
        var outcome = Search(run, better is null ? null : routes => better(Result(run, new SearchOutcome(routes, false, ""))));
        return Result(run, outcome);
    }

    private static PlanResult Result(SearchRun run, SearchOutcome outcome)
    {
        var solved = outcome.Routes.Count > 0;
        return new PlanResult(run.Target, solved, solved && outcome.Proved, solved ? null : run.End ?? outcome.Exhausted, outcome.Routes, run.Statistics())
        {
            Needed = outcome.Needed,
        };
    }

    /// <summary>Searches until nothing better can be found or the run says that a limit is met.</summary>
    /// <param name="better">Null, or is to be told the routes known whenever the best has become cheaper.</param>
    private protected abstract SearchOutcome Search(SearchRun run, Action<IReadOnlyList<PlannedRoute>>? better);
}

/// <summary>What an algorithm ended with.</summary>
/// <param name="Routes">Cheapest first, at most as many as wanted.</param>
/// <param name="Proved">No route is cheaper than the first.</param>
/// <param name="Exhausted">Why there is no route although no limit was met, one of <see cref="PlanCause"/>.</param>
internal sealed record SearchOutcome(IReadOnlyList<PlannedRoute> Routes, bool Proved, string Exhausted)
{
    /// <summary>Without a route: molecules each of which alone would complete one, if it could be bought.</summary>
    public IReadOnlyList<string> Needed { get; init; } = [];
}
