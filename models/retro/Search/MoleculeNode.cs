using MolScreen.Retro.Constraints;

namespace MolScreen.Retro.Search;

/// <summary>
/// OR node: a molecule, once in a search. Its values are indexed by the reactions still allowed below it, 0 to the depth
/// limit, which makes their recursion well-founded: a cycle can never be cheaper than the same tree without it.
/// </summary>
internal sealed class MoleculeNode(string smiles, bool inStock, double[] lower, double[] upper, double[] expected)
{
    public string Smiles { get; } = smiles;

    /// <summary>Nodes of the same molecule under different constraints have the same.</summary>
    public string Molecule { get; } = smiles.TrimStart(ConstrainedChemistry.Required);

    public bool InStock { get; } = inStock;

    public bool Expanded { get; private set; }

    /// <summary>Reactions that make it, cheapest first.</summary>
    public IReadOnlyList<ReactionNode> Reactions { get; private set; } = [];

    /// <summary>Reactions that use it.</summary>
    public List<ReactionNode> Uses { get; } = [];

    /// <summary>rn: least cost of a tree below it, taking open leaves to cost nothing; ∞ at a dead end.</summary>
    public double[] Lower { get; private set; } = lower;

    /// <summary>Least cost of a tree whose leaves are all in stock; ∞ when none is known.</summary>
    public double[] Upper { get; private set; } = upper;

    /// <summary>Least cost of a tree below it, taking open leaves to cost what their value says; ∞ at a dead end.</summary>
    public double[] Expected { get; private set; } = expected;

    /// <summary>In a tree: whether the node is, or lies below, this molecule.</summary>
    public bool IsMadeInto(string smiles) =>
        Molecule == smiles.TrimStart(ConstrainedChemistry.Required) || (Uses.Count > 0 && Uses[0].Product.IsMadeInto(smiles));

    /// <summary>Turns an open leaf into an expanded node whose values are yet to be computed.</summary>
    public void Expand(IReadOnlyList<ReactionNode> reactions)
    {
        Expanded = true;
        Reactions = reactions;
        Lower = (double[])Lower.Clone();
        Upper = (double[])Upper.Clone();
        Expected = (double[])Expected.Clone();
    }

    /// <summary>Recomputes the values at one depth from those of the reactants; whether any changed.</summary>
    public bool Update(int depth)
    {
        double lower = double.PositiveInfinity, upper = double.PositiveInfinity, expected = double.PositiveInfinity;
        foreach (var reaction in Reactions)
        {
            // First: it may refuse the reaction.
            upper = Math.Min(upper, reaction.UpperAt(depth));
            lower = Math.Min(lower, reaction.LowerAt(depth));
            expected = Math.Min(expected, reaction.ExpectedAt(depth));
        }

        var changed = lower != Lower[depth] || upper != Upper[depth] || expected != Expected[depth];
        (Lower[depth], Upper[depth], Expected[depth]) = (lower, upper, expected);
        return changed;
    }
}

/// <summary>AND node: one way to make a molecule.</summary>
/// <param name="confirm">Whether the reaction gives its product, asked once: before the first route by way of it counts.</param>
internal sealed class ReactionNode(RetroReaction source, MoleculeNode product, MoleculeNode[] reactants, Func<ReactionNode, bool> confirm)
{
    private bool? _confirmed;

    public RetroReaction Source { get; } = source;

    public MoleculeNode Product { get; } = product;

    public MoleculeNode[] Reactants { get; } = reactants;

    /// <summary>∞ once the reaction was refused.</summary>
    public double Cost { get; private set; } = source.Cost;

    /// <summary>Whether it does not give its product.</summary>
    public bool IsRefused => _confirmed == false;

    /// <summary>Cost with the reactants' lower values, with this many reactions allowed in all.</summary>
    public double LowerAt(int depth)
    {
        var sum = Cost;
        foreach (var reactant in Reactants)
        {
            sum += reactant.Lower[depth - 1];
        }

        return sum;
    }

    /// <summary>Cost with the reactants' upper values, with this many reactions allowed in all.</summary>
    public double UpperAt(int depth)
    {
        var sum = Cost;
        foreach (var reactant in Reactants)
        {
            sum += reactant.Upper[depth - 1];
        }

        if (!double.IsPositiveInfinity(sum) && !(_confirmed ??= confirm(this)))
        {
            sum = Cost = double.PositiveInfinity;
        }

        return sum;
    }

    /// <summary>Cost with the reactants' expected values, with this many reactions allowed in all.</summary>
    public double ExpectedAt(int depth)
    {
        var sum = Cost;
        foreach (var reactant in Reactants)
        {
            sum += reactant.Expected[depth - 1];
        }

        return sum;
    }
}
