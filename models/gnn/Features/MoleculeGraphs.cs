namespace MolScreen.Gnn;

/// <summary>
/// Molecular graphs as plain arrays. A feature is a slot number within its group, never a one-hot vector; the layout names
/// the groups. Bond b gives the directed edges 2b (begin → end) and 2b + 1 (end → begin).
/// </summary>
/// <param name="Layout">Feature layout, for example <c>chemprop-v2</c>.</param>
/// <param name="AtomCounts">Atoms of each molecule (n).</param>
/// <param name="BondCounts">Bonds of each molecule (n).</param>
/// <param name="AtomCodes">V × 7: atomic number, total degree, formal charge, chiral tag, hydrogens, hybridization, aromatic.</param>
/// <param name="AtomMasses">Mass of each atom in g/mol, unscaled, from 0 to below 1000 (V).</param>
/// <param name="BondEnds">B × 2: begin and end atom of each bond, counted within its molecule.</param>
/// <param name="BondCodes">B × 4: bond type, conjugated, in a ring, stereo.</param>
public sealed record MoleculeGraphs(
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

    /// <summary>No atom weighs so much, in g/mol.</summary>
    private const float MassLimit = 1000;

    /// <summary>Molecules.</summary>
    public int Count => AtomCounts.Length;

    /// <summary>Index of each molecule's first atom and first bond, and the totals at the end (n + 1 each).</summary>
    public (int[] Atoms, int[] Bonds) Offsets()
    {
        int[] atoms = new int[Count + 1], bonds = new int[Count + 1];
        for (var i = 0; i < Count; i++)
        {
            atoms[i + 1] = atoms[i] + AtomCounts[i];
            bonds[i + 1] = bonds[i] + BondCounts[i];
        }

        return (atoms, bonds);
    }

    /// <summary>Checks that every count adds up, every bond end is an atom of its molecule, every code has a slot and every mass is one of an atom.</summary>
    /// <exception cref="ArgumentException">Something does not; says what.</exception>
    public void Validate()
    {
        var layout = FeatureLayout.Named(Layout);
        if (BondCounts.Length != Count)
        {
            throw new ArgumentException($"{Count} atom counts and {BondCounts.Length} bond counts.");
        }

        var (atoms, bonds) = Offsets();
        if (AtomMasses.Length != atoms[Count] || AtomCodes.Length != atoms[Count] * CodesPerAtom || BondEnds.Length != bonds[Count] * 2 || BondCodes.Length != bonds[Count] * CodesPerBond)
        {
            throw new ArgumentException("The graphs' counts and arrays do not add up.");
        }

        for (var i = 0; i < Count; i++)
        {
            foreach (var end in BondEnds.AsSpan(bonds[i] * 2, BondCounts[i] * 2))
            {
                if (end >= AtomCounts[i])
                {
                    throw new ArgumentException($"Molecule {i} has a bond to atom {end} of {AtomCounts[i]}.");
                }
            }
        }

        for (var i = 0; i < AtomMasses.Length; i++)
        {
            // Written so that NaN is refused as well.
            if (!(AtomMasses[i] is >= 0 and < MassLimit))
            {
                throw new ArgumentException($"Atom {i} has a mass of {AtomMasses[i]} g/mol; masses are from 0 to below {MassLimit}.");
            }
        }

        CheckCodes(AtomCodes, layout.AtomGroups, "atom");
        CheckCodes(BondCodes, layout.BondGroups, "bond");
    }

    /// <summary>The molecules of all parts, one part after the other.</summary>
    /// <param name="parts">Graphs of one layout; at least one.</param>
    public static MoleculeGraphs Concatenate(IReadOnlyList<MoleculeGraphs> parts) => new(
        parts[0].Layout,
        [.. parts.SelectMany(part => part.AtomCounts)],
        [.. parts.SelectMany(part => part.BondCounts)],
        [.. parts.SelectMany(part => part.AtomCodes)],
        [.. parts.SelectMany(part => part.AtomMasses)],
        [.. parts.SelectMany(part => part.BondEnds)],
        [.. parts.SelectMany(part => part.BondCodes)]);

    /// <summary>The molecules at some positions, in that order.</summary>
    public MoleculeGraphs Select(ReadOnlySpan<int> positions)
    {
        var (atoms, bonds) = Offsets();
        List<byte> atomCodes = [], bondCodes = [];
        List<float> masses = [];
        List<ushort> ends = [];
        ushort[] atomCounts = new ushort[positions.Length], bondCounts = new ushort[positions.Length];
        for (var k = 0; k < positions.Length; k++)
        {
            var i = positions[k];
            (atomCounts[k], bondCounts[k]) = (AtomCounts[i], BondCounts[i]);
            atomCodes.AddRange(AtomCodes.AsSpan(atoms[i] * CodesPerAtom, AtomCounts[i] * CodesPerAtom));
            masses.AddRange(AtomMasses.AsSpan(atoms[i], AtomCounts[i]));
            ends.AddRange(BondEnds.AsSpan(bonds[i] * 2, BondCounts[i] * 2));
            bondCodes.AddRange(BondCodes.AsSpan(bonds[i] * CodesPerBond, BondCounts[i] * CodesPerBond));
        }

        return new MoleculeGraphs(Layout, atomCounts, bondCounts, [.. atomCodes], [.. masses], [.. ends], [.. bondCodes]);
    }

    private static void CheckCodes(ReadOnlySpan<byte> codes, ReadOnlySpan<int> groups, string of)
    {
        for (var i = 0; i < codes.Length; i++)
        {
            if (codes[i] >= groups[i % groups.Length])
            {
                throw new ArgumentException($"Code {codes[i]} of {of} {i / groups.Length} is beyond the {groups[i % groups.Length]} slots of group {i % groups.Length}.");
            }
        }
    }
}
