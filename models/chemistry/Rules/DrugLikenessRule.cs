namespace MolScreen.Chemistry;

/// <summary>
/// A published rule of thumb on what makes a molecule a drug, a lead or a fragment: criteria on descriptors, and how many
/// of them may be violated. logP is Crippen's throughout, where the papers used logP estimates of their own.
/// </summary>
/// <param name="Name">A short name in lower case, as columns have it.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Citation">Where it was published.</param>
/// <param name="Allowed">Violations with which a molecule still passes.</param>
/// <param name="Criteria">The requirements.</param>
public sealed record DrugLikenessRule(string Name, string Title, string Citation, int Allowed, IReadOnlyList<RuleCriterion> Criteria)
{
    /// <summary>
    /// The rule of five. Donors are O–H and N–H bonds, acceptors are nitrogen and oxygen atoms, as in the paper; poor absorption
    /// is expected where two or more criteria are violated.
    /// </summary>
    public static DrugLikenessRule Lipinski { get; } = new(
        "lipinski",
        "Lipinski's rule of five",
        "Lipinski, Lombardo, Dominy, Feeney, Adv. Drug Deliv. Rev. 23 (1997) 3; 46 (2001) 3",
        1,
        [Most("MolWt", 500, "g/mol"), Most("MolLogP", 5), Most("NHOHCount", 5), Most("NOCount", 10)]);

    /// <summary>Oral bioavailability in rats: flexibility and polar surface.</summary>
    public static DrugLikenessRule Veber { get; } = new(
        "veber",
        "Veber's rule",
        "Veber, Johnson, Cheng, Smith, Ward, Kopple, J. Med. Chem. 45 (2002) 2615",
        0,
        [Most("NumRotatableBonds", 10), Most("TPSA", 140, "Å²")]);

    /// <summary>Passive absorption: the limits of the paper's ellipse in polar surface and logP.</summary>
    public static DrugLikenessRule Egan { get; } = new(
        "egan",
        "Egan's rule",
        "Egan, Merz, Baldwin, J. Med. Chem. 43 (2000) 3867",
        0,
        [Most("TPSA", 131.6, "Å²"), Most("MolLogP", 5.88)]);

    /// <summary>The ranges that hold 80 % of a drug database each.</summary>
    public static DrugLikenessRule Ghose { get; } = new(
        "ghose",
        "Ghose's filter",
        "Ghose, Viswanadhan, Wendoloski, J. Comb. Chem. 1 (1999) 55",
        0,
        [
            new("MolWt", 160, 480, "g/mol"), new("MolLogP", -0.4, 5.6, ""), new("MolMR", 40, 130, "cm³/mol"),
            new(RuleCriterion.AtomCount, 20, 70, ""),
        ]);

    /// <summary>Leads leave room to grow into a drug. The paper's limit on solubility is left out.</summary>
    public static DrugLikenessRule Lead { get; } = new(
        "lead",
        "Lead-likeness",
        "Hann, Oprea, Curr. Opin. Chem. Biol. 8 (2004) 255",
        0,
        [
            Most("MolWt", 460, "g/mol"), new("MolLogP", -4, 4.2, ""), Most("NumRotatableBonds", 10), Most("RingCount", 4),
            Most("NumHDonors", 5), Most("NumHAcceptors", 9),
        ]);

    /// <summary>The rule of three for fragments, with the two further criteria that the paper suggests.</summary>
    public static DrugLikenessRule Fragment { get; } = new(
        "fragment",
        "Rule of three",
        "Congreve, Carr, Murray, Jhoti, Drug Discov. Today 8 (2003) 876",
        0,
        [
            Most("MolWt", 300, "g/mol"), Most("MolLogP", 3), Most("NumHDonors", 3), Most("NumHAcceptors", 3),
            Most("NumRotatableBonds", 3), Most("TPSA", 60, "Å²"),
        ]);

    /// <summary>Every rule.</summary>
    public static IReadOnlyList<DrugLikenessRule> All { get; } = [Lipinski, Veber, Egan, Ghose, Lead, Fragment];

    /// <summary>The criteria that a molecule does not meet, in the rule's order.</summary>
    /// <param name="descriptors">All values, as <see cref="DescriptorSet.Of"/> gives them.</param>
    public IReadOnlyList<RuleCriterion> Violated(ReadOnlySpan<double> descriptors)
    {
        List<RuleCriterion> violated = [];
        foreach (var criterion in Criteria)
        {
            if (!criterion.Holds(descriptors))
            {
                violated.Add(criterion);
            }
        }

        return violated;
    }

    /// <summary>Whether a molecule passes.</summary>
    /// <param name="descriptors">All values, as <see cref="DescriptorSet.Of"/> gives them.</param>
    public bool Passes(ReadOnlySpan<double> descriptors) => Violated(descriptors).Count <= Allowed;

    private static RuleCriterion Most(string quantity, double most, string unit = "") =>
        new(quantity, double.NegativeInfinity, most, unit);
}
