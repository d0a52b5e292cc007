namespace MolScreen.Retro.Routes;

/// <summary>How different two routes are: the tree edit distance of Zhang and Shasha (SIAM J. Comput. 1989, 18, 1245).</summary>
public static class RouteDistance
{
    /// <summary>
    /// 2 d / (a + b + d), 0 for the same route, below 1: d is the least number of nodes (molecules and reactions) to insert, delete or
    /// rename that turns one tree into the other, a and b are their numbers of nodes. Reactants are compared in the order of
    /// their routes' text, which makes d an upper bound of the distance of unordered trees.
    /// </summary>
    public static double Between(PlannedMolecule one, PlannedMolecule other)
    {
        var (a, b) = (new Ordered(one), new Ordered(other));
        double distance = Edits(a, b);
        return 2 * distance / (a.Labels.Count + b.Labels.Count + distance);
    }

    private static int Edits(Ordered a, Ordered b)
    {
        var trees = new int[a.Labels.Count, b.Labels.Count];
        foreach (var i in a.KeyRoots())
        {
            foreach (var j in b.KeyRoots())
            {
                Forests(a, b, i, j, trees);
            }
        }

        return trees[a.Labels.Count - 1, b.Labels.Count - 1];
    }

    /// <summary>Distances of all pairs of forests that end at, or left of, the roots i and j.</summary>
    private static void Forests(Ordered a, Ordered b, int i, int j, int[,] trees)
    {
        var (left, top) = (a.Leftmost[i], b.Leftmost[j]);
        var forest = new int[i - left + 2, j - top + 2];
        for (var x = 1; x < forest.GetLength(0); x++)
        {
            forest[x, 0] = x;
        }

        for (var y = 1; y < forest.GetLength(1); y++)
        {
            forest[0, y] = y;
        }

        for (var x = 1; x < forest.GetLength(0); x++)
        {
            for (var y = 1; y < forest.GetLength(1); y++)
            {
                var (p, q) = (left + x - 1, top + y - 1);
                var edited = Math.Min(forest[x - 1, y], forest[x, y - 1]) + 1;
                if (a.Leftmost[p] == left && b.Leftmost[q] == top)
                {
                    forest[x, y] = trees[p, q] = Math.Min(edited, forest[x - 1, y - 1] + (a.Labels[p] == b.Labels[q] ? 0 : 1));
                }
                else
                {
                    forest[x, y] = Math.Min(edited, forest[a.Leftmost[p] - left, b.Leftmost[q] - top] + trees[p, q]);
                }
            }
        }
    }

    /// <summary>A route's nodes from the leaves up (postorder).</summary>
    private sealed class Ordered
    {
        public Ordered(PlannedMolecule root) => Add(root);

        public List<string> Labels { get; } = [];

        /// <summary>For each node the first leaf below it.</summary>
        public List<int> Leftmost { get; } = [];

        /// <summary>Nodes that have a left sibling, and the root.</summary>
        public IEnumerable<int> KeyRoots() => Leftmost.Select((leaf, node) => (leaf, node)).GroupBy(pair => pair.leaf).Select(same => same.Max(pair => pair.node)).Order();

        private int Add(PlannedMolecule molecule)
        {
            var leftmost = -1;
            if (molecule.Reaction is { } reaction)
            {
                foreach (var reactant in reaction.Reactants.OrderBy(one => one.Key(), StringComparer.Ordinal))
                {
                    var leaf = Add(reactant);
                    leftmost = leftmost < 0 ? leaf : leftmost;
                }

                Append(reaction.Template, leftmost);
            }

            return Append(molecule.Smiles, leftmost);
        }

        private int Append(string label, int leftmost)
        {
            Labels.Add(label);
            Leftmost.Add(leftmost < 0 ? Labels.Count - 1 : leftmost);
            return Leftmost[^1];
        }
    }
}
