using MolScreen.Retro.Constraints;

namespace MolScreen.Retro.Search.TreeSearch;

/// <summary>A molecule of a state, with the path that led to it.</summary>
/// <param name="depth">Reactions between the target and it.</param>
/// <param name="above">The molecule that it helps to make; null for the target.</param>
internal sealed class UctMolecule(string smiles, bool isBought, int depth, UctMolecule? above)
{
    private readonly string _molecule = smiles.TrimStart(ConstrainedChemistry.Required);

    public string Smiles => smiles;

    public bool IsBought => isBought;

    public int Depth => depth;

    /// <summary>Whether it is, or helps to make, this molecule.</summary>
    public bool IsMadeInto(string molecule) => _molecule == molecule.TrimStart(ConstrainedChemistry.Required) || (above?.IsMadeInto(molecule) ?? false);
}

/// <summary>A state of the search: molecules that together make the target, by the reactions on the way from the root.</summary>
internal sealed class UctNode
{
    private const double Exploration = 1.4;
    private const double Masked = double.NegativeInfinity;

    private readonly UctMolecule[] _molecules;
    private readonly UctNode? _parent;
    private readonly int _action;
    private readonly UctMolecule[] _made = [];
    private readonly int _maxDepth;
    private (UctMolecule Product, RetroReaction Reaction)[] _actions = [];
    private double[] _values = [];
    private int[] _visits = [];
    private UctNode?[] _children = [];
    private int _closed;
    private int _refused;

    /// <summary>The root.</summary>
    public UctNode(SearchRun run)
    {
        _molecules = [new UctMolecule(run.Target, run.Budget.TargetMayBeBought && run.IsBought(run.Target), 0, null)];
        _maxDepth = run.Budget.MaxDepth;
        run.Keep(1);
    }

    private UctNode(UctNode parent, int action, SearchRun run)
    {
        (_parent, _action, _maxDepth) = (parent, action, parent._maxDepth);
        var (product, reaction) = parent._actions[action];
        _made = [.. reaction.Reactants.Select(one => new UctMolecule(one, run.IsBought(one), product.Depth + 1, product))];
        _molecules = [.. parent._molecules.Where(molecule => molecule != product), .. _made];
        Cost = parent.Cost + reaction.Cost;
        if (IsTooDeep)
        {
            MarkCut();
        }

        run.Keep(1);
    }

    public bool IsSolved => _molecules.All(molecule => molecule.IsBought);

    public bool IsExpanded { get; private set; }

    public bool HasActions => _refused < _actions.Length;

    /// <summary>Nothing below it can be a route.</summary>
    public bool IsDead { get; private set; }

    /// <summary>Everything below it is known: routes and dead ends.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Whether a state below it ended at the depth limit.</summary>
    public bool IsCutByDepth { get; private set; }

    public bool IsTerminal => IsSolved || IsDead || IsTooDeep;

    /// <summary>Of the reactions on the way from the root.</summary>
    public double Cost { get; }

    private bool IsTooDeep => _molecules.Any(molecule => !molecule.IsBought && molecule.Depth >= _maxDepth);

    /// <summary>Molecules that still have to be made.</summary>
    public string[] Open() => [.. _molecules.Where(molecule => !molecule.IsBought).Select(molecule => molecule.Smiles)];

    /// <summary>Takes the reactions of all open molecules as actions.</summary>
    /// <param name="reactions">For each of <see cref="Open"/>.</param>
    public void Expand(IReadOnlyList<RetroReaction>[] reactions)
    {
        _actions = [.. _molecules.Where(molecule => !molecule.IsBought).Zip(reactions)
            .SelectMany(pair => pair.Second.Where(reaction => !reaction.Reactants.Any(pair.First.IsMadeInto)).Select(reaction => (pair.First, reaction)))];
        _values = [.. _actions.Select(action => action.Reaction.Probability)];
        _visits = [.. _actions.Select(_ => 1)];
        _children = new UctNode?[_actions.Length];
        IsExpanded = true;
        // One molecule that nothing makes is the end of the state.
        if (reactions.Any(known => known.Count == 0) || _actions.Length == 0)
        {
            Die();
        }
    }

    /// <summary>The child of the largest Q + U; equals by lot. A reaction that does not give its product is masked. Null when all are dead.</summary>
    public UctNode? Next(Random lots, SearchRun run)
    {
        while (!IsDead)
        {
            var choice = Choose(lots);
            if (_children[choice] is { } child)
            {
                return child;
            }

            var (product, reaction) = _actions[choice];
            if (run.Confirms(product.Smiles, reaction))
            {
                return _children[choice] = new UctNode(this, choice, run);
            }

            Refuse(choice);
        }

        return null;
    }

    private int Choose(Random lots)
    {
        var total = 2 * Math.Log(_visits.Sum());
        var (best, equals) = (Masked, new List<int>());
        for (var i = 0; i < _values.Length; i++)
        {
            var score = _values[i] == Masked ? Masked : (_values[i] / _visits[i]) + (Exploration * Math.Sqrt(total / _visits[i]));
            if (score > best)
            {
                best = score;
                equals.Clear();
            }

            if (score == best && score != Masked)
            {
                equals.Add(i);
            }
        }

        return equals[lots.Next(equals.Count)];
    }

    private void Refuse(int action)
    {
        _refused++;
        if (++_closed == _actions.Length && !IsClosed)
        {
            Close();
        }

        Mask(action);
    }

    /// <summary>Adds the state's reward along the way to the root; a state that cannot become a route is masked for good.</summary>
    public void Backpropagate()
    {
        var depth = _molecules.Max(molecule => molecule.Depth);
        var reward = (0.95 * _molecules.Count(molecule => molecule.IsBought) / _molecules.Length) + (0.05 / (1 + Math.Exp(depth - 4)));
        for (var node = this; node._parent is { } parent; node = parent)
        {
            parent._visits[node._action]++;
            parent._values[node._action] += reward;
        }

        if (IsTooDeep)
        {
            Die();
        }
    }

    /// <summary>The tree of the reactions on the way from the root.</summary>
    public PlannedRoute Route()
    {
        var reactions = new Dictionary<UctMolecule, (RetroReaction Reaction, UctMolecule[] Reactants)>(ReferenceEqualityComparer.Instance);
        var root = this;
        for (; root._parent is { } parent; root = parent)
        {
            var (product, reaction) = parent._actions[root._action];
            reactions.Add(product, (reaction, root._made));
        }

        PlannedMolecule Planned(UctMolecule molecule) => new(
            molecule.Smiles,
            molecule.IsBought,
            reactions.TryGetValue(molecule, out var made)
                ? new PlannedReaction(made.Reaction.Template, made.Reaction.Probability, [.. made.Reactants.Select(Planned)])
                : null);
        return new PlannedRoute(Cost, reactions.Count, Planned(root._molecules[0]));
    }

    /// <summary>There is nothing more to learn below it.</summary>
    public void Close()
    {
        IsClosed = true;
        if (_parent is { } parent && ++parent._closed == parent._actions.Length)
        {
            parent.Close();
        }
    }

    private void Die()
    {
        if (!IsClosed)
        {
            Close();
        }

        IsDead = true;
        _parent?.Mask(_action);
    }

    private void Mask(int action)
    {
        _values[action] = Masked;
        if (_values.All(value => value == Masked))
        {
            Die();
        }
    }

    private void MarkCut()
    {
        for (var node = this; node is { IsCutByDepth: false }; node = node._parent)
        {
            node.IsCutByDepth = true;
        }
    }
}
