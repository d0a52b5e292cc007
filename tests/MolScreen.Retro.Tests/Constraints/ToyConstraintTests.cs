using MolScreen.Retro.Constraints;
using MolScreen.Retro.Search;
using MolScreen.Retro.Tests.Search;

namespace MolScreen.Retro.Tests.Constraints;

/// <summary>The required starting material on trees worked by hand; molecules are words that are SMILES, too.</summary>
public sealed class ToyConstraintTests
{
    [Fact]
    public void The_cheapest_route_with_the_material_is_proved()
    {
        // CCCC ← C + N: 1 without O.  CCCC ← CC + N: 2, CC ← O: 1, which uses it for 3.  CCCC ← O + F: 9 is dearer.
        var chemistry = new ToyChemistry()
            .Make("CCCC", 1, "C", "N").Make("CCCC", 2, "CC", "N").Make("CC", 1, "O").Make("CCCC", 6, "O", "F").Buy("C", "N", "F");

        var result = Plan(chemistry, "CCCC", new RouteConstraints { Use = "O" });

        Assert.True(result.ProvedOptimal);
        Assert.Equal(3, result.Routes[0].Cost, 9);
    }

    [Fact]
    public void A_molecule_is_not_made_by_way_of_itself_to_use_the_material()
    {
        // CCC ← CC + O: 1 and CC ← CCC: 1, CCC ← C: 1 would use O for 3 and make CCC on the way to CCC.
        var chemistry = new ToyChemistry().Make("CCC", 1, "CC", "O").Make("CC", 1, "CCC").Make("CCC", 1, "C").Make("CC", 5, "N").Buy("C", "N");

        var result = Plan(chemistry, "CCC", new RouteConstraints { Use = "O" });

        // CCC ← CC + O, CC ← N: 6. What is cheaper is no route, so that this one is not proved.
        Assert.Equal(6, Assert.Single(result.Routes).Cost, 9);
        Assert.False(result.ProvedOptimal);
    }

    /// <summary>CC ← C: 1 with C at 100 for 2 days, CC ← N: 2 with N at 10 for 9 days, CC ← O: 3 with O without price or lead time.</summary>
    [Theory]
    [InlineData(null, null, 1)]
    [InlineData(100.0, null, 1)]
    [InlineData(99.0, null, 2)]
    [InlineData(null, 9, 1)]
    [InlineData(99.0, 9, 2)]
    public void What_is_too_dear_or_too_late_is_not_bought(double? price, int? days, double cost)
    {
        var chemistry = new ToyChemistry().Make("CC", 1, "C").Make("CC", 2, "N").Make("CC", 3, "O").Buy("C", 100, 2).Buy("N", 10, 9).Buy("O");

        var result = Plan(chemistry, "CC", new RouteConstraints { MaximumPrice = price, MaximumLeadDays = days });

        Assert.Equal(cost, result.Routes[0].Cost, 9);
        Assert.True(result.ProvedOptimal);
        Assert.Equal(PlanCause.Stock, Plan(chemistry, "CC", new RouteConstraints { MaximumPrice = 99, MaximumLeadDays = 8 }).Cause);
    }

    private static PlanResult Plan(ToyChemistry toy, string target, RouteConstraints constraints)
    {
        var chemistry = new ConstrainedChemistry(target, constraints, toy, toy);
        return new AndOrSearch(chemistry, chemistry, TimeProvider.System, LeafValue.Zero).Plan(chemistry.Target, new PlanBudget { Routes = 5 });
    }
}
