using System.Text;

namespace MolScreen.Chemistry.Native;

/// <summary>
/// Strings as they cross the native boundary: UTF-8 one after another; string i is <c>Bytes[Offsets[i]..Offsets[i + 1]]</c>.
/// </summary>
internal readonly record struct PackedText(byte[] Bytes, long[] Offsets)
{
    // A lone surrogate becomes a control character, which the native side reports as a bad encoding.
    private static readonly Encoding Utf8 =
        Encoding.GetEncoding("utf-8", new EncoderReplacementFallback("\u0001"), DecoderFallback.ReplacementFallback);

    /// <summary>Strings in this text.</summary>
    public int Count => Offsets.Length - 1;

    /// <summary>String i, decoded.</summary>
    public string this[int i] =>
        Utf8.GetString(Bytes, (int)Offsets[i], (int)(Offsets[i + 1] - Offsets[i]));

    /// <summary>Packs texts[start..start + count].</summary>
    public static PackedText Pack(IReadOnlyList<string> texts, int start, int count)
    {
        var offsets = new long[count + 1];
        for (var i = 0; i < count; i++)
        {
            offsets[i + 1] = offsets[i] + Utf8.GetByteCount(texts[start + i]);
        }

        var bytes = new byte[checked((int)offsets[count])];
        for (var i = 0; i < count; i++)
        {
            Utf8.GetBytes(texts[start + i], bytes.AsSpan((int)offsets[i]));
        }

        return new PackedText(bytes, offsets);
    }

    /// <summary>Copies a native text column out.</summary>
    public static unsafe PackedText Copy(byte* bytes, long* offsets, int count)
    {
        var ends = new ReadOnlySpan<long>(offsets, count + 1).ToArray();
        return new PackedText(new ReadOnlySpan<byte>(bytes, checked((int)ends[count])).ToArray(), ends);
    }

    /// <summary>All strings, decoded.</summary>
    public string[] ToStrings()
    {
        var strings = new string[Count];
        for (var i = 0; i < strings.Length; i++)
        {
            strings[i] = this[i];
        }

        return strings;
    }
}
