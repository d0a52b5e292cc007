using MolScreen.Retro.Stock;

namespace MolScreen.Retro.Tests.Stock;

public sealed class StockTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_built_stock_holds_its_molecules_and_no_others()
    {
        var file = _folder.Write("stock.smi", "CCO ethanol\nOC(=O)c1ccccc1 acid\nN alanine\n");

        StockBuilder.Build([file], _folder.File("stock.bin"));
        using var stock = StockFile.Open(_folder.File("stock.bin"));

        Assert.Equal(3, stock.Count);
        Assert.True(stock.Contains("CCO") && stock.Contains("O=C(O)c1ccccc1") && stock.Contains("N"));
        Assert.False(stock.Contains("CCN") || stock.Contains("") || stock.Contains("CC"));
    }

    [Fact]
    public void The_report_accounts_for_every_row()
    {
        // Ethanol three times (once as written otherwise, once as a hydrochloride's companion), two rows that are no molecules.
        var file = _folder.Write("stock.csv", "smiles,id\nCCO,1\nOCC,2\nCCO.Cl,3\nc1ccccc1,4\nC1CC,5\nC(C)(C)(C)(C)C,6\n");

        var report = StockBuilder.Build([file], _folder.File("stock.bin"));

        Assert.Equal((6L, 2, 2L), (report.Rows, report.Molecules, report.Duplicates));
        Assert.Equal([(5, "syntax"), (6, "valence")], report.Rejected.Select(row => (row.Row, row.Reason)));
        Assert.Equal(report.Rows, report.Molecules + report.Duplicates + report.Rejected.Count);
    }

    [Fact]
    public void Charges_and_counter_ions_do_not_make_a_molecule_miss()
    {
        var file = _folder.Write("stock.smi", "CC(=O)[O-].[Na+]\nCN\n");
        StockBuilder.Build([file], _folder.File("stock.bin"));
        using var stock = StockFile.Open(_folder.File("stock.bin"));

        Assert.True(stock.Contains("CC(=O)O"));
        Assert.True(stock.Contains("CC(=O)[O-]"));
        Assert.True(stock.Contains("C[NH3+]"));
        Assert.False(stock.Contains("CC[NH3+]"));
    }

    [Fact]
    public void A_text_file_is_a_stock_too()
    {
        var stock = StockBuilder.Open(_folder.Write("mine.smi", "CCO\n"));

        Assert.True(stock.Contains("CCO"));
        Assert.False(stock.Contains("CCC"));
    }

    [Fact]
    public void The_same_molecules_give_the_same_bytes_in_any_order()
    {
        StockBuilder.Build([_folder.Write("a.smi", "CCO\nCCN\nCCC\n")], _folder.File("a.bin"));
        StockBuilder.Build([_folder.Write("b.smi", "CCC\nCCO\n"), _folder.Write("c.smi", "CCN\nOCC\n")], _folder.File("b.bin"));

        Assert.Equal(File.ReadAllBytes(_folder.File("a.bin")), File.ReadAllBytes(_folder.File("b.bin")));
        Assert.Equal(32 + (3 * 8), new FileInfo(_folder.File("a.bin")).Length);
    }

    [Fact]
    public void Keys_are_those_of_the_published_hashes()
    {
        // FNV-1a of "" is its offset basis and of "a" AF63DC4C8601EC8C (the FNV reference page); the finalizer of MurmurHash3
        // maps them on, computed independently with Python integers.
        Assert.Equal(0xEFD01F60BA992926UL, StockKey.Of(""));
        Assert.Equal(0x82A2A958A9BECE5BUL, StockKey.Of("a"));
    }

    [Fact]
    public void Files_that_are_no_stock_are_refused_in_a_sentence()
    {
        Assert.Contains("does not exist", Assert.Throws<RetroException>(() => StockBuilder.Open(_folder.File("none.bin"))).Message, StringComparison.Ordinal);
        Assert.Contains("no stock file", Assert.Throws<RetroException>(() => StockFile.Open(_folder.Write("x.bin", new string('x', 100)))).Message, StringComparison.Ordinal);
        Assert.Contains("no molecule", Assert.Throws<RetroException>(() => StockBuilder.Open(_folder.Write("empty.smi", "rubbish(\n"))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cut short")]
    [InlineData("damaged")]
    public void Broken_stock_files_are_found_out(string how)
    {
        var path = _folder.File("stock.bin");
        StockBuilder.Build([_folder.Write("a.smi", "CCO\nCCN\nCCC\n")], path);
        var bytes = File.ReadAllBytes(path);
        if (how == "damaged")
        {
            bytes[^3] ^= 1;
        }

        File.WriteAllBytes(path, how == "damaged" ? bytes : bytes[..^8]);

        Assert.Contains(how, Assert.Throws<RetroException>(() => StockFile.Open(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_disposed_stock_says_so()
    {
        StockBuilder.Build([_folder.Write("a.smi", "CCO\n")], _folder.File("stock.bin"));
        var stock = StockFile.Open(_folder.File("stock.bin"));
        stock.Dispose();
        stock.Dispose();

        Assert.Throws<ObjectDisposedException>(() => stock.Contains("CCO"));
    }

    [Fact]
    public void A_failed_build_leaves_the_old_stock()
    {
        var path = _folder.File("stock.bin");
        StockBuilder.Build([_folder.Write("a.smi", "CCO\n")], path);
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();

        Assert.Throws<OperationCanceledException>(() => StockBuilder.Build([_folder.Write("b.smi", "CCN\n")], path, cancel: cancel.Token));

        using var stock = StockFile.Open(path);
        Assert.True(stock.Contains("CCO"));
    }

    public void Dispose() => _folder.Dispose();
}
