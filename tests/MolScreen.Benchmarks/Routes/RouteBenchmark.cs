using MolScreen.Retro;

namespace MolScreen.Benchmarks.Routes;

/// <summary>An algorithm's figures over the targets of a benchmark.</summary>
/// <param name="Algorithm">Its name on the command line.</param>
/// <param name="Seed">Of its lots.</param>
/// <param name="SolvedAtCalls">By number of unique calls: share of the targets with a route by then.</param>
/// <param name="SolvedAtSeconds">By seconds of the wall clock.</param>
/// <param name="MeanSteps">Of the best routes of solved targets.</param>
/// <param name="MeanCost">Of the best routes of solved targets.</param>
/// <param name="MeanCostOfAll">Of the best routes of the targets that every algorithm solved.</param>
/// <param name="Top1">Share of the targets whose first route is the known one.</param>
/// <param name="Top10">Share of the targets with the known route among ten.</param>
/// <param name="Proved">Share of the targets with a route proved optimal.</param>
/// <param name="MedianSeconds">Of a whole search.</param>
/// <param name="MostNodes">Of a search.</param>
internal sealed record AlgorithmFigures(
    string Algorithm,
    int Seed,
    IReadOnlyDictionary<int, double> SolvedAtCalls,
    IReadOnlyDictionary<int, double> SolvedAtSeconds,
    double MeanSteps,
    double MeanCost,
    double MeanCostOfAll,
    double Top1,
    double Top10,
    double Proved,
    double MedianSeconds,
    int MostNodes);

/// <summary>Searches every target with every algorithm.</summary>
internal static class RouteBenchmark
{
    /// <summary>Numbers of calls at which the solved targets are counted.</summary>
    public static IReadOnlyList<int> Calls { get; } = [10, 50, 100, 200, 500];

    /// <summary>Seconds at which the solved targets are counted.</summary>
    public static IReadOnlyList<int> Seconds { get; } = [1, 5, 30];

    private static readonly (string Name, PlanAlgorithm Algorithm, int Depth, bool Draws)[] contenders =
    [
        ("and-or", PlanAlgorithm.AndOr, 8, false),
        ("retro-star", PlanAlgorithm.RetroStar, 8, false),
        // AiZynthFinder's limit.
        ("mcts", PlanAlgorithm.Mcts, 6, true),
    ];

    /// <summary>
    /// One search of 500 calls and 30 s for each target, algorithm and seed; what was solved with fewer is told by when the first
    /// route came, which a larger budget does not change.
    /// </summary>
    /// <param name="open">A planner for each algorithm and seed: none may live on the single-step answers of the one before.</param>
    /// <param name="targets">With their routes.</param>
    /// <param name="seeds">Of algorithms that draw lots.</param>
    /// <param name="log">Hears of targets done.</param>
    public static IReadOnlyList<AlgorithmFigures> Measure(Func<RoutePlanner> open, IReadOnlyList<KnownRoute> targets, int seeds, TextWriter log)
    {
        var runs = new List<(string Name, int Seed, PlanResult[] Results)>();
        foreach (var contender in contenders)
        {
            for (var seed = 0; seed < (contender.Draws ? seeds : 1); seed++)
            {
                using var planner = open();
                var budget = new PlanBudget { Calls = Calls[^1], Seconds = Seconds[^1], MaxDepth = contender.Depth, Routes = 10, Alternatives = true, Seed = seed };
                var results = targets.Select((target, i) =>
                {
                    log.Write($"\r{contender.Name}, seed {seed}: {i + 1} of {targets.Count}");
                    return planner.Plan(target.Target, budget, new PlanOptions { Algorithm = contender.Algorithm });
                }).ToArray();
                log.WriteLine();
                runs.Add((contender.Name, seed, results));
            }
        }

        var everywhere = Enumerable.Range(0, targets.Count).Where(i => runs.All(run => run.Results[i].Solved)).ToList();
        return [.. runs.Select(run => Figures(run.Name, run.Seed, run.Results, targets, everywhere))];
    }

    private static AlgorithmFigures Figures(string name, int seed, PlanResult[] results, IReadOnlyList<KnownRoute> targets, List<int> everywhere)
    {
        double Share(Func<PlanResult, bool> holds) => results.Count(holds) / (double)results.Length;
        var solved = results.Where(result => result.Solved).ToList();
        bool Recovers(int i, int first) => results[i].Routes.Take(first).Any(route => ReferenceRoutes.RouteKey(route.Tree) == targets[i].Key);
        return new AlgorithmFigures(
            name,
            seed,
            Calls.ToDictionary(calls => calls, calls => Share(result => result.Statistics.CallsToFirst <= calls)),
            Seconds.ToDictionary(seconds => seconds, seconds => Share(result => result.Statistics.SecondsToFirst <= seconds)),
            solved.Select(result => (double)result.Routes[0].Steps).DefaultIfEmpty(double.NaN).Average(),
            solved.Select(result => result.Routes[0].Cost).DefaultIfEmpty(double.NaN).Average(),
            everywhere.Select(i => results[i].Routes[0].Cost).DefaultIfEmpty(double.NaN).Average(),
            Enumerable.Range(0, results.Length).Count(i => Recovers(i, 1)) / (double)results.Length,
            Enumerable.Range(0, results.Length).Count(i => Recovers(i, 10)) / (double)results.Length,
            Share(result => result.ProvedOptimal),
            results.Select(result => result.Statistics.Seconds).Order().ElementAt(results.Length / 2),
            results.Max(result => result.Statistics.Nodes));
    }
}
