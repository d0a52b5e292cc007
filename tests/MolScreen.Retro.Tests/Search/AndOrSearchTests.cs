using MolScreen.Retro.Search;
using MolScreen.Retro.Stock;

namespace MolScreen.Retro.Tests.Search;

/// <summary>Trees worked by hand: costs in the margin are sums of the reactions' costs.</summary>
public sealed class AndOrSearchTests : SearchConformance
{
    private const int Digits = 9;

    private protected override SearchAlgorithm Create(ISingleStepModel model, IStock stock, TimeProvider time) => new AndOrSearch(model, stock, time, LeafValue.Zero);

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
}
