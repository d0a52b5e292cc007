namespace MolScreen.Retro.Search;

/// <summary>The AND/OR graph of one search with its values kept exact after every expansion.</summary>
internal sealed class SearchGraph
{
    private readonly Dictionary<string, MoleculeNode> _molecules = new(StringComparer.Ordinal);
    private readonly List<MoleculeNode> _nodes = [];
    private readonly SearchRun _run;
    private readonly bool _shared;
    private readonly int _maxDepth;
    private readonly double[] _zero;
    private readonly double[] _open;
    private readonly double[] _infinite;

    /// <summary>A graph of the target alone.</summary>
    /// <param name="shared">Whether a molecule occurs once; else each reaction has reactants of its own, which makes a tree.</param>
    public SearchGraph(SearchRun run, bool shared)
    {
        _run = run;
        _shared = shared;
        _maxDepth = run.Budget.MaxDepth;
        _zero = new double[_maxDepth + 1];
        _infinite = new double[_maxDepth + 1];
        Array.Fill(_infinite, double.PositiveInfinity);
        _open = new double[_maxDepth + 1];
        _open[0] = double.PositiveInfinity;
        Root = Add(run.Target, run.Budget.TargetMayBeBought && run.IsBought(run.Target));
    }

    public MoleculeNode Root { get; }

    /// <summary>Least cost that any route can still have.</summary>
    public double Lower => Root.Lower[_maxDepth];

    /// <summary>Cost of the best route known; ∞ without one.</summary>
    public double Upper => Root.Upper[_maxDepth];

    /// <summary>
    /// The open leaf to expand next: the largest molecule (by the length of its SMILES) among the open leaves of the
    /// cheapest partial tree, found by walking down from the target along reactions of zero slack. Null when that tree has
    /// none: then it is a route, and the cheapest.
    /// </summary>
    public MoleculeNode? NextLeaf()
    {
        MoleculeNode? best = null;
        Visit(Root, _maxDepth, ref best);
        return best;
    }

    /// <summary>Adds the reactions of an open leaf and brings all values up to date.</summary>
    public void Expand(MoleculeNode leaf, IReadOnlyList<RetroReaction> reactions)
    {
        var nodes = new List<ReactionNode>(reactions.Count);
        foreach (var reaction in reactions)
        {
            if (!_shared && reaction.Reactants.Any(leaf.IsMadeInto))
            {
                continue;
            }

            var node = new ReactionNode(reaction, leaf, [.. reaction.Reactants.Select(Get)]);
            nodes.Add(node);
            foreach (var reactant in node.Reactants.Distinct())
            {
                reactant.Uses.Add(node);
            }
        }

        _run.Keep(nodes.Count);
        leaf.Expand([.. nodes.OrderBy(node => node.Cost)]);
        Propagate(leaf);
    }

    /// <summary>Whether a searched target without a route could still have one beyond the depth limit.</summary>
    public bool IsCutByDepth()
    {
        var hopeful = new HashSet<MoleculeNode>(_nodes.Where(node => node.InStock || !node.Expanded));
        for (var before = -1; before != hopeful.Count;)
        {
            before = hopeful.Count;
            hopeful.UnionWith(_nodes.Where(node => node.Reactions.Any(reaction => reaction.Reactants.All(hopeful.Contains))));
        }

        return hopeful.Contains(Root);
    }

    private static void Visit(MoleculeNode node, int depth, ref MoleculeNode? best)
    {
        if (node.InStock)
        {
            return;
        }

        if (!node.Expanded)
        {
            if (best is null || node.Smiles.Length > best.Smiles.Length)
            {
                best = node;
            }

            return;
        }

        var least = node.Lower[depth];
        var choice = node.Reactions.First(reaction => reaction.LowerAt(depth) == least);
        foreach (var reactant in choice.Reactants)
        {
            Visit(reactant, depth - 1, ref best);
        }
    }

    private void Propagate(MoleculeNode leaf)
    {
        var dirty = new HashSet<MoleculeNode>();
        for (var depth = 1; depth <= _maxDepth; depth++)
        {
            dirty.Add(leaf);
            var next = new HashSet<MoleculeNode>();
            foreach (var node in dirty)
            {
                if (node.Update(depth))
                {
                    next.UnionWith(node.Uses.Select(use => use.Product));
                }
            }

            dirty = next;
        }
    }

    private MoleculeNode Get(string smiles) =>
        _shared && _molecules.TryGetValue(smiles, out var node) ? node : Add(smiles, _run.IsBought(smiles));

    private MoleculeNode Add(string smiles, bool inStock)
    {
        var node = inStock ? new MoleculeNode(smiles, true, _zero, _zero) : new MoleculeNode(smiles, false, _open, _infinite);
        _nodes.Add(node);
        _run.Keep(1);
        if (_shared)
        {
            _molecules.Add(smiles, node);
        }

        return node;
    }
}
