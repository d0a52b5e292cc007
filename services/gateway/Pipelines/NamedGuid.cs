using System.Security.Cryptography;
using System.Text;

namespace MolScreen.Gateway.Pipelines;

/// <summary>Ids that are the same for the same name (UUID version 5, RFC 9562).</summary>
public static class NamedGuid
{
    /// <summary>The namespace of batch names.</summary>
    public static readonly Guid Batches = new("6f1f2f0e-5b0f-5c1e-9a53-3f0b6f6d7a10");

    /// <summary>SHA-1 over the namespace's bytes and the name in UTF-8, with version and variant set.</summary>
    public static Guid Of(Guid scope, string name)
    {
        Span<byte> bytes = [.. scope.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(name)];
#pragma warning disable CA5350 // The standard's own hash; nothing is secured by it.
        var hash = SHA1.HashData(bytes).AsSpan(0, 16);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash, bigEndian: true);
    }
}
