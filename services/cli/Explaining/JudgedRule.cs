using MolScreen.Chemistry;
using MolScreen.Gnn;

namespace MolScreen.Cli.Explaining;

/// <summary>A rule of drug-likeness and what a molecule violates of it.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Passes">Whether the molecule passes, as some rules allow violations.</param>
/// <param name="Violations">Criteria that are not met.</param>
internal sealed record JudgedRule(DrugLikenessRule Rule, bool Passes, IReadOnlyList<RuleViolation> Violations)
{
    /// <summary>Every rule.</summary>
    /// <param name="descriptors">All of the molecule's.</param>
    /// <param name="atoms">Its atoms, in the order of their indices.</param>
    public static IReadOnlyList<JudgedRule> All(ReadOnlySpan<double> descriptors, IReadOnlyList<JudgedAtom> atoms)
    {
        var judged = new List<JudgedRule>();
        foreach (var rule in DrugLikenessRule.All)
        {
            var violations = new List<RuleViolation>();
            foreach (var criterion in rule.Violated(descriptors))
            {
                violations.Add(new RuleViolation(criterion, criterion.ValueOf(descriptors), JudgedAtom.Counted(criterion.Quantity, atoms)));
            }

            judged.Add(new JudgedRule(rule, rule.Passes(descriptors), violations));
        }

        return judged;
    }
}

/// <summary>A criterion that a molecule does not meet.</summary>
/// <param name="Criterion">Which.</param>
/// <param name="Value">The molecule's value.</param>
/// <param name="Atoms">The atoms that the quantity counts; none where it is of the whole molecule (weight, logP) or of bonds.</param>
internal sealed record RuleViolation(RuleCriterion Criterion, double Value, IReadOnlyList<int> Atoms);

/// <summary>What rules see of an atom.</summary>
/// <param name="Number">Atomic number.</param>
/// <param name="HasHydrogen">Whether it carries hydrogens.</param>
/// <param name="InRing">Whether it is in a ring.</param>
internal readonly record struct JudgedAtom(int Number, bool HasHydrogen, bool InRing)
{
    private const int Nitrogen = 7, Oxygen = 8, HydrogenCode = 4, RingCode = 2;

    /// <summary>Atoms of one molecule, in the order of its graph.</summary>
    public static JudgedAtom[] Of(MoleculeGraphs graph, byte[] atomicNumbers)
    {
        var inRing = new HashSet<int>();
        for (var bond = 0; bond < graph.BondCounts[0]; bond++)
        {
            if (graph.BondCodes[(bond * MoleculeGraphs.CodesPerBond) + RingCode] != 0)
            {
                inRing.UnionWith([graph.BondEnds[2 * bond], graph.BondEnds[(2 * bond) + 1]]);
            }
        }

        return [.. atomicNumbers.Select((number, atom) => new JudgedAtom(number, graph.AtomCodes[(atom * MoleculeGraphs.CodesPerAtom) + HydrogenCode] != 0, inRing.Contains(atom)))];
    }

    /// <summary>Indices of the atoms that a quantity counts: nitrogen and oxygen (also of the polar surface), those with hydrogens, ring atoms.</summary>
    public static IReadOnlyList<int> Counted(string quantity, IReadOnlyList<JudgedAtom> atoms)
    {
        Func<JudgedAtom, bool> counts = quantity switch
        {
            "NOCount" or "TPSA" => atom => atom.IsPolar,
            "NHOHCount" => atom => atom.IsPolar && atom.HasHydrogen,
            "RingCount" => atom => atom.InRing,
            _ => _ => false,
        };
        return [.. Enumerable.Range(0, atoms.Count).Where(atom => counts(atoms[atom]))];
    }

    private bool IsPolar => Number is Nitrogen or Oxygen;
}
