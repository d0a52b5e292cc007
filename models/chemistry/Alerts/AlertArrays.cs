namespace MolScreen.Chemistry.Alerts;

/// <summary>
/// Structural alerts of a batch as plain arrays, molecule after molecule. Atoms are counted from 0 as in
/// <see cref="MoleculeBatch.Smiles"/> for a molecule that was standardized or whose SMILES was asked for, else as in the
/// text given (hydrogens that became part of their neighbours do not count).
/// </summary>
/// <param name="Counts">Alerts of each molecule (n).</param>
/// <param name="Numbers">Which alert it is, catalog by catalog (a): what <see cref="StructuralAlert.Number"/> is.</param>
/// <param name="Matches">Places where an alert was found that differ in their atoms, at most 1000 (a).</param>
/// <param name="Atoms">The atoms of each match, <see cref="StructuralAlert.AtomCount"/> of them.</param>
public sealed record AlertArrays(int[] Counts, int[] Numbers, int[] Matches, ushort[] Atoms)
{
    /// <summary>Molecules in these arrays.</summary>
    public int Count => Counts.Length;

    /// <summary>Alerts of every molecule in turn, as records; reads the arrays once from the front.</summary>
    public IEnumerable<IReadOnlyList<AlertMatch>> ByMolecule()
    {
        var (alert, atom) = (0, 0);
        foreach (var count in Counts)
        {
            var found = count == 0 ? [] : new AlertMatch[count];
            for (var i = 0; i < count; i++, alert++)
            {
                var definition = StructuralAlert.Numbered(Numbers[alert]);
                var matches = new int[Matches[alert]][];
                for (var m = 0; m < matches.Length; m++, atom += definition.AtomCount)
                {
                    matches[m] = Array.ConvertAll(Atoms[atom..(atom + definition.AtomCount)], index => (int)index);
                }

                found[i] = new AlertMatch(definition, matches);
            }

            yield return found;
        }
    }
}

/// <summary>One alert of one molecule.</summary>
/// <param name="Alert">Which.</param>
/// <param name="Atoms">Atom indices of each match, in the order of the alert's own atoms.</param>
public sealed record AlertMatch(StructuralAlert Alert, IReadOnlyList<int[]> Atoms);
