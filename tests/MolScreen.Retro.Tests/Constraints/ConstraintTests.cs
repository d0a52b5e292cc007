using MolScreen.Retro.Constraints;
using MolScreen.Retro.Stock;
using MolScreen.Retro.Tests.Planning;
using MolScreen.Retro.Tests.Search;

namespace MolScreen.Retro.Tests.Constraints;

/// <summary>With the bundle that ships: paracetamol, <c>CC(=O)–NH–C6H4OH</c>, is acetylated 4-aminophenol in one step.</summary>
public sealed class ConstraintTests(ShippedPlanner shipped) : IClassFixture<ShippedPlanner>
{
    private const string Paracetamol = "C[C:1](=[O:3])[NH:2]c1ccc(O)cc1";
    private static readonly PlanBudget Budget = new() { Calls = 40, Seconds = 120, Routes = 10 };

    [Theory]
    [InlineData(PlanAlgorithm.AndOr)]
    [InlineData(PlanAlgorithm.RetroStar)]
    [InlineData(PlanAlgorithm.Mcts)]
    public void Banned_molecules_and_templates_occur_nowhere(PlanAlgorithm algorithm)
    {
        var free = Plan(new RouteConstraints(), algorithm).Routes;
        var aminophenol = "Oc1ccc(N)cc1";
        var template = free[0].Tree.Reaction!.Template;
        var constrained = Plan(new RouteConstraints { BannedMolecules = [aminophenol], BannedTemplates = [template] }, algorithm).Routes;

        Assert.Contains(free, route => Molecules(route.Tree).Any(molecule => molecule.Smiles == "Nc1ccc(O)cc1"));
        Assert.DoesNotContain(constrained.SelectMany(route => Molecules(route.Tree)), molecule => molecule.Smiles == "Nc1ccc(O)cc1" || molecule.Reaction?.Template == template);
    }

    [Fact]
    public void A_bond_to_keep_comes_with_what_is_bought()
    {
        var routes = Plan(new RouteConstraints { KeepBonds = [new MappedBond(2, 1)] }).Routes;

        // Every step leaves the amide alone: one leaf is an acetanilide or acetamide.
        Assert.NotEmpty(routes);
        Assert.All(routes, route =>
        {
            RouteRules.Check(route, Budget.MaxDepth, shipped.Stock.Contains);
            Assert.Contains(Leaves(route.Tree), leaf => leaf == "CC(N)=O" || leaf.Contains("C(=O)N", StringComparison.Ordinal) || leaf.Contains("NC(C)=O", StringComparison.Ordinal));
        });
    }

    [Fact]
    public void A_bond_to_break_is_in_nothing_that_is_bought()
    {
        var routes = Plan(new RouteConstraints { BreakBonds = [new MappedBond(1, 2)] }).Routes;

        Assert.NotEmpty(routes);
        Assert.All(routes, route => Assert.DoesNotContain(Leaves(route.Tree), leaf => leaf.Contains("CC(=O)N", StringComparison.Ordinal) || leaf.Contains("NC(C)=O", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(PlanAlgorithm.AndOr)]
    [InlineData(PlanAlgorithm.Mcts)]
    public void A_required_starting_material_is_in_every_route(PlanAlgorithm algorithm)
    {
        const string nitrophenol = "O=[N+]([O-])c1ccc(O)cc1";
        var result = Plan(new RouteConstraints { Use = nitrophenol }, algorithm);

        Assert.NotEmpty(result.Routes);
        Assert.Equal("CC(=O)Nc1ccc(O)cc1", result.Target);
        Assert.All(result.Routes, route => Assert.Contains(nitrophenol, Leaves(route.Tree)));
        Assert.Equal(result.Routes.Count, result.Routes.Select(route => route.Tree.Key()).Distinct().Count());
    }

    [Fact]
    public void Constraints_that_do_not_fit_are_refused_in_a_sentence()
    {
        Assert.Contains("no bond between atoms with map numbers 1 and 9", Refused(new RouteConstraints { KeepBonds = [new MappedBond(1, 9)] }), StringComparison.Ordinal);
        Assert.Contains("\"C1CC\" is no molecule", Refused(new RouteConstraints { Use = "C1CC" }), StringComparison.Ordinal);
        Assert.Contains("kept and broken", Refused(new RouteConstraints { KeepBonds = [new MappedBond(1, 2)], BreakBonds = [new MappedBond(2, 1)] }), StringComparison.Ordinal);

        string Refused(RouteConstraints constraints) => Assert.Throws<RetroException>(() => Plan(constraints)).Message;
    }

    private PlanResult Plan(RouteConstraints constraints, PlanAlgorithm algorithm = PlanAlgorithm.AndOr) =>
        shipped.Planner.Plan(Paracetamol, Budget, new PlanOptions { Algorithm = algorithm, Constraints = constraints });

    private static IEnumerable<PlannedMolecule> Molecules(PlannedMolecule molecule) =>
        [molecule, .. molecule.Reaction?.Reactants.SelectMany(Molecules) ?? []];

    private static IEnumerable<string> Leaves(PlannedMolecule molecule) => Molecules(molecule).Where(one => one.Reaction is null).Select(one => one.Smiles);
}
