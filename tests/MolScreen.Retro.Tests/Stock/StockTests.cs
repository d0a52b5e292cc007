using MolScreen.Chemistry;
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
        Assert.Equal(32 + (3 * 12), new FileInfo(_folder.File("a.bin")).Length);
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
        Assert.Contains("older form", Assert.Throws<RetroException>(() => StockBuilder.Open(_folder.Write("old.bin", "MSSTOCK1" + new string('x', 100)))).Message, StringComparison.Ordinal);
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
    public void Offers_come_back_with_price_and_lead_time_the_cheapest_first()
    {
        var csv = _folder.Write("a.csv", "smiles,id,price_usd,lead_days\nCCO,1,12.5,3\nOCC,2,10,7\nCCN,3,,2\nCCC,4,-1,x\n");
        var sdf = _folder.Write("b.sdf", "\n\n\n  1  0  0  0  0  0  0  0  0  0999 V2000\n    0.0000    0.0000    0.0000 O   0  0\nM  END\n>  <Price>\n2.25\n\n>  <Lead>\n14\n\n$$$$\n");
        var report = StockBuilder.Build([csv, sdf], _folder.File("stock.bin"));
        using var stock = StockFile.Open(_folder.File("stock.bin"));

        Assert.Equal((5L, 4, 2), (report.Rows, report.Molecules, report.Priced));
        Assert.Equal(new StockOffer(10, 7), stock.Find("CCO"));
        Assert.Equal(new StockOffer(null, 2), stock.Find("CCN"));
        Assert.Equal(new StockOffer(null, null), stock.Find("CCC"));
        Assert.Equal(new StockOffer(2.25, 14), stock.Find("O"));
        Assert.Null(stock.Find("CCCC"));
    }

    [Fact]
    public void A_list_without_molecules_or_without_the_column_asked_for_makes_no_stock()
    {
        var path = _folder.File("stock.bin");

        Assert.Contains("no stock was written", Assert.Throws<RetroException>(() => StockBuilder.Build([_folder.Write("a.csv", "smiles,id\n")], path)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "\"cost\"",
            Assert.Throws<RetroException>(() => StockBuilder.Build([_folder.Write("b.csv", "smiles,price\nCCO,1\n")], path, new StockInputOptions { PriceColumn = "cost" })).Message,
            StringComparison.Ordinal);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void Every_molecule_of_a_large_stock_is_found()
    {
        var names = Enumerable.Range(0, 5000).Select(i => string.Concat(Convert.ToString(i + 1, 2).Select(bit => bit == '1' ? 'N' : 'C'))).ToArray();
        StockBuilder.Build([_folder.Write("chains.smi", string.Join('\n', names))], _folder.File("stock.bin"), threads: 2);
        using var stock = StockFile.Open(_folder.File("stock.bin"));
        var canonical = MoleculeProcessor.Process(names, MoleculeParts.Smiles, new ProcessingOptions { RewriteBonds = false, Threads = 2 }).Smiles!;

        Assert.Equal(stock.Count, canonical.Distinct().Count());
        Assert.All(canonical, smiles => Assert.True(stock.Contains(smiles), smiles));
        Assert.All(canonical, smiles => Assert.False(stock.Contains(smiles + "Cl"), smiles));
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
