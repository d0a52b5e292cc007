using MolScreen.Retro.Bundles;

namespace MolScreen.Retro.Training;

/// <summary>Measures a bundle on reactions it was not trained on.</summary>
public static class RetroEvaluation
{
    /// <summary>
    /// Single-step accuracy: how often the recorded reactants, exactly and with stereo, are among the first k proposals.
    /// A reaction that cannot be read counts as none, one without a template as missed.
    /// </summary>
    /// <param name="bundle">Folder or name.</param>
    /// <param name="reactions">A folder that Extract wrote (its test part is used), or a file of atom-mapped reactions.</param>
    /// <param name="limit">Only the first so many.</param>
    /// <param name="threads">0 = all cores.</param>
    /// <param name="progress">Reactions done.</param>
    /// <param name="cancel">Ends the work.</param>
    /// <returns>
    /// <c>reactants_n</c> and <c>reactants_top1</c> … <c>reactants_top50</c>, shares 0 to 1; <c>calls_per_second</c> over all threads, by the clock.
    /// </returns>
    public static IReadOnlyDictionary<string, double> SingleStep(
        string bundle, string reactions, int limit = int.MaxValue, int threads = 0, IProgress<RetroProgress>? progress = null, CancellationToken cancel = default)
    {
        using var policy = RetroBundle.OpenPolicy(RetroBundle.Resolve(bundle));
        var recorded = (Directory.Exists(reactions)
            ? ExtractedReactions.Read(reactions).Where(reaction => reaction.Split == ReactionSplit.Test).Select(reaction => (reaction.Product, reaction.Reactants))
            : RecordedReactions.Read(reactions, limit, cancel)).Take(limit).ToList();
        var places = new int[recorded.Count];
        var done = 0;
        var start = TimeProvider.System.GetTimestamp();
        Parallel.For(0, recorded.Count, new ParallelOptions { CancellationToken = cancel, MaxDegreeOfParallelism = threads == 0 ? -1 : threads }, i =>
        {
            var place = policy.Expand(recorded[i].Product, cancel).Select(reaction => string.Join('.', reaction.Reactants)).ToList().IndexOf(recorded[i].Reactants);
            places[i] = place < 0 ? int.MaxValue : place;
            progress?.Report(new RetroProgress("evaluated", Interlocked.Increment(ref done), recorded.Count));
        });
        return new Dictionary<string, double>(TemplateAccuracy.Shares("reactants", places))
        {
            ["calls_per_second"] = recorded.Count / Math.Max(1e-9, TimeProvider.System.GetElapsedTime(start).TotalSeconds),
        };
    }

    /// <summary>Multi-step: how many of the targets get a route within the budget.</summary>
    /// <returns><c>n</c>, <c>solved</c> (share), <c>proved_optimal</c> (share), <c>mean_steps</c> and <c>mean_calls</c> (over all), <c>calls_per_second</c>.</returns>
    public static IReadOnlyDictionary<string, double> Solve(
        string bundle, IReadOnlyList<string> targets, PlanBudget budget, string? stock = null, IProgress<RetroProgress>? progress = null, CancellationToken cancel = default)
    {
        using var planner = RoutePlanner.Open(bundle, stock);
        var results = new List<PlanResult>();
        foreach (var target in targets)
        {
            cancel.ThrowIfCancellationRequested();
            results.Add(planner.Plan(target, budget, cancel: cancel));
            progress?.Report(new RetroProgress("planned", results.Count, targets.Count));
        }

        var solved = results.Where(result => result.Solved).ToList();
        return new Dictionary<string, double>
        {
            ["n"] = results.Count,
            ["solved"] = solved.Count / (double)Math.Max(1, results.Count),
            ["proved_optimal"] = results.Count(result => result.ProvedOptimal) / (double)Math.Max(1, results.Count),
            ["mean_steps"] = solved.Count == 0 ? 0 : solved.Average(result => result.Routes[0].Steps),
            ["mean_calls"] = results.Count == 0 ? 0 : results.Average(result => result.Statistics.Calls),
            ["calls_per_second"] = results.Sum(result => result.Statistics.Calls) / Math.Max(1e-9, results.Sum(result => result.Statistics.Seconds)),
        };
    }
}
