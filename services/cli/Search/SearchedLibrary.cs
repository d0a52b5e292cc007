using MolScreen.Chemistry.Input;
using MolScreen.Chemistry.Search;
using MolScreen.Cli.CommandLine;
using MolScreen.Cli.Output;
using MolScreen.Contracts.Results;
using MolScreen.Store.Queries;
using MolScreen.Store.Search;

namespace MolScreen.Cli.Search;

/// <summary>What a search looks through: a molecule file, an index file, or a job of a database.</summary>
internal static class SearchedLibrary
{
    /// <summary>Finds molecules, whatever the file is.</summary>
    /// <exception cref="InputException">The file or the query cannot be used.</exception>
    public static async Task<StructurePage> Search(
        string path, string job, MoleculeFileOptions file, StructureSearch search, TextWriter error, CancellationToken cancel)
    {
        if (path != "-" && !File.Exists(path))
        {
            throw new InputException($"{path}: no such file; name a library, an index or a database with --in");
        }

        if (path != "-" && IsDatabase(path))
        {
            var status = await ScreeningQueries.Open(path).Named(job, cancel);
            return await StructureQueries.Open(path).Search(status.Id, search, cancel) ?? throw new InputException($"job {status.Id} is gone");
        }

        return await Task.Run(
            () =>
            {
                // A query that cannot be used is told before a library is read for it.
                var substructure = search.Substructure is { } text ? SubstructureQuery.Parse(text, chirality: search.Chirality) : null;
                using var index = path != "-" && MoleculeIndex.IsIndex(path) ? MoleculeIndex.Open(path) : Build(path, file, 0, error, cancel);
                return Look(index, search, substructure, cancel);
            },
            cancel);
    }

    /// <summary>Indexes a molecule file, showing progress.</summary>
    public static MoleculeIndex Build(string path, MoleculeFileOptions file, int threads, TextWriter error, CancellationToken cancel)
    {
        using var progress = new Progress(error, "molecules");
        return MoleculeIndex.Build(
            MoleculeFile.Read(path, file).Select(record => new IndexEntry(record.Row - 1, record.Id, record.Error is null ? record.Text : "")),
            new IndexOptions { Threads = threads },
            new ProgressRelay<long>(rows => progress.Report(rows)),
            cancel);
    }

    /// <summary>A substructure as text: the content of a MOL file, where it names one.</summary>
    public static string QueryText(string query) => query.EndsWith(".mol", StringComparison.OrdinalIgnoreCase) && File.Exists(query)
        ? new FileInfo(query).Length <= 1_000_000 ? File.ReadAllText(query) : throw new InputException($"{query}: more than 1 MB is no MOL file")
        : query;

    private static StructurePage Look(MoleculeIndex index, StructureSearch search, SubstructureQuery? substructure, CancellationToken cancel)
    {
        FoundMolecule Row(int molecule, double? similarity) =>
            new(index.Position(molecule), index.Id(molecule), index.Smiles(molecule), similarity, null, null);

        if (search.Similar is { } smiles)
        {
            var similar = index.Similar(smiles, search.Top, search.Threshold, cancel);
            return new StructurePage(Guid.Empty, default, null, 0, [.. similar.Select(s => Row(s.Molecule, s.Similarity))]);
        }

        var matches = substructure is null ? new SubstructureMatches(index.Exact(search.Exact!), 0, false) : index.Substructure(substructure, cancel: cancel);
        return new StructurePage(
            Guid.Empty, default, matches.Molecules.Count, matches.GaveUp, [.. matches.Molecules.Take(search.Top).Select(m => Row(m, null))]);
    }

    private static bool IsDatabase(string path)
    {
        ReadOnlySpan<byte> magic = "SQLite format 3\0"u8;
        using var stream = File.OpenRead(path);
        Span<byte> start = stackalloc byte[magic.Length];
        return stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == magic.Length && start.SequenceEqual(magic);
    }
}
