using MolScreen.Chemistry.Search;
using MolScreen.Retro.Tests.Search;

namespace MolScreen.Retro.Tests.Planning;

public sealed class MissTests(ShippedPlanner shipped) : IClassFixture<ShippedPlanner>
{
    private const string Paracetamol = "CC(=O)Nc1ccc(O)cc1";

    [Fact]
    public void What_alone_would_complete_a_route_is_told()
    {
        // A ← B + S, B ← C + D (two lacking), B ← E + S (one lacking), E ← F; A ← G + H (two lacking): B, E or F would do.
        var chemistry = new ToyChemistry()
            .Make("A", 1, "B", "S").Make("A", 1, "G", "H").Make("B", 1, "C", "D").Make("B", 1, "E", "S").Make("E", 1, "F").Buy("S");

        Assert.Equal(["B", "E", "F"], chemistry.Plan("A").Needed);
        Assert.Empty(chemistry.Buy("F").Plan("A").Needed);
    }

    [Fact]
    public void The_same_molecule_needed_twice_is_one_to_buy() =>
        Assert.Equal(["B"], new ToyChemistry().Make("A", 1, "B", "B").Plan("A").Needed);

    [Fact]
    public void The_nearest_purchasable_molecule_is_named_with_its_similarity()
    {
        // Nothing but acetyl chloride can be bought: 4-aminophenol would complete the route, and the catalogue has its methyl ether and hexane.
        using var folder = new TemporaryFolder();
        using var planner = RoutePlanner.Open(ShippedPlanner.Folder, folder.Write("stock.smi", "CC(=O)Cl\n"));
        using var catalogue = MoleculeIndex.Build([new IndexEntry(0, "anisidine", "COc1ccc(N)cc1"), new IndexEntry(1, "hexane", "CCCCCC")]);
        var budget = new PlanBudget { Calls = 1, Seconds = 120 };

        var with = planner.Plan(Paracetamol, budget, new PlanOptions { Catalogue = catalogue });
        var without = planner.Plan(Paracetamol, budget);

        Assert.Equal(PlanCause.Budget, with.Cause);
        Assert.Equal(("anisidine", "COc1ccc(N)cc1"), (with.Miss!.NearestId, with.Miss.Nearest));
        Assert.InRange(with.Miss.Similarity!.Value, 0.3, 0.99);
        Assert.Null(without.Miss!.Similarity);
        Assert.Contains("Nc1ccc(O)cc1", without.Needed);
    }

    [Fact]
    public void A_solved_target_misses_nothing_and_its_routes_are_scored()
    {
        var result = shipped.Planner.Plan(Paracetamol, new PlanBudget { Calls = 20, Seconds = 120, Routes = 5 }, new PlanOptions { Diverse = true });

        Assert.Null(result.Miss);
        Assert.All(result.Routes, route =>
        {
            Assert.InRange(route.Scores!.AtomEconomy, 0.05, 1.0);
            Assert.InRange(route.Scores.Precedents, 1, int.MaxValue);
        });
        Assert.True(result.Routes.Select(route => route.Cluster).Distinct().Count() > 1);
    }
}
