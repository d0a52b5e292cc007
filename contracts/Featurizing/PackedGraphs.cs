namespace MolScreen.Contracts.Featurizing;

/// <summary>
/// Molecular graphs of one chunk as plain arrays, and their form on the wire. A feature is a slot number within its
/// group, never a one-hot vector; the layout names the groups.
/// </summary>
/// <param name="Layout">Feature layout, for example <c>chemprop-v2</c>; at most 255 ASCII characters.</param>
/// <param name="AtomCounts">Atoms of each molecule (n).</param>
/// <param name="BondCounts">Bonds of each molecule (n).</param>
/// <param name="AtomCodes">V × <see cref="CodesPerAtom"/>: atomic number, total degree, formal charge, chiral tag, hydrogens, hybridization, aromatic.</param>
/// <param name="AtomMasses">Mass of each atom in g/mol, unscaled (V).</param>
/// <param name="BondEnds">B × 2: begin and end atom of each bond, counted within its molecule.</param>
/// <param name="BondCodes">B × <see cref="CodesPerBond"/>: bond type, conjugated, in a ring, stereo.</param>
public sealed record PackedGraphs(
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

    /// <summary>Molecules in this payload.</summary>
    public int Count => AtomCounts.Length;

    /// <summary>
    /// The wire form, little-endian: <c>"MSG1"</c>, layout length (u8) and ASCII text, n, V, B (u32 each), then the six
    /// arrays in the order of this record, without padding.
    /// </summary>
    public byte[] Pack()
    {
        var writer = new PackedWriter();
        writer.Write("MSG1"u8);
        writer.WriteText(Layout);
        writer.Write((uint)AtomCounts.Length, (uint)AtomMasses.Length, (uint)(BondEnds.Length / 2));
        writer.Write<ushort>(AtomCounts);
        writer.Write<ushort>(BondCounts);
        writer.Write<byte>(AtomCodes);
        writer.Write<float>(AtomMasses);
        writer.Write<ushort>(BondEnds);
        writer.Write<byte>(BondCodes);
        return writer.Bytes;
    }

    /// <summary>Reads the wire form and checks that every count adds up and every bond end is an atom of its molecule.</summary>
    /// <exception cref="FormatException">The bytes are not a whole, consistent payload.</exception>
    public static PackedGraphs Unpack(ReadOnlySpan<byte> payload)
    {
        var reader = new PackedReader("Packed graphs", payload);
        reader.Magic("MSG1"u8);
        var layout = reader.Text();
        var counts = reader.Array<uint>(3);
        var (molecules, atoms, bonds) = (counts[0], counts[1], counts[2]);
        var graphs = new PackedGraphs(
            layout,
            reader.Array<ushort>(molecules),
            reader.Array<ushort>(molecules),
            reader.Array<byte>(atoms * (long)CodesPerAtom),
            reader.Array<float>(atoms),
            reader.Array<ushort>(bonds * 2L),
            reader.Array<byte>(bonds * (long)CodesPerBond));
        reader.End();
        graphs.Validate();
        return graphs;
    }

    private void Validate()
    {
        long atoms = 0, bonds = 0;
        for (var i = 0; i < Count; i++)
        {
            var end = bonds + BondCounts[i];
            if (end * 2 > BondEnds.Length)
            {
                throw new FormatException($"Packed graphs: molecule {i} has bonds beyond the payload.");
            }

            for (var e = bonds * 2; e < end * 2; e++)
            {
                if (BondEnds[e] >= AtomCounts[i])
                {
                    throw new FormatException($"Packed graphs: molecule {i} has a bond to atom {BondEnds[e]} of {AtomCounts[i]}.");
                }
            }

            atoms += AtomCounts[i];
            bonds = end;
        }

        if (atoms != AtomMasses.Length || bonds * 2 != BondEnds.Length)
        {
            throw new FormatException("Packed graphs: the counts of molecules and arrays do not add up.");
        }
    }
}
