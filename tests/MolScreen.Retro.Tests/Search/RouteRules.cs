namespace MolScreen.Retro.Tests.Search;

/// <summary>What holds for every route, whatever the chemistry.</summary>
internal static class RouteRules
{
    public static void Check(PlannedRoute route, int maxDepth, Func<string, bool> inStock)
    {
        double cost = 0;
        var steps = 0;
        Visit(route.Tree, []);
        Assert.Equal(cost, route.Cost, 9);
        Assert.Equal(steps, route.Steps);

        void Visit(PlannedMolecule molecule, string[] above)
        {
            Assert.DoesNotContain(molecule.Smiles, above);
            if (molecule.Reaction is null)
            {
                Assert.True(molecule.InStock && inStock(molecule.Smiles), $"{molecule.Smiles} is a leaf that is not in stock");
                return;
            }

            Assert.True(above.Length < maxDepth, "the route is deeper than allowed");
            Assert.NotEmpty(molecule.Reaction.Reactants);
            cost -= Math.Log(Math.Clamp(molecule.Reaction.Probability, 1e-3, 1));
            steps++;
            foreach (var reactant in molecule.Reaction.Reactants)
            {
                Visit(reactant, [.. above, molecule.Smiles]);
            }
        }
    }
}
