using MolScreen.Retro.Search;
using MolScreen.Retro.Stock;

namespace MolScreen.Retro.Tests.Search;

/// <summary>
/// What every algorithm keeps to. Most cases are a ladder, M0 ← M1 ← M2 …, each rung a reaction of cost 0.1, in which no
/// algorithm has a choice: the n-th call is for M(n−1). The random cases cut strings: a word comes from its two parts at any
/// cut, or from the word with another first letter; what is right is found by trying everything.
/// </summary>
public abstract class SearchConformance
{
    private const int Digits = 9;

    private protected abstract SearchAlgorithm Create(ISingleStepModel model, IStock stock, TimeProvider time);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    public void The_budget_of_calls_is_hit_exactly(int calls)
    {
        var chemistry = Ladder(20);

        var result = Plan(chemistry, "M0", new PlanBudget { Calls = calls, MaxDepth = 30 });

        Assert.Equal((false, PlanCause.Budget, calls), (result.Solved, result.Cause, result.Statistics.UniqueCalls));
        Assert.Equal(Enumerable.Range(0, calls).Select(i => $"M{i}"), chemistry.Calls);
        Assert.Null(result.Statistics.SecondsToFirst);
        Assert.Null(result.Statistics.CallsToFirst);
    }

    [Fact]
    public void The_budget_counts_different_molecules_and_each_is_asked_for_once()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var counted = new CountingChemistry(new StringChemistry(seed));
            var result = Create(counted, counted, TimeProvider.System).Plan("aabbabab", new PlanBudget { Calls = 25, Seconds = 1000, Rounds = 20_000 });

            Assert.Equal(counted.Calls.Count, counted.Calls.Distinct().Count());
            Assert.Equal(counted.Calls.Count, result.Statistics.UniqueCalls);
            Assert.True(result.Statistics.Calls >= result.Statistics.UniqueCalls);
            Assert.True(result.Cause == PlanCause.Budget ? result.Statistics.UniqueCalls == 25 : result.Statistics.UniqueCalls <= 25);
        }
    }

    [Fact]
    public void The_wall_clock_ends_the_search_after_the_call_that_crosses_it()
    {
        // Each call takes 2 s: after three of them 6 s are over the 5 s allowed.
        var clock = new ManualClock();
        var chemistry = Ladder(20);
        chemistry.OnCall = _ => clock.Advance(2);

        var result = Plan(chemistry, "M0", new PlanBudget { Seconds = 5, MaxDepth = 30 }, clock);

        Assert.Equal((PlanCause.Time, 3, 6.0), (result.Cause, result.Statistics.Calls, result.Statistics.Seconds));
    }

    [Fact]
    public void The_first_route_is_told_with_its_time_and_its_calls()
    {
        // A ← B ← C, C in stock: two calls of 2 s.
        var clock = new ManualClock();
        var chemistry = new ToyChemistry { OnCall = _ => clock.Advance(2) }.Make("A", 1, "B").Make("B", 1, "C").Buy("C");

        var result = Plan(chemistry, "A", time: clock);

        Assert.Equal((4.0, 2), (result.Statistics.SecondsToFirst, result.Statistics.CallsToFirst));
        Assert.True(result.ProvedOptimal);
        Assert.Equal((2.0, 2), (Math.Round(result.Routes[0].Cost, Digits), result.Routes[0].Steps));
    }

    [Fact]
    public void A_cancelled_search_returns_what_it_has()
    {
        using var cancel = new CancellationTokenSource();
        var chemistry = new ToyChemistry().Make("A", 1, "B").Make("B", 1, "C").Make("C", 1, "D").Buy("D");
        chemistry.OnCall = molecule =>
        {
            if (molecule == "C")
            {
                cancel.Cancel();
            }
        };

        var result = Plan(chemistry, "A", cancel: cancel.Token);

        Assert.Equal((false, PlanCause.Cancelled, 3), (result.Solved, result.Cause, result.Statistics.Calls));
        Assert.Equal(0, Plan(chemistry, "A", cancel: cancel.Token).Statistics.Calls);
    }

    [Fact]
    public void Rounds_and_nodes_are_limited()
    {
        var one = Plan(Ladder(20), "M0", new PlanBudget { MaxDepth = 30, Nodes = 1, Rounds = 1 });
        var few = Create(new StringChemistry(3), new StringChemistry(3), TimeProvider.System).Plan("aabbabab", new PlanBudget { Nodes = 10, Calls = 1000 });

        Assert.Equal(1, one.Statistics.Rounds);
        Assert.False(few.ProvedOptimal);
        Assert.InRange(few.Statistics.Nodes, 1, 200);
    }

    [Fact]
    public void A_target_in_stock_is_made_all_the_same_unless_it_may_be_bought()
    {
        // The target also occurs below itself, where it is no leaf either.
        var chemistry = new ToyChemistry().Make("A", 0, "B").Make("B", 0, "A").Make("B", 2, "C").Buy("A", "C");

        var made = Plan(chemistry, "A");
        var bought = Plan(chemistry, "A", new PlanBudget { TargetMayBeBought = true });

        Assert.Equal((2.0, 2), (Math.Round(made.Routes[0].Cost, Digits), made.Routes[0].Steps));
        Assert.Equal((0.0, 0), (bought.Routes[0].Cost, bought.Routes[0].Steps));
        Assert.True(bought.Routes[0].Tree.InStock && bought.ProvedOptimal);
        Assert.Equal(0, bought.Statistics.Calls);
    }

    [Fact]
    public void Without_a_reaction_depth_or_stock_the_cause_says_so()
    {
        var chemistry = new ToyChemistry().Make("A", 1, "B").Make("B", 1, "C").Make("C", 1, "D").Buy("D");

        Assert.Equal(PlanCause.NoTemplate, Plan(new ToyChemistry(), "A").Cause);
        Assert.Equal(PlanCause.Depth, Plan(chemistry, "A", new PlanBudget { MaxDepth = 2 }).Cause);
        Assert.Equal(3, Plan(chemistry, "A", new PlanBudget { MaxDepth = 3 }).Routes[0].Steps);
        Assert.Equal(PlanCause.Stock, Plan(new ToyChemistry().Make("A", 1, "B").Make("B", 1, "A"), "A").Cause);
    }

    [Fact]
    public void A_molecule_needed_twice_is_paid_twice()
    {
        // A ← B + B: 1, each B ← C: 1. Cost 3, three steps.
        var result = Plan(new ToyChemistry().Make("A", 1, "B", "B").Make("B", 1, "C").Buy("C"), "A");

        Assert.Equal((3.0, 3, 2), (Math.Round(result.Routes[0].Cost, Digits), result.Routes[0].Steps, result.Statistics.UniqueCalls));
    }

    [Fact]
    public void No_route_is_built_on_a_reaction_that_does_not_give_its_product()
    {
        // A ← B of cost 1 and A ← C ← B of 1 do not; A ← D ← B is left, of cost 4, and where it is not, nothing.
        var chemistry = new ToyChemistry().MakeNot("A", 1, "B").Make("A", 0.5, "C").MakeNot("C", 0.5, "B").Make("A", 2, "D").Make("D", 2, "B").Buy("B");

        var result = Plan(chemistry, "A");

        Assert.Equal((4.0, 2, 1), (Math.Round(result.Routes[0].Cost, Digits), result.Routes[0].Steps, result.Routes.Count));
        Assert.True(result.ProvedOptimal);
        Assert.Equal(PlanCause.NoTemplate, Plan(new ToyChemistry().MakeNot("A", 1, "B").Buy("B"), "A").Cause);
    }

    [Fact]
    public void Better_routes_are_told_as_they_come()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var chemistry = new StringChemistry(seed);
            var told = new List<PlanResult>();
            var result = Create(chemistry, chemistry, TimeProvider.System).Plan("aabbab", new PlanBudget { Calls = 60, Seconds = 1000, Rounds = 5000 }, told.Add);

            Assert.Equal(result.Solved, told.Count > 0);
            if (result.Solved)
            {
                Assert.Equal(result.Routes[0].Cost, told[^1].Routes[0].Cost, Digits);
                Assert.Equal(told[0].Statistics.CallsToFirst, result.Statistics.CallsToFirst);
                Assert.All(told.Zip(told.Skip(1)), pair => Assert.True(pair.First.Routes[0].Cost > pair.Second.Routes[0].Cost));
            }
        }
    }

    [Fact]
    public void Routes_are_valid_and_what_is_said_to_be_proved_is_what_trying_everything_finds()
    {
        const int depth = 4;
        string[] targets = ["abab", "babba", "aabba", "bbbaa", "abba", "baabb"];
        var (solved, proved, refuted) = (0, 0, 0);
        for (var seed = 0; seed < 60; seed++)
        {
            var target = targets[seed % targets.Length];
            var chemistry = new StringChemistry(seed);
            var expected = chemistry.CheapestByForce(target, depth, []);

            var result = Create(chemistry, chemistry, TimeProvider.System)
                .Plan(target, new PlanBudget { Calls = 100_000, Seconds = 1000, MaxDepth = depth, Routes = 20, Rounds = 20_000 });

            Assert.All(result.Routes, route => RouteRules.Check(route, depth, chemistry.Contains));
            Assert.Equal(result.Routes.OrderBy(route => route.Cost), result.Routes);
            Assert.Equal(result.Routes.Count, result.Routes.Select(route => route.Tree.Key()).Distinct().Count());
            if (result.Solved)
            {
                Assert.True(result.Routes[0].Cost >= expected - 1e-9);
                solved++;
            }

            if (result.ProvedOptimal)
            {
                Assert.Equal(expected, result.Routes[0].Cost, Digits);
                proved++;
            }

            if (result.Cause is PlanCause.Stock or PlanCause.Depth or PlanCause.NoTemplate)
            {
                Assert.True(double.IsPositiveInfinity(expected));
                refuted++;
            }
        }

        Assert.InRange(solved, 10, 50);
        Assert.InRange(proved, 5, solved);
        Assert.InRange(refuted, 5, 50);
    }

    [Fact]
    public void The_same_search_gives_the_same_routes_on_any_thread()
    {
        var results = new string[8];
        Parallel.For(0, results.Length, i =>
        {
            var chemistry = new StringChemistry(3);
            var result = Create(chemistry, chemistry, TimeProvider.System)
                .Plan("aabbabab", new PlanBudget { Calls = 60, Routes = 5, Seconds = 1000, Rounds = 5000, Seed = 7 });
            var statistics = result.Statistics;
            results[i] = $"{statistics.Calls} {statistics.UniqueCalls} {statistics.Rounds} {statistics.Nodes} {result.ProvedOptimal} {string.Join(' ', result.Routes.Select(route => $"{route.Cost:R} {route.Tree.Key()}"))}";
        });

        Assert.Single(results.Distinct());
    }

    [Fact]
    public void Limits_out_of_range_are_refused()
    {
        PlanBudget[] refused =
        [
            new() { Calls = -1 }, new() { Seconds = 0 }, new() { Seconds = double.NaN }, new() { MaxDepth = 0 }, new() { MaxDepth = 31 },
            new() { Routes = 0 }, new() { Routes = 51 }, new() { Rounds = 0 }, new() { Nodes = 0 },
        ];

        Assert.All(refused, budget => Assert.Throws<ArgumentOutOfRangeException>(() => Plan(new ToyChemistry(), "A", budget)));
    }

    private static ToyChemistry Ladder(int rungs)
    {
        var chemistry = new ToyChemistry();
        for (var i = 0; i < rungs; i++)
        {
            chemistry.Make($"M{i}", 0.1, $"M{i + 1}");
        }

        return chemistry;
    }

    private PlanResult Plan(ToyChemistry chemistry, string target, PlanBudget? budget = null, TimeProvider? time = null, CancellationToken cancel = default) =>
        Create(chemistry, chemistry, time ?? TimeProvider.System).Plan(target, budget ?? new PlanBudget(), null, cancel);

    /// <summary>Lists what the model is asked for.</summary>
    private sealed class CountingChemistry(StringChemistry chemistry) : ISingleStepModel, IStock
    {
        public List<string> Calls { get; } = [];

        public IReadOnlyList<RetroReaction> Expand(string smiles, CancellationToken cancel)
        {
            Calls.Add(smiles);
            return chemistry.Expand(smiles, cancel);
        }

        public bool Confirms(string product, RetroReaction reaction) => chemistry.Confirms(product, reaction);

        public StockOffer? Find(string smiles) => chemistry.Find(smiles);
    }
}
