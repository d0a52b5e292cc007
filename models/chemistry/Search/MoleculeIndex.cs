using System.Runtime.InteropServices;
using System.Text;

namespace MolScreen.Chemistry.Search;

/// <summary>
/// The readable molecules of a library, ready to be searched: Morgan fingerprints of radius 2 and 2048 bits for similarity,
/// pattern fingerprints and the molecules themselves for substructure, canonical SMILES for identity. Some 1,000 bytes a
/// molecule. Searches are thread-safe; a search that runs while the index is disposed of ends as it would have.
/// </summary>
public sealed unsafe class MoleculeIndex : IDisposable
{
    private readonly IndexImage image;

    private MoleculeIndex(IndexImage image) => this.image = image;

    /// <summary>Molecules, numbered from 0 in the library's order; rows that cannot be read are left out.</summary>
    public int Count => image.Format.Count;

    /// <summary>Rows of the library, the unreadable ones included.</summary>
    public int Rows => image.Format.Rows;

    /// <summary>Whether molecules and queries are standardized.</summary>
    public bool Standardized => image.Format.Standardized;

    /// <summary>What the index was made of, as its maker said.</summary>
    public string Stamp => image.Format.Stamp;

    /// <summary>Bytes in memory and on disk.</summary>
    public long Bytes => image.Format.Length;

    /// <summary>Reads and indexes a library on all cores.</summary>
    /// <param name="library">Read once, in order.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="progress">Hears how many rows are done.</param>
    /// <param name="cancel">Ends the work.</param>
    public static MoleculeIndex Build(
        IEnumerable<IndexEntry> library, IndexOptions? options = null, IProgress<long>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(library);
        options ??= new IndexOptions();
        if (Encoding.UTF8.GetByteCount(options.Stamp) > IndexFormat.StampBytes)
        {
            throw new ArgumentException($"A stamp has at most {IndexFormat.StampBytes} bytes.", nameof(options));
        }

        return new MoleculeIndex(new IndexBuilder(options).Build(library, progress, cancel));
    }

    /// <summary>An index of fingerprints one after another, numbered in order: for similarity alone.</summary>
    internal static MoleculeIndex OfFingerprints(byte[] fingerprints) => new(IndexBuilder.OfFingerprints(fingerprints));

    /// <summary>Opens a file that <see cref="Save"/> wrote; it is checked whole and stays mapped until this is disposed.</summary>
    /// <exception cref="IndexException">There is no such file, or it is no index, of another version, or damaged.</exception>
    public static MoleculeIndex Open(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return new MoleculeIndex(IndexImage.Map(path));
    }

    /// <summary>Whether a file begins as an index does.</summary>
    public static bool IsIndex(string path)
    {
        ReadOnlySpan<byte> magic = "MSCRIDX\n"u8;
        try
        {
            using var stream = File.OpenRead(path);
            Span<byte> start = stackalloc byte[magic.Length];
            return stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == magic.Length && start.SequenceEqual(magic);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Writes the index, whole or not at all.</summary>
    public void Save(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var temporary = $"{Path.GetFullPath(path)}.{Guid.NewGuid():N}.part";
        try
        {
            using (new Use(image))
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                image.CopyTo(stream);
            }

            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Place of a molecule in the library, as given when it was indexed.</summary>
    public int Position(int molecule) => Read(molecule, (i, m) => ((int*)i[IndexSection.Positions])[m]);

    /// <summary>A molecule's identifier.</summary>
    public string Id(int molecule) => Read(molecule, (i, m) => i.Text(IndexSection.IdOffsets, m));

    /// <summary>A molecule's canonical SMILES.</summary>
    public string Smiles(int molecule) => Read(molecule, (i, m) => i.Text(IndexSection.SmilesOffsets, m));

    /// <summary>A molecule's Morgan fingerprint.</summary>
    public byte[] Fingerprint(int molecule) => Read(molecule, (i, m) =>
    {
        var slot = new ReadOnlySpan<int>(i[IndexSection.Slots], i.Format.Count).IndexOf(m);
        return new ReadOnlySpan<byte>(i[IndexSection.Fingerprints] + ((long)slot * IndexFormat.FingerprintBytes), IndexFormat.FingerprintBytes).ToArray();
    });

    /// <summary>Molecules of at least a Tanimoto similarity to a SMILES, the most similar first, equal ones by number.</summary>
    /// <param name="smiles">The query.</param>
    /// <param name="top">At most this many, from 1.</param>
    /// <param name="threshold">Least similarity, 0 to 1.</param>
    /// <param name="cancel">Ends the search.</param>
    /// <exception cref="QueryException">The query is not a molecule.</exception>
    public SimilarMolecule[] Similar(string smiles, int top, double threshold = 0, CancellationToken cancel = default) =>
        Similar(Query(smiles, MoleculeParts.Fingerprint).Fingerprints!, top, threshold, cancel);

    /// <summary>The same for a Morgan fingerprint of radius 2 and 2048 bits.</summary>
    public SimilarMolecule[] Similar(ReadOnlySpan<byte> fingerprint, int top, double threshold = 0, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(fingerprint.Length, IndexFormat.FingerprintBytes);
        ArgumentOutOfRangeException.ThrowIfLessThan(top, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(threshold);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threshold, 1);
        using var use = new Use(image);
        return new TanimotoSearch(MemoryMarshal.Cast<byte, ulong>(fingerprint).ToArray(), top, threshold).Run(image, cancel);
    }

    /// <summary>Molecules with a substructure, by number.</summary>
    /// <param name="query">What to find.</param>
    /// <param name="limit">At most this many, from 1.</param>
    /// <param name="threads">0 uses every core.</param>
    /// <param name="cancel">Ends the search.</param>
    public SubstructureMatches Substructure(
        SubstructureQuery query, int limit = int.MaxValue, int threads = 0, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        using var use = new Use(image);
        return new SubstructureSearch(image, query, threads).Run(limit, cancel);
    }

    /// <summary>Molecules with the same canonical SMILES (after standardization of both, where the index is standardized), by number.</summary>
    /// <exception cref="QueryException">The query is not a molecule.</exception>
    public int[] Exact(string smiles)
    {
        var canonical = Encoding.UTF8.GetBytes(Query(smiles, MoleculeParts.Smiles).Smiles![0]);
        using var use = new Use(image);
        var hash = IndexBuilder.TextHash(canonical);
        var hashes = new ReadOnlySpan<ulong>(image[IndexSection.Hashes], Count);
        var first = hashes.BinarySearch(hash);
        while (first > 0 && hashes[first - 1] == hash)
        {
            first--;
        }

        var found = new List<int>();
        for (var i = Math.Max(first, 0); i < Count && hashes[i] == hash; i++)
        {
            var molecule = ((int*)image[IndexSection.Hashed])[i];
            if (image.Bytes(IndexSection.SmilesOffsets, molecule).SequenceEqual(canonical))
            {
                found.Add(molecule);
            }
        }

        found.Sort();
        return [.. found];
    }

    /// <inheritdoc/>
    public void Dispose() => image.Dispose();

    private MoleculeBatch Query(string smiles, MoleculeParts parts)
    {
        ArgumentNullException.ThrowIfNull(smiles);
        var options = new ProcessingOptions { Standardize = Standardized, Threads = 1, MaxHeavyAtoms = ProcessingOptions.HighestMaxHeavyAtoms };
        var batch = MoleculeProcessor.Process([smiles], parts, options);
        return batch.Accepted.Length == 1
            ? batch
            : throw new QueryException($"The query '{(smiles.Length <= 60 ? smiles : smiles[..60] + "…")}' is not a molecule. {batch.Messages[0]}");
    }

    private T Read<T>(int molecule, Func<IndexImage, int, T> read)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(molecule);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(molecule, Count);
        using var use = new Use(image);
        return read(image, molecule);
    }

    /// <summary>Keeps the image alive while it is read.</summary>
    private readonly ref struct Use
    {
        private readonly IndexImage image;

        public Use(IndexImage image)
        {
            var added = false;
            image.DangerousAddRef(ref added);
            this.image = image;
        }

        public void Dispose() => image.DangerousRelease();
    }
}
