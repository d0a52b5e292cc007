using System.IO.Compression;
using System.Text.Json;
using MolScreen.Cli.CommandLine;
using MolScreen.Testing;

namespace MolScreen.Cli.Tests.Features;

public sealed class FeaturesTests
{
    [Fact]
    public async Task A_smiles_gives_one_object_with_the_documented_members()
    {
        var run = await CommandRun.Of("features", "C=O", "--json");

        var json = JsonDocument.Parse(Assert.Single(run.Lines)).RootElement;
        Assert.Equal(["smiles", "V", "E", "edge_index", "rev_edge_index"], json.EnumerateObject().Select(member => member.Name));
        Assert.Equal([72, 72], json.GetProperty("V").EnumerateArray().Select(row => row.GetArrayLength()));
        Assert.Equal([14, 14], json.GetProperty("E").EnumerateArray().Select(row => row.GetArrayLength()));
        Assert.Equal("[[0,1],[1,0]]", json.GetProperty("edge_index").GetRawText());
        Assert.Equal("[1,0]", json.GetProperty("rev_edge_index").GetRawText());
    }

    /// <summary>The atoms of a MOL block are numbered as its SMILES numbers them here: methanal, carbon first.</summary>
    [Fact]
    public async Task A_mol_file_or_its_text_gives_the_features_of_its_smiles()
    {
        using var folder = new TemporaryFolder();
        const string Block = "\n\n\n  2  1  0  0  0  0            999 V2000\n    0.0000    0.0000    0.0000 C   0  0\n    1.2000    0.0000    0.0000 O   0  0\n  1  2  2  0\nM  END\n";

        var smiles = await CommandRun.Of("features", "C=O", "--json");
        var file = await CommandRun.Of("features", folder.Write("methanal.mol", Block), "--json");
        var text = await CommandRun.Of("features", Block, "--json");
        var broken = await CommandRun.Of("features", Block.Replace("C  ", "Q  ", StringComparison.Ordinal), "--json");

        Assert.Equal((smiles.Output, smiles.Output), (file.Output, text.Output));
        Assert.Equal(ExitCode.BadInput, broken.Code);
        Assert.Contains("The text: not a file, and not a molecule. Atom 1 is a query", broken.Error, StringComparison.Ordinal);
    }

    /// <summary>Against chemprop 2.2.4's own numbers, odd molecules included.</summary>
    [Fact]
    public async Task A_file_gives_exactly_chemprops_features()
    {
        using var folder = new TemporaryFolder();
        var expected = Oracle(Repository.TestData("oracle", "chemprop_v2_features.jsonl.gz"));
        var library = folder.Write("library.smi", string.Concat(expected.Select(line => line.GetProperty("smiles").GetString() + "\n")));

        var run = await CommandRun.Of("features", library, "--json");

        Assert.Equal(expected.Count, run.Lines.Length);
        foreach (var (line, wanted) in run.Lines.Zip(expected))
        {
            var got = JsonDocument.Parse(line).RootElement;
            Assert.Equal(wanted.GetProperty("smiles").GetString(), got.GetProperty("smiles").GetString());
            Assert.Equal(Rounded(wanted, "V"), Rounded(got, "V"));
            Assert.Equal(Rounded(wanted, "E"), Rounded(got, "E"));
            Assert.True(JsonElement.DeepEquals(wanted.GetProperty("edge_index"), got.GetProperty("edge_index")));
            Assert.True(JsonElement.DeepEquals(wanted.GetProperty("rev_edge_index"), got.GetProperty("rev_edge_index")));
        }
    }

    /// <summary>By hand: carbon and oxygen are places 5 and 7 of atomic numbers; both are sp2, place 126 = 101 + 7 + 6 + 5 + 6 + 1.</summary>
    [Fact]
    public async Task The_other_layout_is_chemprop_1s()
    {
        var run = await CommandRun.Of("features", "C=O", "--json", "--layout", "chemprop-v1");
        var refused = await CommandRun.Of("features", "C=O", "--layout", "chemprop-v3");

        var atoms = JsonDocument.Parse(Assert.Single(run.Lines)).RootElement.GetProperty("V");
        Assert.Equal([133, 133], atoms.EnumerateArray().Select(row => row.GetArrayLength()));
        Assert.Equal((1, 1, 1, 1), (atoms[0][5].GetInt32(), atoms[1][7].GetInt32(), atoms[0][126].GetInt32(), atoms[1][126].GetInt32()));
        Assert.Equal(2, refused.Code);
        Assert.StartsWith("C=O: 2 atoms × 133, 2 directed edges × 14", (await CommandRun.Of("features", "C=O", "--layout", "chemprop-v1")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_that_cannot_be_read_keeps_its_place()
    {
        using var folder = new TemporaryFolder();
        var library = folder.Write("library.smi", "CCO\nC1CC\n\nCC\n");

        var run = await CommandRun.Of("features", library, "--json");

        var errors = run.Lines.Select(line => JsonDocument.Parse(line).RootElement.TryGetProperty("error", out var error) ? error.GetString() : null);
        Assert.Equal([null, "syntax", "empty", null], errors);
    }

    /// <summary>The oracle holds six decimals; they matter only for the masses of isotopes.</summary>
    private static IEnumerable<double[]> Rounded(JsonElement molecule, string member) =>
        molecule.GetProperty(member).EnumerateArray().Select(row => row.EnumerateArray().Select(value => Math.Round(value.GetDouble(), 6)).ToArray());

    private static List<JsonElement> Oracle(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        var lines = new List<JsonElement>();
        while (reader.ReadLine() is { } line)
        {
            lines.Add(JsonDocument.Parse(line).RootElement);
        }

        return lines;
    }
}
