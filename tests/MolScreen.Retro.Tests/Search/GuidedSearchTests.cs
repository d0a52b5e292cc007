using MolScreen.Retro.Search;
using MolScreen.Retro.Stock;

namespace MolScreen.Retro.Tests.Search;

/// <summary>The search with values: what it proves must not depend on them.</summary>
public sealed class GuidedSearchTests : SearchConformance
{
    private protected override SearchAlgorithm Create(ISingleStepModel model, IStock stock, TimeProvider time) => new AndOrSearch(model, stock, time, LeafValue.Size);

    [Theory]
    [InlineData("CCO", 3)]
    [InlineData("Clc1ccc(Br)cc1", 8)]
    [InlineData("[2H]C([H])[nH]", 2)]
    [InlineData("[Hg+2].[Cl-]", 2)]
    [InlineData("C[C@@H](N)C(=O)[O-]", 6)]
    public void Heavy_atoms_are_counted(string smiles, int atoms) => Assert.Equal(1 + (0.1 * atoms), LeafValue.Size.Of(smiles), 9);

    [Fact]
    public void A_first_route_is_sought_where_little_is_left_to_make()
    {
        // Taken to cost nothing, the large open molecule (0.5) comes before the small one (0.6): 1 + 0.1 × 9 for nine atoms is more than 1 + 0.1.
        var chemistry = new ToyChemistry().Make("CCO", 0.5, "CCCCCCCCC").Make("CCO", 0.6, "C").Make("C", 0.1, "N").Buy("N");

        var result = new AndOrSearch(chemistry, chemistry, TimeProvider.System, LeafValue.Size).Plan("CCO", new PlanBudget { FirstRoute = true });

        Assert.Equal(["CCO", "C"], chemistry.Calls);
        Assert.Equal(0.7, result.Routes[0].Cost, 9);
    }
}
