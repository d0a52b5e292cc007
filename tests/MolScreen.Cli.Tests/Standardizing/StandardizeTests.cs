using System.Text.Json;

namespace MolScreen.Cli.Tests.Standardizing;

public sealed class StandardizeTests
{
    /// <summary>Acetic acid's InChIKey as published.</summary>
    [Fact]
    public async Task One_molecule_gives_a_report_of_the_steps()
    {
        var run = await CommandRun.Of("standardize", "CC(=O)[O-].[Na+]", "--inchikey");

        Assert.Equal(0, run.Code);
        Assert.Equal(
            [
                "given       CC(=O)[O-].[Na+]",
                "  metals    unchanged",
                "  groups    unchanged",
                "  fragment  removed sodium ([Na+])",
                "  charges   neutralized",
                "standard    CC(=O)O",
                "inchikey    QTBSBXVTEAMEQO-UHFFFAOYSA-N",
                "recipe      molscreen-standard-1",
            ],
            run.Lines);
    }

    [Fact]
    public async Task A_file_gives_one_row_for_each_of_its_rows_in_order()
    {
        using var folder = new TemporaryFolder();
        var library = folder.Write("library.smi", "Cl.Cl.NCCN.O a\nC1CC b\nCCO c\n\nC[S+](C)[O-] e\nc1cc[cH-]c1.C[Si](C)(C)[Si](C)(C)C.[Na+] f\n");

        var run = await CommandRun.Of("standardize", library, "--inchikey");

        Assert.Equal(0, run.Code);
        Assert.Equal(
            [
                "row,id,smiles,standard_smiles,inchikey,steps,removed,error",
                "1,a,Cl.Cl.NCCN.O,NCCN,PIICEJLVQHRZGT-UHFFFAOYSA-N,fragment,2x hydrochloride; water,",
                "2,b,C1CC,,,,,syntax",
                "3,c,CCO,CCO,LFQSCWFLJHTTHZ-UHFFFAOYSA-N,,,",
                "4,,,,,,,empty",
                "5,e,C[S+](C)[O-],CS(C)=O,IAZDPXIOMUYVGZ-UHFFFAOYSA-N,groups,,",
                "6,f,c1cc[cH-]c1.C[Si](C)(C)[Si](C)(C)C.[Na+],C[Si](C)(C)[Si](C)(C)C,NEXSMEBSBIABKL-UHFFFAOYSA-N,fragment,c1cc[cH-]c1; sodium,",
            ],
            run.Lines);
    }

    [Fact]
    public async Task Json_has_the_steps_and_the_removed_fragments_with_their_names()
    {
        var run = await CommandRun.Of("standardize", "[NH3+][C@@H](C)C(=O)O.CS(=O)(=O)[O-]", "--json");

        var json = JsonDocument.Parse(Assert.Single(run.Lines)).RootElement;
        Assert.Equal("C[C@H](N)C(=O)O", json.GetProperty("standard_smiles").GetString());
        Assert.Equal("molscreen-standard-1", json.GetProperty("recipe").GetString());
        Assert.Equal("[\"fragment\",\"charges\"]", json.GetProperty("steps").GetRawText());
        Assert.Equal("[{\"smiles\":\"CS(=O)(=O)[O-]\",\"name\":\"mesylate\",\"copies\":1}]", json.GetProperty("removed").GetRawText());
    }

    /// <summary>2-hydroxypyridine's canonical tautomer is the pyridone; RDKit's scores, Sitzmann et al. 2010.</summary>
    [Fact]
    public async Task The_tautomer_is_taken_where_it_is_asked_for()
    {
        var without = await CommandRun.Of("standardize", "Oc1ccccn1", "--json");
        var with = await CommandRun.Of("standardize", "Oc1ccccn1", "--json", "--tautomer", "--tautomer-seconds", "60");

        Assert.Contains("\"standard_smiles\":\"Oc1ccccn1\"", without.Output, StringComparison.Ordinal);
        Assert.Contains("\"standard_smiles\":\"O=c1cccc[nH]1\"", with.Output, StringComparison.Ordinal);
        Assert.Contains("[\"tautomer\"]", with.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Out_writes_the_rows_to_a_file()
    {
        using var folder = new TemporaryFolder();
        var library = folder.Write("library.smi", "CCO\n");
        var path = Path.Combine(folder.Path, "standard.csv");

        var run = await CommandRun.Of("standardize", library, "--out", path);

        Assert.Equal((0, ""), (run.Code, run.Output));
        Assert.Equal("row,id,smiles,standard_smiles,steps,removed,error\n1,,CCO,CCO,,,\n", await File.ReadAllTextAsync(path));
    }

    [Theory]
    [InlineData("nowhere.smi")]
    [InlineData("C1CC")]
    [InlineData("CCO", "--tautomer-seconds", "0")]
    public async Task Bad_input_is_one_sentence_and_exit_code_2(params string[] args)
    {
        var run = await CommandRun.Of(["standardize", .. args]);

        Assert.Equal(2, run.Code);
        Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
