using MolScreen.Cli.CommandLine;

namespace MolScreen.Cli.Tests.Stock;

public sealed class StockTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_stock_counts_duplicates_and_rejected_rows()
    {
        var run = await CommandRun.Of(
            "stock", "build", _folder.Write("a.smi", "CCO\nOCC\nC1CC\n"), _folder.Write("b.csv", "id,smiles\nx,CC(=O)[O-].[Na+]\n"), "--out", _folder["stock.bin"]);

        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.Contains("2 molecules from 4 rows, 1 duplicates, 1 rejected", run.Output, StringComparison.Ordinal);
        Assert.Contains("syntax: 1", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stock_is_made_of_an_sd_file()
    {
        var records = SdFiles.PubChem(3);
        var library = _folder.Write("vendor.sdf", string.Concat(records[0], records[1], records[0], SdFiles.WithoutEnd(records[2])));

        var run = await CommandRun.Of("stock", "build", library, "--out", _folder["stock.bin"]);

        Assert.Contains("2 molecules from 4 rows, 1 duplicates, 1 rejected", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("C(O)C", ExitCode.Ok, "in stock")]
    [InlineData("CC(=O)O", ExitCode.Ok, "in stock")]
    [InlineData("CCCO", ExitCode.Failed, "not in stock")]
    [InlineData("C1CC", ExitCode.BadInput, "")]
    public async Task A_molecule_is_found_however_it_is_written(string smiles, int code, string answer)
    {
        await CommandRun.Of("stock", "build", _folder.Write("a.smi", "CCO\nCC(=O)[O-].[Na+]\n"), "--out", _folder["stock.bin"]);

        var run = await CommandRun.Of("stock", "check", smiles, "--stock", _folder["stock.bin"]);

        Assert.Equal(code, run.Code);
        Assert.EndsWith(answer, run.Output.TrimEnd(), StringComparison.Ordinal);
    }
}
