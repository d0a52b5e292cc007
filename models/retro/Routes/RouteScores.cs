using MolScreen.Chemistry;

namespace MolScreen.Retro.Routes;

/// <summary>What else speaks for or against a route, beside its cost and its number of steps.</summary>
/// <param name="Depth">Reactions on the longest path from the target to a leaf.</param>
/// <param name="Convergence">Steps over depth: 1 for a linear route, larger where branches can be made side by side.</param>
/// <param name="AtomEconomy">Molecular weight of the target over that of everything bought, 0 to 1: what templates do not show (reagents, solvents) does not count.</param>
/// <param name="Precedents">Training reactions that show the rarest template of the route.</param>
public sealed record RouteScores(int Depth, double Convergence, double AtomEconomy, int Precedents)
{
    /// <summary>Scores of a route of at least one step.</summary>
    public static RouteScores Of(PlannedRoute route)
    {
        var molecules = All(route.Tree).ToList();
        var depth = Depths(route.Tree);
        string[] bought = [.. molecules.Where(molecule => molecule.Reaction is null).Select(molecule => molecule.Smiles)];
        return new RouteScores(
            depth,
            depth == 0 ? 1 : route.Steps / (double)depth,
            Weight([route.Tree.Smiles]) / Weight(bought),
            molecules.Where(molecule => molecule.Reaction is not null).Select(molecule => molecule.Reaction!.Evidence?.Precedents ?? 0).DefaultIfEmpty().Min());
    }

    private static IEnumerable<PlannedMolecule> All(PlannedMolecule molecule) => [molecule, .. molecule.Reaction?.Reactants.SelectMany(All) ?? []];

    private static int Depths(PlannedMolecule molecule) => molecule.Reaction is { } reaction ? 1 + reaction.Reactants.Max(Depths) : 0;

    private static double Weight(string[] smiles)
    {
        var batch = MoleculeProcessor.Process(smiles, MoleculeParts.Properties, new ProcessingOptions { Standardize = false, Threads = 1 });
        return Enumerable.Range(0, batch.Accepted.Length).Sum(i => (double)batch.Properties![i * MoleculeBatch.PropertyCount]);
    }
}
