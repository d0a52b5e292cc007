using System.Buffers;
using System.Runtime.InteropServices;

namespace MolScreen.Contracts.Featurizing;

/// <summary>Reads a packed payload from its start to its end; an array is made only after its bytes are known to be there.</summary>
/// <param name="what">What the payload is, for the message of a refusal.</param>
/// <param name="payload">All of it, little-endian and without padding.</param>
internal ref struct PackedReader(string what, ReadOnlySpan<byte> payload)
{
    private ReadOnlySpan<byte> rest = payload;

    /// <summary>Passes over the four letters that a payload begins with.</summary>
    /// <exception cref="FormatException">It begins otherwise.</exception>
    public void Magic(ReadOnlySpan<byte> letters)
    {
        if (!Take(letters.Length).SequenceEqual(letters))
        {
            throw Refused($"the payload does not start with {System.Text.Encoding.ASCII.GetString(letters)}.");
        }
    }

    /// <summary>A length of one byte and so much ASCII text.</summary>
    /// <exception cref="FormatException">The payload ends before.</exception>
    public string Text()
    {
        int length = Take(1)[0];
        return System.Text.Encoding.ASCII.GetString(Take(length));
    }

    /// <summary>The next numbers.</summary>
    /// <exception cref="FormatException">The payload ends before.</exception>
    public T[] Array<T>(long count)
        where T : unmanaged
    {
        var size = Marshal.SizeOf<T>();
        return count >= 0 && count <= rest.Length / size
            ? MemoryMarshal.Cast<byte, T>(Take((int)count * size)).ToArray()
            : throw Refused($"{count} numbers of {size} bytes announced, {rest.Length} bytes left.");
    }

    /// <summary>Nothing may follow.</summary>
    /// <exception cref="FormatException">Something does.</exception>
    public readonly void End()
    {
        if (!rest.IsEmpty)
        {
            throw Refused($"{rest.Length} bytes follow the last array.");
        }
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > rest.Length)
        {
            throw Refused($"{count} bytes announced, {rest.Length} left.");
        }

        var taken = rest[..count];
        rest = rest[count..];
        return taken;
    }

    private readonly FormatException Refused(string why) => new($"{what}: {why}");
}

/// <summary>Writes what <see cref="PackedReader"/> reads.</summary>
internal sealed class PackedWriter
{
    private readonly ArrayBufferWriter<byte> buffer = new();

    public byte[] Bytes => buffer.WrittenSpan.ToArray();

    public void Write<T>(params ReadOnlySpan<T> values)
        where T : unmanaged => buffer.Write(MemoryMarshal.AsBytes(values));

    /// <summary>At most 255 ASCII characters.</summary>
    public void WriteText(string text)
    {
        var ascii = System.Text.Encoding.ASCII.GetBytes(text);
        Write(checked((byte)ascii.Length));
        Write<byte>(ascii);
    }
}
