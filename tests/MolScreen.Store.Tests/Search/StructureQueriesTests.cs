using System.Runtime.InteropServices;
using MolScreen.Chemistry.Search;
using MolScreen.Contracts;
using MolScreen.Contracts.Featurizing;
using MolScreen.Contracts.Results;
using MolScreen.Contracts.Scoring;
using MolScreen.Store.Database;
using MolScreen.Store.Search;
using MolScreen.Store.Tests.Toys;

namespace MolScreen.Store.Tests.Search;

/// <summary>
/// A job of real molecules, each scored by its place: ethanol 0 and again 6 (drawn the other way), phenol 1, aniline 2, p-cresol 3,
/// a rejected one 4, alanine 5. The later in the library, the better the rank.
/// </summary>
public sealed class SearchedJob : IAsyncLifetime, IDisposable
{
    private static readonly string[] Molecules = ["CCO", "Oc1ccccc1", "Nc1ccccc1", "Cc1ccc(O)cc1", "bad", "C[C@H](N)C(=O)O", "OCC"];
    private readonly DatabaseFolder folder = new();

    public Guid Id { get; private set; }

    internal DatabaseFolder Folder => folder;

    public async Task InitializeAsync()
    {
        await using var store = await StoreHost.Start(folder.Database, new ToyServices { Score = Score });
        Id = await store.Submit(ToyChemistry.Specification(), Molecules);
        await store.UntilFinished(Id);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => folder.Dispose();

    private static MoleculesScored Score(FeaturizeMolecules chunk)
    {
        var good = chunk.Molecules.Where(m => m.Text != "bad").ToList();
        return new MoleculesScored(
            SchemaVersion.Current,
            chunk.JobId,
            chunk.Chunk,
            [.. good.Select(m => m.Index)],
            [.. good.Select(m => m.Text == "OCC" ? "CCO" : m.Text)],
            Bytes(good.SelectMany(_ => new float[] { 100, 1, 20, 1, 2, 3, 0.5f })),
            [ToyChemistry.Column],
            Bytes(good.Select(m => (m.Index + 1) / 10f)),
            [.. chunk.Molecules.Except(good).Select(m => new RejectedMolecule(m.Index, "syntax", "It is bad."))]);
    }

    private static byte[] Bytes(IEnumerable<float> values) => MemoryMarshal.AsBytes<float>(values.ToArray()).ToArray();
}

public sealed class StructureQueriesTests(SearchedJob job) : IClassFixture<SearchedJob>
{
    private readonly StructureQueries queries = StructureQueries.Open(job.Folder.Database);

    /// <summary>By rank, which here is from the end of the library.</summary>
    [Theory]
    [InlineData("c1ccccc1", 3, 2, 1)]
    [InlineData("[OX2H]", 6, 5, 3, 1, 0)]
    [InlineData("[NX3]", 5, 2)]
    [InlineData("[Cl]")]
    public async Task A_substructure_gives_rows_by_rank(string smarts, params int[] expected)
    {
        var page = await queries.Search(job.Id, new StructureSearch(Substructure: smarts), CancellationToken.None);

        Assert.Equal(expected, page!.Molecules.Select(m => m.Index));
        Assert.Equal(expected.Length, page.Total);
        Assert.Equal(page.Molecules.Select(m => m.Rank).Order(), page.Molecules.Select(m => m.Rank));
    }

    [Fact]
    public async Task Similar_molecules_carry_similarity_rank_and_score()
    {
        var page = await queries.Search(job.Id, new StructureSearch(Similar: "Oc1ccccc1", Threshold: 0.3), CancellationToken.None);

        Assert.Null(page!.Total);
        Assert.Equal(1, page.Molecules[0].Index);
        Assert.Equal(("m1", "Oc1ccccc1", 1.0, (int?)5), (page.Molecules[0].Id, page.Molecules[0].Smiles, page.Molecules[0].Similarity, page.Molecules[0].Rank));
        Assert.Equal(0.2, page.Molecules[0].Score!.Value, 1e-6);
        Assert.All(page.Molecules, m => Assert.InRange(m.Similarity!.Value, 0.3, 1));
        Assert.Equal(page.Molecules.OrderByDescending(m => m.Similarity).ThenBy(m => m.Index), page.Molecules);
    }

    [Fact]
    public async Task Identity_finds_every_row_of_a_molecule_and_top_limits_them()
    {
        var all = await queries.Search(job.Id, new StructureSearch(Exact: "C(C)O.Cl"), CancellationToken.None);
        var one = await queries.Search(job.Id, new StructureSearch(Exact: "CCO", Top: 1), CancellationToken.None);

        Assert.Equal([6, 0], all!.Molecules.Select(m => m.Index));
        Assert.Equal((6, (int?)2), (one!.Molecules.Single().Index, one.Total));
    }

    [Fact]
    public async Task An_unknown_job_is_null_and_a_bad_query_a_sentence()
    {
        Assert.Null(await queries.Search(Guid.NewGuid(), new StructureSearch(Exact: "C"), CancellationToken.None));
        var refused = await Assert.ThrowsAsync<ScreeningRequestException>(
            () => queries.Search(job.Id, new StructureSearch(Substructure: "[C"), CancellationToken.None));
        Assert.Equal(RequestProblem.Invalid, refused.Problem);
        Assert.Contains("Not a SMARTS", Assert.Single(refused.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_index_is_kept_beside_the_database_and_made_again_when_it_does_not_fit()
    {
        using var database = ScreeningDatabase.OpenReadOnly(job.Folder.Database);
        using var indexes = new StructureIndexes(database);
        var file = indexes.File(job.Id);
        await new StructureQueries(database, indexes).Search(job.Id, new StructureSearch(Exact: "CCO"), CancellationToken.None);
        using (var kept = MoleculeIndex.Open(file))
        {
            Assert.Equal(($"{job.Id:N} 6", 6), (kept.Stamp, kept.Count));
        }

        foreach (var damage in new Action[]
        {
            () => File.WriteAllText(file, "no index"),
            () =>
            {
                using var other = MoleculeIndex.Build([], new IndexOptions { Stamp = $"{job.Id:N} 5" });
                other.Save(file);
            },
        })
        {
            damage();
            using var fresh = new StructureIndexes(database);
            var page = await new StructureQueries(database, fresh).Search(job.Id, new StructureSearch(Exact: "CCO"), CancellationToken.None);
            Assert.Equal(2, page!.Total);
            using var again = MoleculeIndex.Open(file);
            Assert.Equal(6, again.Count);
        }
    }

    /// <summary>The file's name is taken by a folder, so that nothing can be written there.</summary>
    [Fact]
    public async Task A_place_that_cannot_be_written_is_searched_all_the_same()
    {
        var copy = job.Folder.File("copy.db");
        File.Copy(job.Folder.Database, copy, overwrite: true);
        using var database = ScreeningDatabase.OpenReadOnly(copy);
        using var indexes = new StructureIndexes(database);
        Directory.CreateDirectory(Path.Combine(indexes.File(job.Id), "taken"));

        var page = await new StructureQueries(database, indexes).Search(job.Id, new StructureSearch(Exact: "CCO"), CancellationToken.None);

        Assert.Equal(2, page!.Total);
        Assert.False(File.Exists(indexes.File(job.Id)));
    }

    [Fact]
    public async Task Searches_at_the_same_time_agree()
    {
        var pages = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => queries.Search(
            job.Id, i % 2 == 0 ? new StructureSearch(Substructure: "c1ccccc1") : new StructureSearch(Similar: "Oc1ccccc1", Threshold: 1), CancellationToken.None))));

        Assert.All(pages, page => Assert.Equal(page!.Total is null ? [1] : [3, 2, 1], page.Molecules.Select(m => m.Index)));
    }
}
