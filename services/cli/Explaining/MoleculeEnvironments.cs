using MolScreen.Chemistry;
using MolScreen.Gnn;

namespace MolScreen.Cli.Explaining;

/// <summary>The chemistry's environments of a batch, molecule after molecule, as explanations take them.</summary>
internal static class MoleculeEnvironments
{
    /// <summary>Of every accepted molecule in turn: its environments, and of each atom where it stands in the SMILES that is shown and its atomic number.</summary>
    public static IEnumerable<(FingerprintEnvironments Environments, ushort[] Places, byte[] Numbers)> ByMolecule(MoleculeBatch batch)
    {
        var arrays = batch.Environments!;
        var (environment, member, atom) = (0, 0, 0);
        for (var molecule = 0; molecule < arrays.Count; molecule++)
        {
            var starts = new int[arrays.Counts[molecule] + 1];
            for (var i = 1; i < starts.Length; i++)
            {
                starts[i] = starts[i - 1] + arrays.Sizes[environment + i - 1];
            }

            var atoms = batch.Graphs!.AtomCounts[molecule];
            yield return (
                new FingerprintEnvironments(arrays.Entries[environment..(environment + starts.Length - 1)], starts, arrays.Atoms[member..(member + starts[^1])]),
                arrays.Places[atom..(atom + atoms)],
                arrays.AtomicNumbers[atom..(atom + atoms)]);
            (environment, member, atom) = (environment + starts.Length - 1, member + starts[^1], atom + atoms);
        }
    }
}
