namespace MolScreen.Contracts.Featurizing;

/// <summary>Morgan fingerprints of counts of one chunk, stored as their entries that are not 0, and their form on the wire.</summary>
/// <param name="Radius">Radius in bonds; 0 to 255.</param>
/// <param name="Size">Entries of a whole fingerprint; 1 to 65536.</param>
/// <param name="Starts">Where each molecule's entries start, and their number at the end (n + 1).</param>
/// <param name="Positions">Position of each entry, ascending within a molecule.</param>
/// <param name="Counts">Count of each entry, from 1.</param>
public sealed record PackedFingerprints(int Radius, int Size, int[] Starts, ushort[] Positions, ushort[] Counts)
{
    private const int HighestSize = 65536;

    /// <summary>Molecules in this payload.</summary>
    public int Count => Starts.Length - 1;

    /// <summary>Fingerprints out of a dense table (n × <paramref name="size"/> counts, row-major).</summary>
    public static PackedFingerprints Of(int radius, int size, ReadOnlySpan<ushort> table)
    {
        var starts = new int[(table.Length / size) + 1];
        List<ushort> positions = [], counts = [];
        for (var molecule = 0; molecule < starts.Length - 1; molecule++)
        {
            var row = table.Slice(molecule * size, size);
            for (var at = 0; row[at..].IndexOfAnyExcept((ushort)0) is var next and >= 0; at++)
            {
                at += next;
                positions.Add((ushort)at);
                counts.Add(row[at]);
            }

            starts[molecule + 1] = positions.Count;
        }

        return new PackedFingerprints(radius, size, starts, [.. positions], [.. counts]);
    }

    /// <summary>
    /// The wire form, little-endian: <c>"MSF1"</c>, radius (u8), size, n, entries (u32 each), then starts (u32 × (n + 1)), positions and
    /// counts (u16 × entries each), without padding.
    /// </summary>
    public byte[] Pack()
    {
        var writer = new PackedWriter();
        writer.Write("MSF1"u8);
        writer.Write(checked((byte)Radius));
        writer.Write((uint)Size, (uint)Count, (uint)Positions.Length);
        writer.Write<int>(Starts);
        writer.Write<ushort>(Positions);
        writer.Write<ushort>(Counts);
        return writer.Bytes;
    }

    /// <summary>Reads the wire form and checks that every entry is in its place.</summary>
    /// <exception cref="FormatException">The bytes are not a whole, consistent payload.</exception>
    public static PackedFingerprints Unpack(ReadOnlySpan<byte> payload)
    {
        var reader = new PackedReader("Packed fingerprints", payload);
        reader.Magic("MSF1"u8);
        var radius = reader.Array<byte>(1)[0];
        var counts = reader.Array<uint>(3);
        var (size, molecules, entries) = (counts[0], counts[1], counts[2]);
        if (size is < 1 or > HighestSize)
        {
            throw new FormatException($"Packed fingerprints: the size {size} is not 1 to {HighestSize}.");
        }

        var fingerprints = new PackedFingerprints(
            radius, (int)size, reader.Array<int>(molecules + 1L), reader.Array<ushort>(entries), reader.Array<ushort>(entries));
        reader.End();
        fingerprints.Validate();
        return fingerprints;
    }

    private void Validate()
    {
        if (Starts[0] != 0 || Starts[^1] != Positions.Length)
        {
            throw new FormatException("Packed fingerprints: the starts of molecules and the entries do not add up.");
        }

        for (var molecule = 0; molecule < Count; molecule++)
        {
            var (first, end) = (Starts[molecule], Starts[molecule + 1]);
            if (end < first || end > Positions.Length)
            {
                throw new FormatException($"Packed fingerprints: molecule {molecule} ends before it starts, or beyond the payload.");
            }

            for (var entry = first; entry < end; entry++)
            {
                if (Positions[entry] >= Size || Counts[entry] == 0 || (entry > first && Positions[entry] <= Positions[entry - 1]))
                {
                    throw new FormatException($"Packed fingerprints: molecule {molecule} has an entry out of place.");
                }
            }
        }
    }
}
