using System.Text;

namespace MolScreen.Chemistry.Input;

/// <summary>One record of an SD file: title, MOL block and properties.</summary>
/// <param name="Block">Up to and including M  END, or up to the first property where that is missing; <c>\n</c> ends lines.</param>
/// <param name="Properties">By name, in order, without the empty line behind each; lines of one value are joined by <c>\n</c>.</param>
internal sealed record SdRecord(string Block, Dictionary<string, string> Properties)
{
    /// <summary>The first line of the block.</summary>
    public string Title => Block[..(Block.IndexOf('\n') is >= 0 and var end ? end : Block.Length)];

    /// <summary>
    /// Takes a record apart. Text that is not UTF-8 is taken for Latin-1, which old names and remarks are written in.
    /// </summary>
    /// <param name="lines">The record's lines, each ended by <c>\n</c>, without <c>$$$$</c>.</param>
    public static SdRecord Parse(ReadOnlySpan<byte> lines)
    {
        var encoding = System.Text.Unicode.Utf8.IsValid(lines) ? Encoding.UTF8 : Encoding.Latin1;
        var end = EndOfBlock(lines);
        return new SdRecord(encoding.GetString(lines[..end].TrimEnd((byte)'\n')), Data(lines[end..], encoding));
    }

    /// <summary>The value of a property, told by its exact name or without regard to case and blanks; null where there is none.</summary>
    public string? Value(string name)
    {
        if (Properties.TryGetValue(name, out var value))
        {
            return value;
        }

        var normalized = ColumnChoice.Normalize(name);
        return Properties.FirstOrDefault(property => ColumnChoice.Normalize(property.Key) == normalized).Value;
    }

    /// <summary>The property with the surest of the usual names for identifiers; "" where there is none.</summary>
    public string UsualId()
    {
        var (best, found) = (ColumnChoice.IdNames.Length, "");
        foreach (var (name, value) in Properties)
        {
            var rank = Array.IndexOf(ColumnChoice.IdNames, ColumnChoice.Normalize(name));
            if (rank >= 0 && rank < best)
            {
                (best, found) = (rank, value);
            }
        }

        return found;
    }

    private static int EndOfBlock(ReadOnlySpan<byte> lines)
    {
        var at = 0;
        for (var line = 0; at < lines.Length; line++)
        {
            var rest = lines[at..];
            if (rest.StartsWith(MolBlock.End))
            {
                return at + rest.IndexOf((byte)'\n') + 1;
            }

            if (line > MolBlock.HeaderLines && rest.StartsWith(">"u8))
            {
                return at;
            }

            at += rest.IndexOf((byte)'\n') + 1;
        }

        return at;
    }

    private static Dictionary<string, string> Data(ReadOnlySpan<byte> lines, Encoding encoding)
    {
        var properties = new Dictionary<string, string>(StringComparer.Ordinal);
        while (!lines.IsEmpty)
        {
            var line = Next(ref lines);
            if (!line.StartsWith(">"u8))
            {
                continue;
            }

            var start = line[1..].IndexOf((byte)'<') + 2;
            var length = line.LastIndexOf((byte)'>') - start;
            var value = lines;
            while (!lines.IsEmpty && lines[0] != '\n')
            {
                Next(ref lines);
            }

            if (start > 1 && length > 0)
            {
                value = value[..^lines.Length].TrimEnd((byte)'\n');
                properties[encoding.GetString(line.Slice(start, length))] = encoding.GetString(value);
            }
        }

        return properties;
    }

    private static ReadOnlySpan<byte> Next(ref ReadOnlySpan<byte> lines)
    {
        var end = lines.IndexOf((byte)'\n');
        var line = lines[..end];
        lines = lines[(end + 1)..];
        return line;
    }
}
