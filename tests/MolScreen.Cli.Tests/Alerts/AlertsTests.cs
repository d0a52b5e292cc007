using System.Text.Json;

namespace MolScreen.Cli.Tests.Alerts;

public sealed class AlertsTests
{
    private const string Header = "row,id,smiles,alerts,pains_a,pains_b,pains_c,brenk,nih,zinc,error";

    /// <summary>Names: FilterCatalog.GetMatches of python3-rdkit 2022.09.3.</summary>
    [Fact]
    public async Task A_molecule_is_a_row_with_its_alerts_in_each_catalog()
    {
        var run = await CommandRun.Of("alerts", "O=C1C=CC(=O)C=C1");

        Assert.Equal(
            [Header, "1,,O=C1C=CC(=O)C=C1,5,quinone_A(370),,,chinone_1,bis_keto_olefin;para_quinone,Propenals,"],
            run.Lines);
    }

    [Fact]
    public async Task Rows_out_are_rows_in_with_an_error_column()
    {
        using var folder = new TemporaryFolder();
        var library = folder.Write("library.smi", "CCO ethanol\nC1CC ring\n\nO=C1C=CC(=O)C=C1.Cl quinone\n");
        var output = Path.Combine(folder.Path, "alerts.csv");

        var run = await CommandRun.Of("alerts", library, "--catalogs", "pains_a,brenk", "--out", output);

        Assert.Equal((0, ""), (run.Code, run.Output));
        Assert.Equal(
            ["row,id,smiles,alerts,pains_a,brenk,error", "1,ethanol,CCO,0,,,", "2,ring,C1CC,,,,syntax", "3,,,,,,empty", "4,quinone,O=C1C=CC(=O)C=C1,2,quinone_A(370),chinone_1,"],
            File.ReadAllLines(output));
    }

    [Fact]
    public async Task Json_has_the_atoms_of_the_smiles_it_reports()
    {
        using var folder = new TemporaryFolder();
        var library = folder.Write("library.smi", "C1=CC(=O)C=CC1=O\nbad\n");

        var run = await CommandRun.Of("alerts", library, "--catalogs", "pains", "--json");
        var lines = run.Lines.Select(line => JsonDocument.Parse(line).RootElement).ToList();

        Assert.Equal("O=C1C=CC(=O)C=C1", lines[0].GetProperty("smiles").GetString());
        var alert = Assert.Single(lines[0].GetProperty("alerts").EnumerateArray());
        Assert.Equal(("pains_a", "quinone_A(370)"), (alert.GetProperty("catalog").GetString(), alert.GetProperty("alert").GetString()));
        Assert.Equal(Enumerable.Range(0, 8), alert.GetProperty("atoms")[0].EnumerateArray().Select(atom => atom.GetInt32()).Order());
        Assert.Equal("syntax", lines[1].GetProperty("error").GetString());
    }

    [Fact]
    public async Task As_written_keeps_the_text()
    {
        var run = await CommandRun.Of("alerts", "C1=CC(=O)C=CC1=O.Cl", "--as-written", "--catalogs", "zinc", "--json");

        Assert.Equal("C1=CC(=O)C=CC1=O.Cl", JsonDocument.Parse(Assert.Single(run.Lines)).RootElement.GetProperty("smiles").GetString());
    }

    [Theory]
    [InlineData("CCO", "--catalogs", "pain", "pain: no catalog of alerts")]
    [InlineData("C1CC", "--catalogs", "all", "not a file, and not a molecule")]
    [InlineData("missing.smi", "--catalogs", "all", "not a file, and not a molecule")]
    public async Task What_cannot_be_used_is_one_sentence(string molecules, string option, string value, string expected)
    {
        var run = await CommandRun.Of("alerts", molecules, option, value);

        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }
}
