namespace MolScreen.Retro.Tests.Search;

/// <summary>Trees worked by hand: costs in the margin are sums of the reactions' costs.</summary>
public sealed class RetroStarTests
{
    private const int Digits = 9;

    [Fact]
    public void A_single_step_from_stock_is_found_and_proved()
    {
        // A ← B + C, cost 1.
        var result = new ToyChemistry().Make("A", 1, "B", "C").Buy("B", "C").Plan("A");

        Assert.True(result.Solved && result.ProvedOptimal);
        Assert.Null(result.Cause);
        var route = Assert.Single(result.Routes);
        Assert.Equal(1, route.Cost, Digits);
        Assert.Equal(1, route.Steps);
        Assert.Equal(["B", "C"], route.Tree.Reaction!.Reactants.Select(leaf => leaf.Smiles));
        Assert.All(route.Tree.Reaction.Reactants, leaf => Assert.True(leaf.InStock && leaf.Reaction is null));
        Assert.Equal((1, 1), (result.Statistics.Calls, result.Statistics.UniqueCalls));
    }

    [Fact]
    public void A_longer_route_wins_when_it_is_cheaper()
    {
        // A ← D: 3.   A ← B ← C: 1 + 1 = 2. Two calls decide it: A (bound 1), then B (bound 2 = cost).
        var chemistry = new ToyChemistry().Make("A", 3, "D").Make("A", 1, "B").Make("B", 1, "C").Buy("C", "D");

        var result = chemistry.Plan("A");

        Assert.True(result.ProvedOptimal);
        Assert.Equal([2.0, 3.0], result.Routes.Select(route => Math.Round(route.Cost, Digits)));
        Assert.Equal(["A", "B"], chemistry.Calls);
    }

    [Fact]
    public void The_first_route_is_enough_when_asked_for()
    {
        var chemistry = new ToyChemistry().Make("A", 3, "D").Make("A", 1, "B").Make("B", 1, "C").Buy("C", "D");

        var result = chemistry.Plan("A", new PlanBudget { FirstRoute = true });

        Assert.True(result.Solved);
        Assert.False(result.ProvedOptimal);
        Assert.Equal(3, result.Routes[0].Cost, Digits);
        Assert.Equal(1, result.Statistics.Calls);
    }

    [Fact]
    public void Only_promising_molecules_are_expanded()
    {
        // A ← S: 1 is proved as soon as B's branch costs at least 2; B is never looked at.
        var chemistry = new ToyChemistry().Make("A", 1, "S").Make("A", 2, "B").Make("B", 0, "S").Buy("S");

        Assert.True(chemistry.Plan("A").ProvedOptimal);
        Assert.Equal(["A"], chemistry.Calls);
    }

    [Fact]
    public void A_molecule_needed_twice_is_expanded_once_and_paid_twice()
    {
        // A ← B + B: 1, each B ← C: 1. Cost 3, three steps, two calls.
        var chemistry = new ToyChemistry().Make("A", 1, "B", "B").Make("B", 1, "C").Buy("C");

        var result = chemistry.Plan("A");

        Assert.Equal((3.0, 3), (Math.Round(result.Routes[0].Cost, Digits), result.Routes[0].Steps));
        Assert.Equal(["A", "B"], chemistry.Calls);
    }

    [Fact]
    public void Improbable_reactions_cost_no_more_than_one_in_a_thousand()
    {
        var result = new ToyChemistry().Make("A", 50, "B").Buy("B").Plan("A");

        Assert.Equal(-Math.Log(1e-3), result.Routes[0].Cost, Digits);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    public void The_budget_of_calls_is_hit_exactly(int calls)
    {
        var chemistry = new ToyChemistry();
        for (var i = 0; i < 20; i++)
        {
            chemistry.Make($"M{i}", 0.1, $"M{i + 1}");
        }

        var result = chemistry.Plan("M0", new PlanBudget { Calls = calls, MaxDepth = 30 });

        Assert.Equal((false, PlanCause.Budget, calls), (result.Solved, result.Cause, result.Statistics.Calls));
        Assert.Equal(calls, chemistry.Calls.Count);
        Assert.Null(result.Statistics.SecondsToFirst);
    }

    [Fact]
    public void The_wall_clock_ends_the_search_after_the_call_that_crosses_it()
    {
        // Each call takes 2 s: after three of them 6 s are over the 5 s allowed.
        var clock = new ManualClock();
        var chemistry = new ToyChemistry { OnCall = _ => clock.Advance(2) };
        for (var i = 0; i < 20; i++)
        {
            chemistry.Make($"M{i}", 0.1, $"M{i + 1}");
        }

        var result = chemistry.Plan("M0", new PlanBudget { Seconds = 5, MaxDepth = 30 }, clock);

        Assert.Equal((PlanCause.Time, 3, 6.0), (result.Cause, result.Statistics.Calls, result.Statistics.Seconds));
    }

    [Fact]
    public void The_time_to_the_first_route_is_told()
    {
        var clock = new ManualClock();
        var chemistry = new ToyChemistry { OnCall = _ => clock.Advance(2) };
        chemistry.Make("A", 3, "D").Make("A", 1, "B").Make("B", 1, "C").Buy("C", "D");

        var statistics = chemistry.Plan("A", time: clock).Statistics;

        Assert.Equal((2.0, 4.0), (statistics.SecondsToFirst, statistics.Seconds));
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

        var result = chemistry.Plan("A", cancel: cancel.Token);

        Assert.Equal((false, PlanCause.Cancelled, 3), (result.Solved, result.Cause, result.Statistics.Calls));
        Assert.Equal(0, chemistry.Plan("A", cancel: cancel.Token).Statistics.Calls);
    }

    [Fact]
    public void A_target_in_stock_is_made_all_the_same_unless_it_may_be_bought()
    {
        // The target also occurs below itself, where it is no leaf either.
        var chemistry = new ToyChemistry().Make("A", 0, "B").Make("B", 0, "A").Make("B", 2, "C").Buy("A", "C");

        var made = chemistry.Plan("A");
        var bought = chemistry.Plan("A", new PlanBudget { TargetMayBeBought = true });

        Assert.Equal((2.0, 2), (Math.Round(made.Routes[0].Cost, Digits), made.Routes[0].Steps));
        Assert.Equal((0.0, 0), (bought.Routes[0].Cost, bought.Routes[0].Steps));
        Assert.True(bought.Routes[0].Tree.InStock && bought.ProvedOptimal);
        Assert.Equal(0, bought.Statistics.Calls);
    }

    [Fact]
    public void Limits_out_of_range_are_refused()
    {
        var chemistry = new ToyChemistry();

        Assert.Throws<ArgumentOutOfRangeException>(() => chemistry.Plan("A", new PlanBudget { Calls = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => chemistry.Plan("A", new PlanBudget { Seconds = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => chemistry.Plan("A", new PlanBudget { Seconds = double.NaN }));
        Assert.Throws<ArgumentOutOfRangeException>(() => chemistry.Plan("A", new PlanBudget { MaxDepth = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => chemistry.Plan("A", new PlanBudget { Routes = 0 }));
    }

    private sealed class ManualClock : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Advance(int seconds) => _ticks += seconds * TimeSpan.TicksPerSecond;
    }
}
