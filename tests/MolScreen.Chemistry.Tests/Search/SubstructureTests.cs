using System.Text.Json.Serialization;
using MolScreen.Chemistry.Search;

namespace MolScreen.Chemistry.Tests.Search;

public sealed class SubstructureTests
{
    private static readonly Lazy<SubstructureOracle[]> Oracle = new(() => RdkitOracle.Read<SubstructureOracle>("substructures.jsonl.gz"));

    public static TheoryData<string> Queries => [.. Oracle.Value.Select(o => o.Smarts)];

    /// <summary>python3-rdkit's HasSubstructMatch on every NCI molecule (scripts/oracles/regenerate-search).</summary>
    [Theory]
    [MemberData(nameof(Queries))]
    public void The_matches_in_nci_are_those_of_rdkit(string smarts)
    {
        var found = NciIndex.Instance.Substructure(SubstructureQuery.Parse(smarts));

        Assert.Equal(Oracle.Value.Single(o => o.Smarts == smarts).Matches, found.Molecules);
        Assert.Equal(0, found.GaveUp);
        Assert.False(found.Limited);
    }

    [Fact]
    public void A_limit_gives_the_first_ones()
    {
        var expected = Oracle.Value.Single(o => o.Smarts == "c1ccccc1").Matches;

        var found = NciIndex.Instance.Substructure(SubstructureQuery.Parse("c1ccccc1"), limit: 30, threads: 1);

        Assert.Equal(expected.Take(30), found.Molecules);
        Assert.True(found.Limited);
    }

    /// <summary>A SMILES query is a molecule: its aliphatic-looking benzene is aromatic.</summary>
    [Fact]
    public void A_smiles_and_a_mol_block_are_molecules()
    {
        var expected = NciIndex.Instance.Substructure(SubstructureQuery.Parse("c1ccccc1")).Molecules;

        Assert.Equal(expected, NciIndex.Instance.Substructure(SubstructureQuery.Parse("C1=CC=CC=C1", QueryNotation.Smiles)).Molecules);
        Assert.Equal(expected, NciIndex.Instance.Substructure(SubstructureQuery.Parse(Benzene)).Molecules);
    }

    [Fact]
    public void Stereo_matters_where_it_is_asked_for()
    {
        string[] library = ["C[C@H](N)C(=O)O", "C[C@@H](N)C(=O)O", "CC(N)C(=O)O"];
        using var index = MoleculeIndex.Build(library.Select((smiles, i) => new IndexEntry(i, "", smiles)));

        Assert.Equal([0, 1, 2], index.Substructure(SubstructureQuery.Parse(library[0], QueryNotation.Smiles)).Molecules);
        Assert.Equal([0], index.Substructure(SubstructureQuery.Parse(library[0], QueryNotation.Smiles, chirality: true)).Molecules);
    }

    public static TheoryData<string, QueryNotation, string> Bad => new()
    {
        { "", QueryNotation.Smarts, "No query" },
        { "[C", QueryNotation.Smarts, "Not a SMARTS" },
        { "C(C", QueryNotation.Smiles, "(syntax)" },
        { "C(C)(C)(C)(C)C", QueryNotation.Smiles, "(valence)" },
        { "no\nmolecule\nM  END", QueryNotation.MolBlock, "Not a MOL block" },
        { new string('C', 300), QueryNotation.Smarts, "at most 250" },
        { new string('C', 20_000), QueryNotation.Smarts, "at most 10000" },
        { Nested(40), QueryNotation.Smarts, "20 deep" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_bad_query_is_one_sentence(string text, QueryNotation notation, string expected)
    {
        var error = Assert.Throws<QueryException>(() => SubstructureQuery.Parse(text, notation));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    /// <summary>Paths of 28 atoms that end in what no fullerene has: without a bound this takes longer than anybody waits.</summary>
    [Fact]
    public void A_query_that_explodes_is_given_up_and_said_so()
    {
        const string fullerene = "c12c3c4c5c1c1c6c7c2c2c8c3c3c9c4c4c%10c5c5c1c1c6c6c%11c7c2c2c7c8c3c3c8c9c4c4c9c%10c5c5c1c1c6c6c%11c2c2c7c3c3c8c4c4c9c5c1c1c6c2c3c41";
        using var index = MoleculeIndex.Build([new IndexEntry(0, "C60", fullerene), new IndexEntry(1, "ethanol", "CCO")]);
        var query = SubstructureQuery.Parse(string.Concat(Enumerable.Repeat("*~", 28)) + "[$(*~[!#6])]");

        var found = index.Substructure(query);

        Assert.Empty(found.Molecules);
        Assert.Equal(1, found.GaveUp);
    }

    [Fact]
    public void A_search_that_is_cancelled_says_so_instead_of_answering()
    {
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(
            () => NciIndex.Instance.Substructure(SubstructureQuery.Parse("C"), cancel: cancel.Token));
    }

    private static string Nested(int depth) => depth == 0 ? "C" : $"[$(C{Nested(depth - 1)})]";

    private const string Benzene = """

          molscreen

          6  6  0  0  0  0  0  0  0  0999 V2000
            1.2990    0.7500    0.0000 C   0  0
            0.0000    1.5000    0.0000 C   0  0
           -1.2990    0.7500    0.0000 C   0  0
           -1.2990   -0.7500    0.0000 C   0  0
            0.0000   -1.5000    0.0000 C   0  0
            1.2990   -0.7500    0.0000 C   0  0
          1  2  2  0
          2  3  1  0
          3  4  2  0
          4  5  1  0
          5  6  2  0
          6  1  1  0
        M  END
        """;
}

/// <summary>One line of substructures.jsonl.gz.</summary>
internal sealed record SubstructureOracle
{
    [JsonPropertyName("smarts")]
    public required string Smarts { get; init; }

    [JsonPropertyName("matches")]
    public required int[] Matches { get; init; }
}
