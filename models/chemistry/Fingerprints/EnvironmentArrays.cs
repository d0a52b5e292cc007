namespace MolScreen.Chemistry;

/// <summary>
/// Environments of the Morgan fingerprints of a batch as plain arrays, molecule after molecule: which atoms each entry stands for. An
/// entry's count is the number of its environments. As in RDKit, an environment that has the bonds of an earlier one is none.
/// Atoms are counted from 0 as in <see cref="MoleculeBatch.Graphs"/>.
/// </summary>
/// <param name="Counts">Environments of each molecule (n).</param>
/// <param name="Entries">Entry of the fingerprint that each environment adds to (e).</param>
/// <param name="Centres">Central atom of each (e).</param>
/// <param name="Radii">Radius of each in bonds, from 0 (e).</param>
/// <param name="Sizes">Atoms of each (e).</param>
/// <param name="Atoms">Atoms up to the radius from the centre, the centre first, environment after environment.</param>
/// <param name="Places">
/// Where each atom of each molecule stands, from 0, in <see cref="MoleculeBatch.Smiles"/> or, for a MOL block without it,
/// <see cref="MoleculeBatch.Written"/>; where neither was asked for, in the text given.
/// </param>
/// <param name="AtomicNumbers">Atomic number of each atom of each molecule; a graph has one slot for all rare elements.</param>
public sealed record EnvironmentArrays(int[] Counts, ushort[] Entries, ushort[] Centres, byte[] Radii, ushort[] Sizes, ushort[] Atoms, ushort[] Places, byte[] AtomicNumbers)
{
    /// <summary>Molecules in these arrays.</summary>
    public int Count => Counts.Length;
}
