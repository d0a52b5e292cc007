using System.Buffers.Binary;
using MolScreen.Chemistry.Search;

namespace MolScreen.Chemistry.Tests.Search;

public sealed class MoleculeIndexTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("molscreen-index-").FullName;

    [Fact]
    public void A_saved_index_answers_as_the_one_in_memory()
    {
        var path = Path.Combine(folder, "nci.index");
        NciIndex.Instance.Save(path);

        using var opened = MoleculeIndex.Open(path);

        Assert.Equal(NciIndex.Instance.Count, opened.Count);
        Assert.Equal(new FileInfo(path).Length, opened.Bytes);
        Assert.Equal("NSC-77", opened.Id(77));
        Assert.Equal(NciIndex.Instance.Smiles(77), opened.Smiles(77));
        Assert.Equal(NciIndex.Instance.Similar(NciIndex.Smiles[9], 20), opened.Similar(NciIndex.Smiles[9], 20));
        var query = SubstructureQuery.Parse("[nH]1cccc1");
        Assert.Equal(NciIndex.Instance.Substructure(query).Molecules, opened.Substructure(query).Molecules);
        Assert.Equal(NciIndex.Instance.Exact(NciIndex.Smiles[9]), opened.Exact(NciIndex.Smiles[9]));
        Assert.Equal([path], Directory.GetFiles(folder));
    }

    [Fact]
    public void The_number_of_threads_changes_no_byte()
    {
        byte[] Built(int threads)
        {
            var path = Path.Combine(folder, $"{threads}.index");
            using var index = MoleculeIndex.Build(
                NciIndex.Smiles.Take(500).Select((smiles, i) => new IndexEntry(i, "", smiles)), new IndexOptions { Threads = threads });
            index.Save(path);
            return File.ReadAllBytes(path);
        }

        Assert.Equal(Built(1), Built(4));
    }

    /// <summary>A salt, another drawing and a tautomer: the first two are the same molecule after standardization.</summary>
    [Fact]
    public void Identity_is_that_of_the_standardized_molecule()
    {
        string[] library = ["CC(=O)[O-].[Na+]", "not a molecule", "OC(C)=O", "CC(O)=O", "CCO"];
        using var index = MoleculeIndex.Build(library.Select((smiles, i) => new IndexEntry(i * 10, $"m{i}", smiles)));

        Assert.Equal((4, 5), (index.Count, index.Rows));
        Assert.Equal([0, 20, 30], index.Exact("[K+].[O-]C(C)=O").Select(index.Position));
        Assert.Equal(["m4"], index.Exact("OCC").Select(index.Id));
        Assert.Empty(index.Exact("CCCO"));
        Assert.Throws<QueryException>(() => index.Exact("C1"));
    }

    [Fact]
    public void An_empty_library_is_an_index_in_which_nothing_is_found()
    {
        var path = Path.Combine(folder, "empty.index");
        using (var built = MoleculeIndex.Build([]))
        {
            built.Save(path);
        }

        using var index = MoleculeIndex.Open(path);
        Assert.Equal((0, 0), (index.Count, index.Rows));
        Assert.Empty(index.Similar("CCO", 10));
        Assert.Empty(index.Substructure(SubstructureQuery.Parse("*")).Molecules);
        Assert.Empty(index.Exact("CCO"));
    }

    [Fact]
    public void A_stamp_is_kept()
    {
        var path = Path.Combine(folder, "stamped.index");
        using (var built = MoleculeIndex.Build([new IndexEntry(0, "", "C")], new IndexOptions { Stamp = "job 7, 12 rows" }))
        {
            built.Save(path);
        }

        using var index = MoleculeIndex.Open(path);
        Assert.Equal("job 7, 12 rows", index.Stamp);
        Assert.Throws<ArgumentException>(() => MoleculeIndex.Build([], new IndexOptions { Stamp = new string('x', 73) }));
    }

    public static TheoryData<string, string> Damage => new()
    {
        { "text", "is not a MolScreen index." },
        { "nothing", "is not a MolScreen index." },
        { "version", "is an index of version 99, this program reads version 1: build it again." },
        { "header", "is damaged: build it again." },
        { "content", "is damaged: build it again." },
        { "short", "bytes: build it again." },
    };

    [Theory]
    [MemberData(nameof(Damage))]
    public void A_file_that_cannot_be_used_is_one_sentence(string damage, string expected)
    {
        var path = Path.Combine(folder, "damaged.index");
        using (var index = MoleculeIndex.Build([new IndexEntry(0, "", "CCO"), new IndexEntry(1, "", "CCN")]))
        {
            index.Save(path);
        }

        var bytes = File.ReadAllBytes(path);
        switch (damage)
        {
            case "text": bytes = "CCO ethanol\nCCN ethylamine\n"u8.ToArray(); break;
            case "nothing": bytes = []; break;
            case "version": BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), 99); break;
            case "header": bytes[24] ^= 1; break;
            case "content": bytes[^200] ^= 1; break;
            default: bytes = bytes[..^64]; break;
        }

        File.WriteAllBytes(path, bytes);

        var error = Assert.Throws<IndexException>(() => MoleculeIndex.Open(path));
        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        Assert.EndsWith(expected, error.Message, StringComparison.Ordinal);
        Assert.Equal(damage is not ("text" or "nothing"), MoleculeIndex.IsIndex(path));
    }

    [Fact]
    public void A_file_that_is_not_there_is_one_sentence()
    {
        var error = Assert.Throws<IndexException>(() => MoleculeIndex.Open(Path.Combine(folder, "none.index")));

        Assert.Contains("none.index", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
