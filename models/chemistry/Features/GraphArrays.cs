namespace MolScreen.Chemistry;

/// <summary>
/// Molecular graphs of a batch as plain arrays, molecule after molecule. A feature is a slot number within its group,
/// never a one-hot vector; <see cref="FeatureLayout"/> says how slots become floats.
/// </summary>
/// <param name="Layout">Feature layout, <c>chemprop-v2</c> or <c>chemprop-v1</c>.</param>
/// <param name="AtomCounts">Atoms of each molecule (n).</param>
/// <param name="BondCounts">Bonds of each molecule (n).</param>
/// <param name="AtomCodes">V × <see cref="CodesPerAtom"/>: atomic number, total degree, formal charge, chiral tag, hydrogens, hybridization, aromatic.</param>
/// <param name="AtomMasses">Mass of each atom in g/mol, unscaled, of the isotope where one is given (V).</param>
/// <param name="BondEnds">B × 2: begin and end atom of each bond, counted within its molecule.</param>
/// <param name="BondCodes">B × <see cref="CodesPerBond"/>: bond type, conjugated, in a ring, stereo.</param>
public sealed record GraphArrays(
    string Layout,
    ushort[] AtomCounts,
    ushort[] BondCounts,
    byte[] AtomCodes,
    float[] AtomMasses,
    ushort[] BondEnds,
    byte[] BondCodes)
{
    /// <summary>Bytes of feature codes an atom has.</summary>
    public const int CodesPerAtom = 7;

    /// <summary>Bytes of feature codes a bond has.</summary>
    public const int CodesPerBond = 4;

    /// <summary>Molecules in these arrays.</summary>
    public int Count => AtomCounts.Length;
}
