namespace MolScreen.Gnn;

/// <summary>Which atoms the entries of one molecule's count fingerprint stand for: an entry's count is the number of its environments.</summary>
/// <param name="Entries">Entry that each environment adds to (e).</param>
/// <param name="Starts">Where each environment's atoms start, and their number at the end (e + 1).</param>
/// <param name="Atoms">Atoms of each, at least one, counted from 0 as in the molecule's graph.</param>
public sealed record FingerprintEnvironments(ushort[] Entries, int[] Starts, ushort[] Atoms)
{
    /// <summary>Adds a contribution of an entry to atoms: in equal parts to its environments, each part equally to the environment's atoms.</summary>
    /// <returns>Whether the entry has environments; where it has none, nothing is added.</returns>
    internal bool Share(int entry, double contribution, Span<double> atoms)
    {
        var count = Entries.AsSpan().Count((ushort)entry);
        for (var environment = 0; environment < Entries.Length && count > 0; environment++)
        {
            if (Entries[environment] == entry)
            {
                var members = Atoms.AsSpan(Starts[environment]..Starts[environment + 1]);
                foreach (var atom in members)
                {
                    atoms[atom] += contribution / count / members.Length;
                }
            }
        }

        return count > 0;
    }

    /// <summary>Checks that these are the environments of a fingerprint, and that their atoms are the molecule's.</summary>
    /// <param name="fingerprints">The fingerprint of one molecule.</param>
    /// <param name="atoms">Atoms of the molecule.</param>
    /// <exception cref="ArgumentException">Something does not fit.</exception>
    internal void Validate(CountFingerprints fingerprints, int atoms)
    {
        var fits = Starts.Length == Entries.Length + 1 && Starts[0] == 0 && Starts[^1] == Atoms.Length
            && Array.TrueForAll(Atoms, atom => atom < atoms) && Enumerable.Range(0, Entries.Length).All(e => Starts[e] < Starts[e + 1]);
        var counted = Entries.GroupBy(entry => entry).ToDictionary(group => group.Key, group => Math.Min(group.Count(), ushort.MaxValue));
        var positions = fingerprints.PositionsOf(0);
        var counts = fingerprints.CountsOf(0);
        fits &= counted.Count == positions.Length;
        for (var i = 0; i < positions.Length && fits; i++)
        {
            fits = counted.GetValueOrDefault(positions[i]) == counts[i];
        }

        if (!fits)
        {
            throw new ArgumentException("The environments are not those that the molecule's fingerprint counts.");
        }
    }
}
