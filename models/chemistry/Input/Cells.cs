using System.Text;

namespace MolScreen.Chemistry.Input;

/// <summary>One cell of a row: its text, and whether its bytes were valid UTF-8 (if not, the text shows U+FFFD).</summary>
internal readonly record struct Cell(string Text, bool Valid)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static readonly Cell Absent = new("", true);

    public static Cell Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return new Cell(Trim(Strict.GetString(bytes)), true);
        }
        catch (DecoderFallbackException)
        {
            return new Cell(Trim(Encoding.UTF8.GetString(bytes)), false);
        }
    }

    // The first line of a MOL block is often empty, and has to stay.
    private static string Trim(string text) => text.Trim() is var trimmed && MolBlock.IsOne(trimmed) ? text.TrimEnd() : trimmed;
}

/// <summary>One row, split into cells.</summary>
internal sealed record Row(LineEnd End, Cell[] Cells)
{
    /// <summary>The cell of a column, absent when the row is shorter or the column is not there.</summary>
    public Cell this[int column] => column >= 0 && column < Cells.Length ? Cells[column] : Cell.Absent;
}

/// <summary>Splits lines into cells.</summary>
internal static class Cells
{
    /// <summary>The cells of a line of a delimited file; quotes as in RFC 4180, a quote inside an unquoted cell is itself.</summary>
    public static Cell[] Split(ReadOnlySpan<byte> line, byte delimiter)
    {
        var cells = new List<Cell>();
        var rest = line;
        while (true)
        {
            if (rest.StartsWith("\""u8))
            {
                cells.Add(Quoted(rest[1..], delimiter, out var used));
                rest = rest[(1 + used)..];
                if (rest.IsEmpty)
                {
                    return [.. cells];
                }

                rest = rest[1..];
                continue;
            }

            var end = rest.IndexOf(delimiter);
            cells.Add(Cell.Decode(end < 0 ? rest : rest[..end]));
            if (end < 0)
            {
                return [.. cells];
            }

            rest = rest[(end + 1)..];
        }
    }

    /// <summary>
    /// SMILES and name of a line of a SMILES file, separated by blanks, a tab, a comma, a semicolon or a pipe; a CXSMILES
    /// extension (<c>|…|</c> behind a blank or a tab) between them is passed over. Names may hold blanks, commas and
    /// semicolons; behind a tab or a pipe come further columns, which are left out.
    /// </summary>
    public static Cell[] SplitSmiles(ReadOnlySpan<byte> line)
    {
        var blanks = " \t"u8;
        line = line.Trim(blanks);
        var end = line.IndexOfAny(" \t,;|"u8);
        if (end < 0)
        {
            return [Cell.Decode(line)];
        }

        var smiles = line[..end];
        var name = line[end..];
        var extension = name.TrimStart(blanks);
        if (extension.Length < name.Length && extension.StartsWith("|"u8) && !extension[1..].StartsWith(" "u8)
            && extension[1..].IndexOf((byte)'|') is >= 0 and var close)
        {
            name = extension[(close + 2)..];
        }

        name = name.TrimStart(" \t,;|"u8);
        var next = name.IndexOfAny("\t|"u8);
        return [Cell.Decode(smiles), Cell.Decode(next < 0 ? name : name[..next])];
    }

    /// <summary>The cell behind an opening quote, up to its delimiter; text behind the closing quote belongs to it.</summary>
    private static Cell Quoted(ReadOnlySpan<byte> rest, byte delimiter, out int used)
    {
        var bytes = new List<byte>(rest.Length);
        var open = true;
        for (used = 0; used < rest.Length; used++)
        {
            var value = rest[used];
            if (open && value == '"')
            {
                var doubled = used + 1 < rest.Length && rest[used + 1] == '"';
                if (!doubled)
                {
                    open = false;
                    continue;
                }

                used++;
            }
            else if (!open && value == delimiter)
            {
                break;
            }

            bytes.Add(value);
        }

        return Cell.Decode(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(bytes));
    }
}
