using MolScreen.Retro.Routes;

namespace MolScreen.Retro.Tests.Routes;

/// <summary>Distances worked by hand: 2 d / (a + b + d) with d edits between trees of a and b nodes, molecules and reactions.</summary>
public sealed class RouteDistanceTests
{
    private static readonly PlannedMolecule Plain = Made("A", "t", Bought("B"), Bought("C"));

    [Fact]
    public void The_same_route_is_no_distance_away_in_whatever_order_its_reactants_stand() =>
        Assert.Equal(0, RouteDistance.Between(Plain, Made("A", "t", Bought("C"), Bought("B"))));

    [Fact]
    public void Another_template_is_one_edit() => Edits(1, 4, 4, Made("A", "u", Bought("B"), Bought("C")));

    [Fact]
    public void Another_reactant_is_one_edit() => Edits(1, 4, 4, Made("A", "t", Bought("B"), Bought("D")));

    [Fact]
    public void Another_template_and_reactant_are_two_edits() => Edits(2, 4, 4, Made("A", "u", Bought("B"), Bought("D")));

    [Fact]
    public void Nothing_but_the_target_in_common_is_three_edits() => Edits(3, 4, 4, Made("A", "u", Bought("E"), Bought("D")));

    [Fact]
    public void A_reactant_that_is_made_is_two_nodes_to_insert() => Edits(2, 4, 6, Made("A", "t", Made("B", "u", Bought("E")), Bought("C")));

    [Fact]
    public void A_step_in_between_keeps_what_lies_below() =>
        // A ← B + C becomes A ← X, X ← B + C: X and its reaction are new, A's template is the same.
        Edits(2, 4, 6, Made("A", "t", Made("X", "u", Bought("B"), Bought("C"))));

    [Fact]
    public void The_distance_is_symmetric()
    {
        var other = Made("A", "v", Made("B", "u", Bought("E"), Bought("F")));

        Assert.Equal(RouteDistance.Between(Plain, other), RouteDistance.Between(other, Plain));
    }

    [Fact]
    public void Diverse_routes_come_from_different_clusters_first()
    {
        // 1, 2 and 3 share B, so that they are one cluster; 4 has nothing of theirs and is another.
        PlannedRoute[] routes =
        [
            new(1, 1, Plain),
            new(2, 1, Made("A", "u", Bought("B"), Bought("D"))),
            new(3, 1, Made("A", "v", Bought("B"), Bought("E"))),
            new(4, 1, Made("A", "w", Bought("F"), Bought("G"))),
        ];

        Assert.Equal([1, 1, 1, 2], RouteClusters.Number(routes).Select(route => route.Cluster));
        Assert.Equal([1.0, 4], RouteClusters.Diverse(routes, 2).Select(route => route.Cost));
        Assert.Equal([1.0, 2, 4], RouteClusters.Diverse(routes, 3).Select(route => route.Cost));
    }

    [Fact]
    public void Scores_are_what_the_tree_says()
    {
        // Ethyl acetate (88.106) of acetyl chloride (78.497) and ethanol (46.069), the ethanol of ethyl chloride (64.514):
        // depth 2, two steps in a line; 88.106 / (78.497 + 64.514) = 0.6161. Weights: IUPAC's standard atomic weights.
        var route = new PlannedRoute(2, 2, Made("CCOC(C)=O", "t", 40, Bought("CC(=O)Cl"), Made("CCO", "u", 7, Bought("CCCl"))));

        var scores = RouteScores.Of(route);

        Assert.Equal((2, 1.0, 7), (scores.Depth, scores.Convergence, scores.Precedents));
        Assert.Equal(0.6161, scores.AtomEconomy, 4);
    }

    [Fact]
    public void Branches_make_a_route_convergent()
    {
        var route = new PlannedRoute(3, 3, Made("CCOC(C)=O", "t", Made("CC(=O)Cl", "u", Bought("CC(=O)O")), Made("CCO", "u", Bought("CCCl"))));

        Assert.Equal(1.5, RouteScores.Of(route).Convergence);
    }

    private static void Edits(int edits, int nodes, int otherNodes, PlannedMolecule other) =>
        Assert.Equal(2.0 * edits / (nodes + otherNodes + edits), RouteDistance.Between(Plain, other), 12);

    private static PlannedMolecule Bought(string smiles) => new(smiles, true, null);

    private static PlannedMolecule Made(string smiles, string template, params PlannedMolecule[] reactants) => Made(smiles, template, 1, reactants);

    private static PlannedMolecule Made(string smiles, string template, int precedents, params PlannedMolecule[] reactants) =>
        new(smiles, false, new PlannedReaction(template, 0.5, reactants) { Evidence = new TemplateEvidence(null, precedents, []) });
}
