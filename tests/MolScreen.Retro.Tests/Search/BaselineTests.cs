using MolScreen.Retro.Search;
using MolScreen.Retro.Search.TreeSearch;
using MolScreen.Retro.Stock;

namespace MolScreen.Retro.Tests.Search;

/// <summary>Trees worked by hand.</summary>
public sealed class TreeRetroStarTests : SearchConformance
{
    private protected override SearchAlgorithm Create(ISingleStepModel model, IStock stock, TimeProvider time) => new TreeRetroStar(model, stock, time);

    [Fact]
    public void A_molecule_is_expanded_wherever_it_occurs()
    {
        // A ← B + B: a tree has two B and expands both, a call each, one of them from memory.
        var chemistry = new ToyChemistry().Make("A", 1, "B", "B").Make("B", 1, "C").Buy("C");

        var statistics = new TreeRetroStar(chemistry, chemistry, TimeProvider.System).Plan("A", new PlanBudget()).Statistics;

        Assert.Equal((3, 2), (statistics.Calls, statistics.UniqueCalls));
    }
}

/// <summary>Visits and values worked by hand.</summary>
public sealed class UctSearchTests : SearchConformance
{
    private protected override SearchAlgorithm Create(ISingleStepModel model, IStock stock, TimeProvider time) => new UctSearch(model, stock, time);

    [Fact]
    public void The_prior_chooses_the_first_action_and_the_reward_the_next()
    {
        // A ← S: p = 0.2;  A ← B: p = 0.8, and from B it goes on without end. At first n = 1 for both: U is the same and B has
        // the larger Q. Its rollout ends in nothing at depth 3 with reward 0.05 / (1 + e^(3−4)) = 0.037: then
        // Q + U is (0.8 + 0.037) / 2 + 1.4 √(2 ln 3 / 2) = 1.886 for B, 0.2 + 1.4 √(2 ln 3) = 2.275 for S: the route is found.
        var chemistry = new ToyChemistry()
            .Make("A", -Math.Log(0.2), "S").Make("A", -Math.Log(0.8), "B").Make("B", 1, "C").Make("B", 1.1, "D").Make("C", 1, "E").Make("D", 1, "F").Buy("S");

        var result = new UctSearch(chemistry, chemistry, TimeProvider.System).Plan("A", new PlanBudget { MaxDepth = 3, FirstRoute = true });

        Assert.Equal(["A", "B", "C"], chemistry.Calls);
        Assert.Equal((2, 1), (result.Statistics.Rounds, result.Routes[0].Steps));
    }

    [Fact]
    public void A_state_asks_for_all_its_open_molecules()
    {
        // A ← B + C: the state {B, C} takes reactions of both.
        var chemistry = new ToyChemistry().Make("A", 0, "B", "C").Make("B", 1, "S").Make("C", 1, "S").Buy("S");

        var result = new UctSearch(chemistry, chemistry, TimeProvider.System).Plan("A", new PlanBudget());

        Assert.Equal(["A", "B", "C"], chemistry.Calls);
        Assert.Equal(3, Assert.Single(result.Routes).Steps);
    }

    [Fact]
    public void A_dead_action_is_not_taken_again()
    {
        // A ← B (nothing makes B), p = 0.9;  A ← C ← S. B is asked for once, then masked.
        var chemistry = new ToyChemistry().Make("A", 0.1, "B").Make("A", 3, "C").Make("C", 1, "S").Buy("S");

        var result = new UctSearch(chemistry, chemistry, TimeProvider.System).Plan("A", new PlanBudget());

        Assert.Equal(["A", "B", "C"], chemistry.Calls);
        Assert.True(result.ProvedOptimal);
    }
}
