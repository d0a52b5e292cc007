namespace MolScreen.Retro.Training;

/// <summary>
/// Which reactants of a set of reactions count as starting materials. Text mining cannot tell what was bought, so the rule
/// goes by size and by how often a molecule is used: small molecules always; larger ones only when several different
/// products were made from them, and then only when they are not themselves made in the set more often than used.
/// Molecules without carbon are taken when they are used at all.
/// </summary>
public static class StartingMaterials
{
    /// <summary>Reactants with at most so many heavy atoms always count.</summary>
    public const int SmallHeavyAtoms = 10;

    /// <summary>Reactants with more heavy atoms never count.</summary>
    public const int LargestHeavyAtoms = 18;

    /// <summary>Different products that a reactant between the two sizes must have been used for.</summary>
    public const int LeastUses = 3;

    /// <summary>Starting materials, canonical SMILES, sorted by ordinal.</summary>
    /// <param name="reactions">Products, and their reactants joined by dots, in canonical SMILES.</param>
    public static List<string> Of(IReadOnlyCollection<(string Product, string Reactants)> reactions)
    {
        var made = reactions.GroupBy(reaction => reaction.Product, StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.Select(reaction => reaction.Reactants).Distinct(StringComparer.Ordinal).Count(), StringComparer.Ordinal);
        return [.. reactions
            .SelectMany(reaction => reaction.Reactants.Split('.').Distinct(StringComparer.Ordinal).Select(reactant => (reactant, reaction.Product)))
            .Distinct()
            .GroupBy(use => use.reactant, StringComparer.Ordinal)
            .Where(uses => Counts(HeavyAtoms(uses.Key), uses.Count(), made.GetValueOrDefault(uses.Key)))
            .Select(uses => uses.Key)
            .Order(StringComparer.Ordinal)];
    }

    private static bool Counts(int heavyAtoms, int uses, int made) =>
        heavyAtoms <= SmallHeavyAtoms || (heavyAtoms <= LargestHeavyAtoms && uses >= LeastUses && made <= uses);

    /// <summary>Heavy atoms of a canonical SMILES, counted in its text: an upper-case letter or an aromatic one starts an atom; H within brackets is none.</summary>
    private static int HeavyAtoms(string smiles)
    {
        var count = 0;
        for (var i = 0; i < smiles.Length; i++)
        {
            if (smiles[i] == '[')
            {
                var close = smiles.IndexOf(']', i);
                var symbol = smiles.AsSpan(i + 1, close - i - 1).TrimStart("0123456789");
                count += symbol is "H" or "H+" or "H-" ? 0 : 1;
                i = close;
            }
            else if (smiles[i] is 'B' or 'C' or 'N' or 'O' or 'P' or 'S' or 'F' or 'I' or 'b' or 'c' or 'n' or 'o' or 'p' or 's')
            {
                count++;
            }
        }

        return count;
    }
}
