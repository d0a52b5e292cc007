namespace MolScreen.Retro.Search;

/// <summary>The AND/OR graph of one search with its values kept exact after every expansion.</summary>
internal sealed class SearchGraph
{
    private readonly Dictionary<string, MoleculeNode> _molecules = new(StringComparer.Ordinal);
    private readonly List<MoleculeNode> _nodes = [];
    private readonly Queue<MoleculeNode> _refused = [];
    private readonly SearchRun _run;
    private readonly ILeafValue _value;
    private readonly bool _shared;
    private readonly int _maxDepth;
    private readonly double[] _zero;
    private readonly double[] _open;
    private readonly double[] _infinite;

    /// <summary>A graph of the target alone.</summary>
    /// <param name="value">What open molecules are expected to cost.</param>
    /// <param name="shared">Whether a molecule occurs once; else each reaction has reactants of its own, which makes a tree.</param>
    public SearchGraph(SearchRun run, ILeafValue value, bool shared)
    {
        _run = run;
        _value = value;
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
    /// The open leaf to expand next: the largest molecule (by the length of its SMILES) among the open leaves of the best
    /// partial tree, found by walking down from the target along reactions of zero slack. Best is the tree that is expected to
    /// cost least, until there is a route; from then on the one that may cost least, which proves the route or finds a cheaper
    /// one. Null when that tree has no open leaf: then it is a route.
    /// </summary>
    public MoleculeNode? NextLeaf()
    {
        MoleculeNode? best = null;
        Visit(Root, _maxDepth, double.IsPositiveInfinity(Upper), ref best);
        return best;
    }

    /// <summary>
    /// The open molecule of the cheapest route that may still come, with the least cost of that route; null when there is none.
    /// The cost outside of a molecule is what the rest of a route costs at least, by the reactions left; it comes down from
    /// the target: through a reaction to each reactant, with the lower values of the others.
    /// </summary>
    public (MoleculeNode Leaf, double Cost)? CheapestOpen()
    {
        (MoleculeNode Leaf, double Cost)? best = null;
        var outside = new Dictionary<MoleculeNode, double> { [Root] = 0 };
        for (var depth = _maxDepth; depth > 0; depth--)
        {
            var next = new Dictionary<MoleculeNode, double>();
            foreach (var (node, cost) in outside)
            {
                if (!node.Expanded && !node.InStock && !(best?.Cost <= cost))
                {
                    best = (node, cost);
                }

                foreach (var reaction in node.Reactions)
                {
                    var whole = cost + reaction.LowerAt(depth);
                    foreach (var reactant in reaction.Reactants)
                    {
                        var rest = whole - reactant.Lower[depth - 1];
                        // A dead reactant leaves no number.
                        if (rest < next.GetValueOrDefault(reactant, double.PositiveInfinity))
                        {
                            next[reactant] = rest;
                        }
                    }
                }
            }

            outside = next;
        }

        return best;
    }

    /// <summary>The first open molecule; null when all are expanded.</summary>
    public MoleculeNode? AnyLeaf() => _nodes.Find(node => node is { InStock: false, Expanded: false });

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

            var node = new ReactionNode(reaction, leaf, [.. reaction.Reactants.Select(Get)], Confirm);
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
            hopeful.UnionWith(_nodes.Where(node => node.Reactions.Any(reaction => !reaction.IsRefused && reaction.Reactants.All(hopeful.Contains))));
        }

        return hopeful.Contains(Root);
    }

    /// <summary>
    /// Molecules below the target that cannot be made and each of which alone would complete a route, if it could be bought: the only
    /// such reactant of a reaction whose product is the target or needed likewise. The nearest to the target first.
    /// </summary>
    public IReadOnlyList<string> Needed()
    {
        var needed = new List<MoleculeNode> { Root };
        var known = new HashSet<string>(StringComparer.Ordinal) { Root.Molecule };
        for (var i = 0; i < needed.Count; i++)
        {
            foreach (var reaction in needed[i].Reactions.Where(reaction => !reaction.IsRefused))
            {
                var lacking = reaction.Reactants.Where(reactant => double.IsPositiveInfinity(reactant.Upper[_maxDepth])).DistinctBy(reactant => reactant.Molecule).ToList();
                if (lacking is [var only] && known.Add(only.Molecule))
                {
                    needed.Add(only);
                }
            }
        }

        return [.. needed.Skip(1).Select(node => node.Smiles)];
    }

    private static void Visit(MoleculeNode node, int depth, bool expected, ref MoleculeNode? best)
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

        var least = expected ? node.Expected[depth] : node.Lower[depth];
        var choice = node.Reactions.First(reaction => (expected ? reaction.ExpectedAt(depth) : reaction.LowerAt(depth)) == least);
        foreach (var reactant in choice.Reactants)
        {
            Visit(reactant, depth - 1, expected, ref best);
        }
    }

    private bool Confirm(ReactionNode reaction)
    {
        var confirmed = _run.Confirms(reaction.Product.Smiles, reaction.Source);
        if (!confirmed)
        {
            _refused.Enqueue(reaction.Product);
        }

        return confirmed;
    }

    private void Propagate(MoleculeNode leaf)
    {
        do
        {
            PropagateFrom(leaf);
        }
        while (_refused.TryDequeue(out leaf!));
    }

    private void PropagateFrom(MoleculeNode changed)
    {
        var dirty = new HashSet<MoleculeNode>();
        for (var depth = 1; depth <= _maxDepth; depth++)
        {
            dirty.Add(changed);
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
        var node = inStock ? new MoleculeNode(smiles, true, _zero, _zero, _zero) : new MoleculeNode(smiles, false, _open, _infinite, Expected(_value.Of(smiles)));
        _nodes.Add(node);
        _run.Keep(1);
        if (_shared)
        {
            _molecules.Add(smiles, node);
        }

        return node;
    }

    /// <summary>By depth: nothing can be made in 0 reactions.</summary>
    private double[] Expected(double value)
    {
        if (value == 0)
        {
            return _open;
        }

        var expected = new double[_maxDepth + 1];
        Array.Fill(expected, value);
        expected[0] = double.PositiveInfinity;
        return expected;
    }
}
