namespace MolScreen.Contracts.Featurizing;

/// <summary>Descriptors of the molecules of one chunk as a table, and its form on the wire.</summary>
/// <param name="Names">RDKit's names of the columns, each once, at least one; at most 255 ASCII characters each.</param>
/// <param name="Values">n × <paramref name="Names"/>, row-major; NaN where a descriptor is not defined for a molecule.</param>
public sealed record PackedDescriptors(IReadOnlyList<string> Names, float[] Values)
{
    /// <summary>Molecules in this payload.</summary>
    public int Count => Values.Length / Names.Count;

    /// <summary>
    /// The wire form, little-endian: <c>"MSD1"</c>, d names, n molecules (u32 each), the names, each as length (u8) and ASCII text, then
    /// values (float32 × n × d), without padding.
    /// </summary>
    public byte[] Pack()
    {
        var writer = new PackedWriter();
        writer.Write("MSD1"u8);
        writer.Write((uint)Names.Count, (uint)Count);
        foreach (var name in Names)
        {
            writer.WriteText(name);
        }

        writer.Write<float>(Values);
        return writer.Bytes;
    }

    /// <summary>Reads the wire form and checks that there is a value for each molecule and name.</summary>
    /// <exception cref="FormatException">The bytes are not a whole, consistent payload.</exception>
    public static PackedDescriptors Unpack(ReadOnlySpan<byte> payload)
    {
        var reader = new PackedReader("Packed descriptors", payload);
        reader.Magic("MSD1"u8);
        var counts = reader.Array<uint>(2);
        var (width, molecules) = (counts[0], counts[1]);
        var names = new List<string>();
        for (var i = 0; i < width; i++)
        {
            names.Add(reader.Text());
        }

        if (names.Count == 0 || names.Contains("") || names.Distinct().Count() != names.Count)
        {
            throw new FormatException("Packed descriptors: no name is given, or an empty one, or one twice.");
        }

        var descriptors = new PackedDescriptors(names, reader.Array<float>(molecules * (long)width));
        reader.End();
        return descriptors;
    }
}
