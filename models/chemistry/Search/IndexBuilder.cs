using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace MolScreen.Chemistry.Search;

/// <summary>One row of a library to be indexed.</summary>
/// <param name="Position">Its place in the library; what searches report.</param>
/// <param name="Id">Identifier, "" where it has none.</param>
/// <param name="Smiles">As given; a row that cannot be read is left out of the index.</param>
public readonly record struct IndexEntry(int Position, string Id, string Smiles);

/// <summary>How an index is built.</summary>
public sealed record IndexOptions
{
    /// <summary>Whether molecules and queries are standardized, so that a salt is found as the molecule in it.</summary>
    public bool Standardize { get; init; } = true;

    /// <summary>Molecules with more atoms other than hydrogen are left out.</summary>
    public int MaxHeavyAtoms { get; init; } = 500;

    /// <summary>Worker threads; 0 uses every core.</summary>
    public int Threads { get; init; }

    /// <summary>What the index is made of, at most 72 bytes of UTF-8; kept with it.</summary>
    public string Stamp { get; init; } = "";
}

/// <summary>Collects molecules chunk by chunk and lays them out as an index.</summary>
internal sealed unsafe class IndexBuilder(IndexOptions options)
{
    private const int ChunkSize = 4096;

    private readonly List<Chunk> chunks = [];
    private int molecules;
    private int rows;
    private long structureBytes;
    private long smilesBytes;
    private long idBytes;

    private sealed record Chunk(MoleculeBatch Batch, int[] Positions, byte[][] Ids, byte[][] Smiles);

    /// <summary>Reads the library; <paramref name="progress"/> hears how many rows are done.</summary>
    public IndexImage Build(IEnumerable<IndexEntry> library, IProgress<long>? progress, CancellationToken cancel)
    {
        var processing = new ProcessingOptions
        {
            Standardize = options.Standardize, MaxHeavyAtoms = options.MaxHeavyAtoms, Threads = options.Threads,
        };
        foreach (var entries in library.Chunk(ChunkSize))
        {
            var batch = MoleculeProcessor.Process(
                Array.ConvertAll(entries, e => e.Smiles), MoleculeParts.Smiles | MoleculeParts.Fingerprint | MoleculeParts.Search, processing, cancel);
            Add(entries, batch);
            progress?.Report(rows);
        }

        var image = new IndexImage(IndexFormat.Of(molecules, rows, options.Standardize, options.Stamp, structureBytes, smilesBytes, idBytes));
        try
        {
            LayOut(image);
            image.Seal();
            return image;
        }
        catch
        {
            image.Dispose();
            throw;
        }
    }

    /// <summary>An index of nothing but fingerprints, for similarity alone.</summary>
    public static IndexImage OfFingerprints(byte[] fingerprints)
    {
        ReadOnlySpan<ulong> Of(int molecule) =>
            MemoryMarshal.Cast<byte, ulong>(fingerprints.AsSpan(molecule * IndexFormat.FingerprintBytes, IndexFormat.FingerprintBytes));

        var count = fingerprints.Length / IndexFormat.FingerprintBytes;
        var image = new IndexImage(IndexFormat.Of(count, count, standardized: false, "", 0, 0, 0));
        LayOutSlots(image, [.. Enumerable.Range(0, count).Select(molecule => BitCount(Of(molecule)))], Of);
        return image;
    }

    private void Add(IndexEntry[] entries, MoleculeBatch batch)
    {
        var chunk = new Chunk(
            batch,
            Array.ConvertAll(batch.Accepted, i => entries[i].Position),
            Array.ConvertAll(batch.Accepted, i => Encoding.UTF8.GetBytes(entries[i].Id)),
            Array.ConvertAll(batch.Smiles!, Encoding.UTF8.GetBytes));
        chunks.Add(chunk);
        rows = checked(rows + entries.Length);
        molecules += batch.Accepted.Length;
        structureBytes += batch.Structures!.Length;
        smilesBytes += chunk.Smiles.Sum(s => (long)s.Length);
        idBytes += chunk.Ids.Sum(s => (long)s.Length);
    }

    private void LayOut(IndexImage image)
    {
        var counts = new int[molecules];
        var fingerprints = new (Chunk Chunk, int Place)[molecules];
        var molecule = 0;
        foreach (var chunk in chunks)
        {
            chunk.Batch.Screens.CopyTo(new Span<byte>(image[IndexSection.Screens] + ((long)molecule * IndexFormat.FingerprintBytes), chunk.Batch.Screens!.Length));
            for (var place = 0; place < chunk.Positions.Length; place++, molecule++)
            {
                fingerprints[molecule] = (chunk, place);
                counts[molecule] = BitCount(Fingerprint(chunk, place));
                ((int*)image[IndexSection.Positions])[molecule] = chunk.Positions[place];
                var (from, to) = ((int)chunk.Batch.StructureOffsets![place], (int)chunk.Batch.StructureOffsets[place + 1]);
                Append(image, IndexSection.StructureOffsets, molecule, chunk.Batch.Structures.AsSpan(from..to));
                Append(image, IndexSection.SmilesOffsets, molecule, chunk.Smiles[place]);
                Append(image, IndexSection.IdOffsets, molecule, chunk.Ids[place]);
            }
        }

        LayOutSlots(image, counts, m => Fingerprint(fingerprints[m].Chunk, fingerprints[m].Place));
        LayOutHashes(image);
    }

    /// <summary>Molecules by bit count, those of the same count by number.</summary>
    private static void LayOutSlots(IndexImage image, int[] counts, Func<int, ReadOnlySpan<ulong>> fingerprint)
    {
        var buckets = new Span<int>(image[IndexSection.Buckets], IndexFormat.Bits + 2);
        foreach (var count in counts)
        {
            buckets[count + 1]++;
        }

        for (var i = 1; i < buckets.Length; i++)
        {
            buckets[i] += buckets[i - 1];
        }

        var next = buckets.ToArray();
        for (var molecule = 0; molecule < counts.Length; molecule++)
        {
            var slot = next[counts[molecule]]++;
            ((int*)image[IndexSection.Slots])[slot] = molecule;
            var to = new Span<ulong>(image[IndexSection.Fingerprints] + ((long)slot * IndexFormat.FingerprintBytes), IndexFormat.FingerprintBytes / 8);
            fingerprint(molecule).CopyTo(to);
            Sketch(to, new Span<ulong>(image[IndexSection.Sketches] + ((long)slot * IndexFormat.SketchBytes), IndexFormat.SketchBytes / 8));
        }
    }

    private static void LayOutHashes(IndexImage image)
    {
        var count = image.Format.Count;
        var hashes = new Span<ulong>(image[IndexSection.Hashes], count);
        var hashed = new Span<int>(image[IndexSection.Hashed], count);
        for (var molecule = 0; molecule < count; molecule++)
        {
            hashes[molecule] = TextHash(image.Bytes(IndexSection.SmilesOffsets, molecule));
            hashed[molecule] = molecule;
        }

        hashes.Sort(hashed);
    }

    /// <summary>The eight parts of a fingerprint xor-ed: two sketches never differ in more bits than the fingerprints do.</summary>
    public static void Sketch(ReadOnlySpan<ulong> fingerprint, Span<ulong> sketch)
    {
        sketch.Clear();
        for (var i = 0; i < fingerprint.Length; i++)
        {
            sketch[i % sketch.Length] ^= fingerprint[i];
        }
    }

    /// <summary>Bits that are set.</summary>
    public static int BitCount(ReadOnlySpan<ulong> fingerprint)
    {
        var count = 0;
        foreach (var word in fingerprint)
        {
            count += BitOperations.PopCount(word);
        }

        return count;
    }

    /// <summary>FNV-1a of 64 bits.</summary>
    public static ulong TextHash(ReadOnlySpan<byte> text)
    {
        var hash = 14695981039346656037UL;
        foreach (var one in text)
        {
            hash = (hash ^ one) * 1099511628211UL;
        }

        return hash;
    }

    private static ReadOnlySpan<ulong> Fingerprint(Chunk chunk, int place) =>
        MemoryMarshal.Cast<byte, ulong>(chunk.Batch.Fingerprints.AsSpan(place * IndexFormat.FingerprintBytes, IndexFormat.FingerprintBytes));

    private static void Append(IndexImage image, IndexSection offsets, int molecule, ReadOnlySpan<byte> bytes)
    {
        var ends = (long*)image[offsets] + molecule;
        bytes.CopyTo(new Span<byte>(image[offsets + 1] + ends[0], bytes.Length));
        ends[1] = ends[0] + bytes.Length;
    }
}
