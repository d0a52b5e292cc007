using System.Globalization;
using System.Text.Json;
using MolScreen.Chemistry;
using MolScreen.Cli.CommandLine;

namespace MolScreen.Cli.Tests.Describing;

public sealed class DescribeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Rows_out_are_rows_in_and_a_bad_one_has_its_reason()
    {
        var library = _folder.Write("library.smi", "CC(=O)Oc1ccccc1C(=O)O aspirin\nC1CC broken\nCC(=O)Nc1ccc(O)cc1 paracetamol\n");

        var run = await CommandRun.Of("describe", library);

        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.Equal(
            "row,id,smiles,MolWt,MolLogP,TPSA,NumHDonors,NumHAcceptors,NumRotatableBonds,qed,sa_score,lipinski_violations,"
            + "veber_violations,egan_violations,ghose_violations,lead_violations,fragment_violations,violated,error",
            run.Lines[0]);
        Assert.Equal(["aspirin", "broken", "paracetamol"], CsvText.Column(run.Output, "id"));
        Assert.Equal(["", "syntax", ""], CsvText.Column(run.Output, "error"));
        Assert.Equal(["fragment:TPSA", "", "ghose:MolWt"], CsvText.Column(run.Output, "violated"));
        Assert.Contains("1 of 3 rows", run.Error, StringComparison.Ordinal);

        // C9H8O4 and C8H9NO2, by hand from IUPAC's atomic weights.
        var weights = CsvText.Column(run.Output, "MolWt");
        Assert.Equal(180.159, double.Parse(weights[0], CultureInfo.InvariantCulture), 2e-3);
        Assert.Equal("", weights[1]);
        Assert.Equal(151.165, double.Parse(weights[2], CultureInfo.InvariantCulture), 2e-3);
    }

    [Fact]
    public async Task All_descriptors_are_columns_under_rdkits_names()
    {
        var library = _folder.Write("library.csv", "name,structure\na,CCO\n");

        var run = await CommandRun.Of("describe", library, "--descriptors", "all", "--smiles-column", "structure");

        Assert.Equal(["row", "id", "smiles", .. DescriptorSet.Names, "error"], run.Lines[0].Split(','));
        Assert.Equal("1", CsvText.Column(run.Output, "fr_Al_OH")[0]);
    }

    [Fact]
    public async Task Named_columns_come_in_the_order_asked_for()
    {
        var run = await CommandRun.Of("describe", _folder.Write("library.smi", "CCO\n"), "--descriptors", "TPSA,MolWt", "--sa");

        Assert.Equal("row,id,smiles,TPSA,MolWt,sa_score,error", run.Lines[0]);

        // Ertl, Rohde, Selzer, J. Med. Chem. 43 (2000) 3714: a hydroxyl group is 20.23 Å².
        Assert.Equal("20.23", CsvText.Column(run.Output, "TPSA")[0]);
    }

    /// <summary>Sodium acetate is acetic acid (60.05 g/mol) when standardized, with its sodium 82.03 g/mol as written.</summary>
    [Theory]
    [InlineData(60.05)]
    [InlineData(82.03, "--as-written")]
    public async Task Salts_are_kept_as_written(double weight, params string[] more)
    {
        var library = _folder.Write("library.smi", "CC(=O)[O-].[Na+]\n");

        var run = await CommandRun.Of(["describe", library, "--descriptors", "MolWt", .. more]);

        Assert.Equal(weight, double.Parse(CsvText.Column(run.Output, "MolWt")[0], CultureInfo.InvariantCulture), 0.01);
    }

    /// <summary>Sucrose, C12H22O11, has eight OH and eleven O: over both limits of the rule of five that count them.</summary>
    [Fact]
    public async Task Json_says_which_criteria_are_violated()
    {
        const string Sucrose = "OC[C@H]1O[C@H](O[C@]2(CO)O[C@H](CO)[C@@H](O)[C@@H]2O)[C@H](O)[C@@H](O)[C@@H]1O";

        var run = await CommandRun.Of("describe", Sucrose, "--rules", "--json");

        var lipinski = JsonDocument.Parse(Assert.Single(run.Lines)).RootElement.GetProperty("rules").GetProperty("lipinski");
        Assert.False(lipinski.GetProperty("passes").GetBoolean());
        Assert.Equal(["NHOHCount", "NOCount"], lipinski.GetProperty("violated").EnumerateArray().Select(name => name.GetString()));
    }

    /// <summary>Gasteiger has no parameters for platinum: RDKit's charge is not a number, so the cell is empty and JSON has null.</summary>
    [Fact]
    public async Task An_undefined_value_is_an_empty_cell_and_null()
    {
        var library = _folder.Write("library.smi", "[Pt](Cl)(Cl)(N)N\n");

        var table = await CommandRun.Of("describe", library, "--descriptors", "BCUT2D_CHGHI,HeavyAtomCount", "--as-written");
        var json = await CommandRun.Of("describe", library, "--descriptors", "BCUT2D_CHGHI,HeavyAtomCount", "--as-written", "--json");

        Assert.Equal(("", "5", ""), (CsvText.Column(table.Output, "BCUT2D_CHGHI")[0], CsvText.Column(table.Output, "HeavyAtomCount")[0], CsvText.Column(table.Output, "error")[0]));
        Assert.Equal(JsonValueKind.Null, JsonDocument.Parse(json.Lines[0]).RootElement.GetProperty("descriptors").GetProperty("BCUT2D_CHGHI").ValueKind);
    }

    [Fact]
    public async Task One_molecule_is_a_table_for_people_and_a_row_in_a_file()
    {
        var shown = await CommandRun.Of("describe", "CC(=O)Nc1ccc(O)cc1");
        var written = await CommandRun.Of("describe", "CC(=O)Nc1ccc(O)cc1", "--out", _folder["out.csv"]);

        Assert.Contains("Lipinski's rule of five   passes", shown.Output, StringComparison.Ordinal);
        Assert.Contains("MolWt 151.165, not 160 to 480 g/mol", shown.Output, StringComparison.Ordinal);
        Assert.Equal("", written.Output);
        Assert.StartsWith("row,id,smiles,MolWt", await File.ReadAllTextAsync(_folder["out.csv"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no descriptor is called molwt; MolWt is meant?", "CCO", "--descriptors", "MolLogP,molwt")]
    [InlineData("no descriptor is called weight", "CCO", "--descriptors", "weight")]
    [InlineData("not a file, and not a molecule", "C1CC")]
    public async Task What_cannot_be_described_is_said_in_one_sentence(string sentence, params string[] arguments)
    {
        var run = await CommandRun.Of(["describe", .. arguments]);

        Assert.Equal(ExitCode.BadInput, run.Code);
        Assert.Equal("", run.Output);
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
    }
}
