namespace MolScreen.Retro.Search;

/// <summary>
/// The k cheapest routes of a searched graph: for each molecule and remaining depth the k best trees are those of its
/// reactions, each combined from the k best trees of the reactants. A tree that holds its own root below it is dropped.
/// </summary>
internal sealed class BestRoutes(int wanted)
{
    // Trees dropped for a cycle must not leave the list short.
    private readonly int _kept = (2 * wanted) + 4;
    private readonly Dictionary<(MoleculeNode Molecule, int Depth), List<Tree>> _known = [];

    /// <summary>Routes of the target, cheapest first; among equal costs the one with fewer steps, then the one found first.</summary>
    public IReadOnlyList<PlannedRoute> Of(MoleculeNode root, int maxDepth) =>
        [.. Best(root, maxDepth)
            .Select(tree => new PlannedRoute(tree.Cost, tree.Steps, Planned(tree)))
            .DistinctBy(route => route.Tree.Key())
            .Take(wanted)];

    private List<Tree> Best(MoleculeNode molecule, int depth)
    {
        if (molecule.InStock)
        {
            return [new Tree(molecule, null, [], 0, 0)];
        }

        if (double.IsPositiveInfinity(molecule.Upper[depth]))
        {
            return [];
        }

        if (_known.TryGetValue((molecule, depth), out var known))
        {
            return known;
        }

        var trees = molecule.Reactions
            .Where(reaction => !double.IsPositiveInfinity(reaction.UpperAt(depth)))
            .SelectMany(reaction => Combine(reaction, depth))
            .Where(tree => !tree.Reactants.Any(below => below.Holds(molecule)))
            .OrderBy(tree => tree.Cost).ThenBy(tree => tree.Steps)
            .Take(_kept)
            .ToList();
        _known.Add((molecule, depth), trees);
        return trees;
    }

    private List<Tree> Combine(ReactionNode reaction, int depth)
    {
        List<Tree[]> partial = [[]];
        foreach (var reactant in reaction.Reactants)
        {
            var below = Best(reactant, depth - 1);
            // The same molecule twice: of two trees that differ one way round is enough.
            partial = [.. partial
                .SelectMany(trees => below
                    .Skip(trees.Length > 0 && trees[^1].Molecule == reactant ? below.IndexOf(trees[^1]) : 0)
                    .Select(tree => trees.Append(tree).ToArray()))
                .OrderBy(trees => trees.Sum(tree => tree.Cost)).ThenBy(trees => trees.Sum(tree => tree.Steps))
                .Take(_kept)];
        }

        return [.. partial.Select(trees => new Tree(
            reaction.Product, reaction, trees, reaction.Cost + trees.Sum(tree => tree.Cost), 1 + trees.Sum(tree => tree.Steps)))];
    }

    private static PlannedMolecule Planned(Tree tree) => new(
        tree.Molecule.Smiles,
        tree.Molecule.InStock,
        tree.Reaction is null
            ? null
            : new PlannedReaction(tree.Reaction.Source.Template, tree.Reaction.Source.Probability, [.. tree.Reactants.Select(Planned)]));

    private sealed class Tree(MoleculeNode molecule, ReactionNode? reaction, Tree[] reactants, double cost, int steps)
    {
        public MoleculeNode Molecule => molecule;

        public ReactionNode? Reaction => reaction;

        public Tree[] Reactants => reactants;

        public double Cost => cost;

        public int Steps => steps;

        public bool Holds(MoleculeNode one) => molecule.Molecule == one.Molecule || reactants.Any(below => below.Holds(one));
    }
}
