using System.Buffers.Binary;
using System.Security.Cryptography;

namespace MolScreen.Gnn.Trees;

/// <summary>
/// A model as bytes: "MSTREES1", the SHA-256 of all that follows, kind, columns, rounds and length of the model (i32 each,
/// little-endian), the model. XGBoost may end the process over a damaged model, so that none reaches it.
/// </summary>
/// <param name="Kind">What is predicted.</param>
/// <param name="Width">Columns of the features; from 1.</param>
/// <param name="Rounds">Trees; from 1.</param>
/// <param name="Model">XGBoost's own format, universal binary JSON.</param>
internal sealed record BoostedTreesFile(TaskKind Kind, int Width, int Rounds, byte[] Model)
{
    private const int MagicEnd = 8, HashEnd = MagicEnd + SHA256.HashSizeInBytes, HeaderEnd = HashEnd + (4 * sizeof(int));

    private static ReadOnlySpan<byte> Magic => "MSTREES1"u8;

    internal byte[] Write()
    {
        var bytes = new byte[HeaderEnd + Model.Length];
        Magic.CopyTo(bytes);
        ReadOnlySpan<int> header = [(int)Kind, Width, Rounds, Model.Length];
        for (var i = 0; i < header.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(HashEnd + (i * sizeof(int))), header[i]);
        }

        Model.CopyTo(bytes.AsSpan(HeaderEnd));
        SHA256.HashData(bytes.AsSpan(HashEnd), bytes.AsSpan(MagicEnd));
        return bytes;
    }

    /// <exception cref="BoostedTreesException">The bytes are truncated, changed or something else.</exception>
    internal static BoostedTreesFile Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderEnd || !bytes.StartsWith(Magic))
        {
            throw new BoostedTreesException("These bytes are no boosted trees, or only the start of some.");
        }

        if (!SHA256.HashData(bytes[HashEnd..]).AsSpan().SequenceEqual(bytes[MagicEnd..HashEnd]))
        {
            throw new BoostedTreesException("The boosted trees are truncated or changed: their SHA-256 is another.");
        }

        Span<int> header = stackalloc int[4];
        for (var i = 0; i < header.Length; i++)
        {
            header[i] = BinaryPrimitives.ReadInt32LittleEndian(bytes[(HashEnd + (i * sizeof(int)))..]);
        }

        var (kind, width, rounds, length) = ((TaskKind)header[0], header[1], header[2], header[3]);
        return Enum.IsDefined(kind) && width > 0 && rounds > 0 && length == bytes.Length - HeaderEnd
            ? new BoostedTreesFile(kind, width, rounds, bytes[HeaderEnd..].ToArray())
            : throw new BoostedTreesException($"The boosted trees say {width} columns, {rounds} rounds and {length} bytes, which cannot be.");
    }
}
