using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace MolScreen.Chemistry.Search;

/// <summary>
/// The sections of an index in memory and on disk: a header of 32 little-endian 64-bit numbers, then the sections, each at
/// a multiple of 64 bytes. A molecule's number is its place among the readable molecules of the library; a slot its place in
/// the order of bit counts.
/// </summary>
internal enum IndexSection
{
    /// <summary>Morgan fingerprint of each slot, 256 bytes.</summary>
    Fingerprints,

    /// <summary>Of each slot, its fingerprint's eight parts of 256 bits xor-ed: 32 bytes.</summary>
    Sketches,

    /// <summary>Molecule in each slot, int.</summary>
    Slots,

    /// <summary>First slot of each bit count from 0 to 2048, int, and the number of slots.</summary>
    Buckets,

    /// <summary>Pattern fingerprint of each molecule, 256 bytes.</summary>
    Screens,

    /// <summary>Position in the library, int.</summary>
    Positions,

    /// <summary>Hash of each canonical SMILES, ulong, ascending.</summary>
    Hashes,

    /// <summary>Molecule of each hash, int.</summary>
    Hashed,

    /// <summary>Where each molecule's structure starts, long, and where the last ends.</summary>
    StructureOffsets,

    /// <summary>Pickled molecules.</summary>
    Structures,

    /// <summary>As <see cref="StructureOffsets"/>.</summary>
    SmilesOffsets,

    /// <summary>Canonical SMILES in UTF-8.</summary>
    Smiles,

    /// <summary>As <see cref="StructureOffsets"/>.</summary>
    IdOffsets,

    /// <summary>Identifiers in UTF-8.</summary>
    Ids,

    /// <summary>Number of sections.</summary>
    Count,
}

/// <summary>The header, and what makes it fit its sections.</summary>
internal sealed class IndexFormat
{
    /// <summary>Raised with every change of a section or of what is in it.</summary>
    public const int Version = 1;

    /// <summary>Bits of Morgan and pattern fingerprints.</summary>
    public const int Bits = 2048;

    /// <summary>Bytes of either.</summary>
    public const int FingerprintBytes = Bits / 8;

    /// <summary>Bytes of a sketch.</summary>
    public const int SketchBytes = 32;

    /// <summary>Bytes of the header.</summary>
    public const int HeaderBytes = 8 * Words;

    /// <summary>Longest stamp in bytes.</summary>
    public const int StampBytes = 72;

    private const int Words = 32;
    private const int Sections = (int)IndexSection.Count;
    private const int FirstSection = 7;
    private const int FirstStamp = FirstSection + Sections;
    private const int HeaderHash = Words - 1;

    private static readonly long Magic = BinaryPrimitives.ReadInt64LittleEndian("MSCRIDX\n"u8);

    /// <summary>Readable molecules.</summary>
    public required int Count { get; init; }

    /// <summary>Rows that were read, unreadable ones included.</summary>
    public required int Rows { get; init; }

    /// <summary>Whether molecules were standardized.</summary>
    public required bool Standardized { get; init; }

    /// <summary>What the maker says it was made of.</summary>
    public required string Stamp { get; init; }

    /// <summary>Where each section starts, in bytes.</summary>
    public required long[] Starts { get; init; }

    /// <summary>Bytes in all.</summary>
    public required long Length { get; init; }

    /// <summary>Lays sections out.</summary>
    /// <param name="structures">Bytes of the section.</param>
    /// <param name="smiles">Bytes of the section.</param>
    /// <param name="ids">Bytes of the section.</param>
    public static IndexFormat Of(int count, int rows, bool standardized, string stamp, long structures, long smiles, long ids)
    {
        var lengths = Lengths(count, structures, smiles, ids);
        var (starts, end) = (new long[Sections], (long)HeaderBytes);
        for (var i = 0; i < Sections; i++)
        {
            starts[i] = end;
            end = (end + lengths[i] + 63) / 64 * 64;
        }

        return new IndexFormat { Count = count, Rows = rows, Standardized = standardized, Stamp = stamp, Starts = starts, Length = end };
    }

    /// <summary>Writes the header in front of the sections, which must be complete.</summary>
    public void Seal(Span<long> header, ulong contentHash)
    {
        header[..Words].Clear();
        header[0] = Magic;
        header[1] = Version;
        header[2] = Standardized ? 1 : 0;
        header[3] = Count;
        header[4] = Rows;
        header[5] = Length;
        header[6] = (long)contentHash;
        Starts.CopyTo(header[FirstSection..]);
        Encoding.UTF8.GetBytes(Stamp, MemoryMarshal.AsBytes(header.Slice(FirstStamp, StampBytes / 8)));
        header[HeaderHash] = (long)Hash(MemoryMarshal.Cast<long, ulong>(header[..HeaderHash]), 0);
    }

    /// <summary>Reads a header.</summary>
    /// <param name="header">The first bytes of the file.</param>
    /// <param name="fileLength">Bytes of the whole file.</param>
    /// <param name="contentHash">What the rest should hash to.</param>
    /// <exception cref="IndexException">It is not one, of another version, damaged or cut off.</exception>
    public static IndexFormat Read(ReadOnlySpan<long> header, long fileLength, out ulong contentHash)
    {
        if (header.Length < Words || header[0] != Magic)
        {
            throw new IndexException("is not a MolScreen index");
        }

        if (header[1] != Version)
        {
            throw new IndexException($"is an index of version {header[1]}, this program reads version {Version}: build it again");
        }

        if ((ulong)header[HeaderHash] != Hash(MemoryMarshal.Cast<long, ulong>(header[..HeaderHash]), 0))
        {
            throw new IndexException("is damaged: build it again");
        }

        if (header[5] != fileLength)
        {
            throw new IndexException($"has {fileLength} of {header[5]} bytes: build it again");
        }

        contentHash = (ulong)header[6];
        var stamp = MemoryMarshal.AsBytes(header.Slice(FirstStamp, StampBytes / 8)).TrimEnd((byte)0);
        return new IndexFormat
        {
            Count = checked((int)header[3]),
            Rows = checked((int)header[4]),
            Standardized = header[2] == 1,
            Stamp = Encoding.UTF8.GetString(stamp),
            Starts = header.Slice(FirstSection, Sections).ToArray(),
            Length = fileLength,
        };
    }

    /// <summary>A 64-bit hash that notices damage; not one to be trusted against malice.</summary>
    public static ulong Hash(ReadOnlySpan<ulong> words, ulong seed)
    {
        const ulong prime = 0x9E3779B97F4A7C15;
        var (a, b, c, d) = (seed ^ 1, seed ^ 2, seed ^ 3, seed ^ 4);
        var i = 0;
        for (; i + 4 <= words.Length; i += 4)
        {
            a = BitOperations.RotateLeft((a ^ words[i]) * prime, 29);
            b = BitOperations.RotateLeft((b ^ words[i + 1]) * prime, 29);
            c = BitOperations.RotateLeft((c ^ words[i + 2]) * prime, 29);
            d = BitOperations.RotateLeft((d ^ words[i + 3]) * prime, 29);
        }

        for (; i < words.Length; i++)
        {
            a = BitOperations.RotateLeft((a ^ words[i]) * prime, 29);
        }

        return ((((((a * prime) ^ b) * prime) ^ c) * prime) ^ d) * prime;
    }

    private static long[] Lengths(long count, long structures, long smiles, long ids)
    {
        var offsets = 8 * (count + 1);
        return
        [
            count * FingerprintBytes, count * SketchBytes, 4 * count, 4 * (Bits + 2), count * FingerprintBytes, 4 * count, 8 * count, 4 * count,
            offsets, structures, offsets, smiles, offsets, ids,
        ];
    }
}
