namespace MolScreen.Chemistry;

/// <summary>One requirement of a rule: a quantity within inclusive bounds.</summary>
/// <param name="Quantity">The name of the descriptor, or <c>AtomCount</c> for all atoms, hydrogens included.</param>
/// <param name="Least">The least value allowed, negative infinity for none.</param>
/// <param name="Most">The largest value allowed, positive infinity for none.</param>
/// <param name="Unit">Unit of the quantity, "" for a number.</param>
public sealed record RuleCriterion(string Quantity, double Least, double Most, string Unit)
{
    /// <summary>The quantity of all atoms, which is no descriptor of its own.</summary>
    public const string AtomCount = "AtomCount";

    private const double HydrogenWeight = 1.008;

    /// <summary>The quantity of a molecule.</summary>
    /// <param name="descriptors">All values, as <see cref="DescriptorSet.Of"/> gives them.</param>
    public double ValueOf(ReadOnlySpan<double> descriptors) =>
        Quantity == AtomCount ? Atoms(descriptors) : descriptors[DescriptorSet.IndexOf(Quantity)];

    /// <summary>Whether a molecule meets it; a value that is not defined does not.</summary>
    public bool Holds(ReadOnlySpan<double> descriptors)
    {
        var value = ValueOf(descriptors);
        return value >= Least && value <= Most;
    }

    /// <summary>The bounds as a sentence has them, for example <c>≤ 500 g/mol</c>.</summary>
    public override string ToString()
    {
        var bounds = double.IsInfinity(Least) ? FormattableString.Invariant($"≤ {Most}")
            : double.IsInfinity(Most) ? FormattableString.Invariant($"≥ {Least}")
            : FormattableString.Invariant($"{Least} to {Most}");
        return Unit.Length == 0 ? bounds : $"{bounds} {Unit}";
    }

    /// <summary>Hydrogens are what is left of the weight, whatever their isotope counted by weight.</summary>
    private static double Atoms(ReadOnlySpan<double> descriptors)
    {
        double Of(ReadOnlySpan<double> values, string name) => values[DescriptorSet.IndexOf(name)];
        var hydrogens = (Of(descriptors, "MolWt") - Of(descriptors, "HeavyAtomMolWt")) / HydrogenWeight;
        return Of(descriptors, "HeavyAtomCount") + Math.Round(hydrogens);
    }
}
