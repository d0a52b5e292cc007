using System.Text.RegularExpressions;

namespace MolScreen.Chemistry.Input;

/// <summary>What tells a MOL block (V2000 or V3000) from other text.</summary>
public static partial class MolBlock
{
    /// <summary>Lines above the counts.</summary>
    internal const int HeaderLines = 3;

    /// <summary>The line that ends a MOL block.</summary>
    internal static ReadOnlySpan<byte> End => "M  END"u8;

    /// <summary>Whether a text is read as a MOL block: it has a line break, which no SMILES has.</summary>
    public static bool IsOne(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.AsSpan().IndexOfAny('\r', '\n') >= 0;
    }

    /// <summary>The longest text of its kind that <see cref="MoleculeProcessor"/> looks at, in UTF-8 bytes.</summary>
    internal static int MaxLength(string text) => IsOne(text) ? MoleculeProcessor.MaxMolBlockLength : MoleculeProcessor.MaxTextLength;

    /// <summary>Whether a fourth line is a MOL block's: two counts, then a version or, in old files, nothing but numbers.</summary>
    internal static bool IsCountsLine(ReadOnlySpan<byte> line) =>
        line.Length is >= 12 and <= 80 && CountsLine().IsMatch(System.Text.Encoding.Latin1.GetString(line));

    [GeneratedRegex(@"^[ \d]{2}\d[ \d]{2}\d([ \d]{6}.{22}V[23]000| [ \d]{5,})\s*$")]
    private static partial Regex CountsLine();
}
