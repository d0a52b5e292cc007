using System.IO.Compression;
using System.Text;
using MolScreen.Chemistry.Input;

namespace MolScreen.Chemistry.Tests.Input;

public sealed class MoleculeFileTests
{
    [Theory]
    [InlineData("CCO ethanol\n")]
    [InlineData("CCO\tethanol\n")]
    [InlineData("CCO,ethanol\n")]
    [InlineData("CCO   ethanol")]
    [InlineData("  CCO ethanol\r\n")]
    [InlineData("\uFEFFCCO ethanol\r\n")]
    [InlineData("smiles name\nCCO ethanol\n")]
    [InlineData("CCO |$;;R1$| ethanol\n")]
    [InlineData("CCO;ethanol\n")]
    [InlineData("CCO|ethanol\n")]
    [InlineData("CCO | ethanol\n")]
    [InlineData("CCO|ethanol|46.07\n")]
    [InlineData("CCO\tethanol\t46.07\n")]
    [InlineData("CCO |$;;R1$|\tethanol\t46.07\n")]
    [InlineData("CCO\t|$;;R1$|\tethanol\n")]
    [InlineData("SMILES;Name\nCCO;ethanol\n")]
    [InlineData("smiles|id\nCCO|ethanol\n")]
    [InlineData("CCO ethanol\r")]
    [InlineData("smiles name\rCCO ethanol\r")]
    public void A_smiles_line_is_smiles_and_name(string text)
    {
        Assert.Equal(new MoleculeRecord(1, "ethanol", "CCO", null, null), Assert.Single(Read(text, "a.smi")));
    }

    [Fact]
    public void Names_keep_their_commas_and_semicolons()
    {
        Assert.Equal(["1,2-ethanediol", "a; b"], Read("OCCO,1,2-ethanediol\nCCO a; b\n", "a.smi").Select(r => r.Id));
    }

    /// <summary>A table as databases export it: the block in a quoted cell, its empty first line included.</summary>
    [Fact]
    public void A_cell_may_hold_a_mol_block()
    {
        const string Block = "\n\n\n  1  0  0  0  0  0            999 V2000\n    0.0000    0.0000    0.0000 C   0  0\nM  END";
        var records = Read($"id,molfile\nm1,\"{Block}\n\"\nm2,\"\nCCO \"\n", "a.csv", new() { SmilesColumn = "molfile" });

        Assert.Equal([Block, "CCO"], records.Select(r => r.Text));
    }

    [Fact]
    public void An_empty_line_is_an_empty_row_and_the_last_line_break_is_not()
    {
        var records = Read("CCO\n\nCCN\n", "a.smi");

        Assert.Equal(["CCO", "", "CCN"], records.Select(r => r.Text));
        Assert.Equal([null, "empty", null], records.Select(r => r.Error));
        Assert.Equal([1, 2, 3], records.Select(r => r.Row));
    }

    [Fact]
    public void A_name_may_hold_blanks_and_the_word_for_a_structure()
    {
        Assert.Equal(["acetic acid", "drug"], Read("CC(=O)O acetic acid\nCCO\tdrug\n", "a.smi").Select(r => r.Id));
    }

    [Theory]
    [InlineData("id,smiles\nm1,CCO\n", "a.csv")]
    [InlineData("SMILES,Compound ID\nCCO,m1\n", "a.csv")]
    [InlineData("name;canonical_smiles\nm1;CCO\n", "a.csv")]
    [InlineData("ID\tSMILES\nm1\tCCO\n", "a.tsv")]
    [InlineData("mol,class,name\nCCO,1,m1\n", "a.csv")]
    [InlineData("\"id\",\"smiles\"\r\n\"m1\",\"CCO\"\r\n", "a.csv")]
    [InlineData("\uFEFFid,smiles\r\nm1,CCO\r\n", "a.csv")]
    [InlineData("m1,CCO\n", "a.csv")]
    [InlineData("CCO,m1\n", "a.csv")]
    [InlineData("name,what\nm1,CCO\n", "a.csv")]
    [InlineData("id,smiles\nm1,CCO\n", "library.dat")]
    [InlineData("id\tsmiles\nm1\tCCO\n", "a.txt")]
    [InlineData("id|smiles\nm1|CCO\n", "a.csv")]
    [InlineData("id;smiles;note, if any\nm1;CCO;1,5\n", "a.csv")]
    [InlineData("id;smiles\rm1;CCO\r", "a.csv")]
    [InlineData("m1|CCO\n", "a.csv")]
    public void Columns_are_found_by_name_or_by_what_they_hold(string text, string file)
    {
        var record = Assert.Single(Read(text, file));

        Assert.Equal((1, "m1", "CCO", null), (record.Row, record.Id, record.Text, record.Error));
    }

    [Fact]
    public void Columns_are_taken_as_told()
    {
        var options = new MoleculeFileOptions { SmilesColumn = "Product", IdColumn = "code", KeepColumns = true };
        var record = Assert.Single(Read("smiles,product,code,logp\nC,CCO,m1,-0.3\n", "a.csv", options));

        Assert.Equal(("CCO", "m1"), (record.Text, record.Id));
        Assert.Equal(
            new Dictionary<string, string> { ["smiles"] = "C", ["code"] = "m1", ["logp"] = "-0.3" }, record.Columns);
    }

    [Fact]
    public void Quoted_cells_hold_delimiters_quotes_and_line_breaks_and_rows_still_count_right()
    {
        var options = new MoleculeFileOptions { KeepColumns = true };
        var records = Read("smiles,id,note\nCCO,\"a, \"\"b\"\"\",\"two\nlines\"\nCCN,c\n,d,\n", "a.csv", options);

        Assert.Equal(["a, \"b\"", "c", "d"], records.Select(r => r.Id));
        Assert.Equal("two\nlines", records[0].Columns!["note"]);
        Assert.Equal("", records[1].Columns!["note"]);
        Assert.Equal([null, null, "empty"], records.Select(r => r.Error));
        Assert.Equal([1, 2, 3], records.Select(r => r.Row));
    }

    [Fact]
    public void A_quote_that_is_never_closed_costs_its_own_row_only()
    {
        var records = Read("smiles,id\nCCO,a\nCCN,\"b\nCCC,c\nCCF,d\n", "a.csv");

        Assert.Equal([null, "syntax", null, null], records.Select(r => r.Error));
        Assert.Equal(["a", "b", "c", "d"], records.Select(r => r.Id));
    }

    [Fact]
    public void Bytes_that_are_not_utf8_are_an_error_at_their_row()
    {
        byte[] bytes = [.. "CCO a\nCC"u8, 0xE9, .. "O b\nCCN caf"u8, 0xE9, .. "\nCCC d\n"u8];
        var records = MoleculeFile.Read(new MemoryStream(bytes), "a.smi").ToList();

        Assert.Equal([null, "encoding", "encoding", null], records.Select(r => r.Error));
        Assert.Equal(["CCO", "CC\uFFFDO", "CCN", "CCC"], records.Select(r => r.Text));
    }

    [Fact]
    public void Bytes_that_are_not_utf8_in_a_further_column_do_no_harm()
    {
        byte[] bytes = [.. "smiles,id,note\nCCO,a,caf"u8, 0xE9, .. "\n"u8];

        Assert.Null(Assert.Single(MoleculeFile.Read(new MemoryStream(bytes), "a.csv")).Error);
    }

    [Theory]
    [InlineData("a.smi", "")]
    [InlineData("a.csv", "smiles,id\n")]
    public void A_line_of_10_megabytes_is_one_rejected_row_and_is_not_kept_in_memory(string file, string header)
    {
        using var stream = new RepeatingStream(header + "CCO a\n", new string('C', 1000), 10_000, " b\nCCN c\n");
        var before = GC.GetAllocatedBytesForCurrentThread();
        var records = MoleculeFile.Read(stream, file).ToList();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal([null, "too-long", null], records.Select(r => r.Error));
        Assert.Equal([1, 2, 3], records.Select(r => r.Row));
        Assert.InRange(allocated, 0, 4 << 20);
    }

    [Fact]
    public void A_text_too_long_for_the_processor_is_an_error_with_its_id()
    {
        var record = Assert.Single(Read(new string('C', MoleculeProcessor.MaxTextLength + 1) + " a\n", "a.smi"));

        Assert.Equal(("a", "", "too-long"), (record.Id, record.Text, record.Error));
    }

    [Theory]
    [InlineData("a.smi", "CCO a\nCCN b\n")]
    [InlineData("a.csv.gz", "smiles,id\nCCO,a\nCCN,b\n")]
    public void Gzip_is_told_by_its_magic_bytes(string file, string text)
    {
        var records = MoleculeFile.Read(new MemoryStream(Gzip(text)), file);

        Assert.Equal(["a", "b"], records.Select(r => r.Id));
    }

    [Fact]
    public void Gzip_members_follow_one_another()
    {
        Assert.Equal(2, MoleculeFile.Read(new MemoryStream([.. Gzip("CCO a\n"), .. Gzip("CCN b\n")]), "a.smi.gz").Count());
    }

    [Fact]
    public void An_empty_file_has_no_rows()
    {
        Assert.Empty(Read("", "a.smi"));
        Assert.Empty(Read("", "a.csv"));
    }

    [Fact]
    public void Rows_come_while_the_file_is_still_being_read()
    {
        using var stream = new RepeatingStream("", "CCO a\n", 1_000_000, "");
        var rows = 0;
        foreach (var record in MoleculeFile.Read(stream, "a.smi"))
        {
            rows++;
            Assert.Equal((rows, null), (record.Row, record.Error));
            Assert.InRange(stream.Position, 6L * rows, (6L * rows) + (1 << 16));
        }

        Assert.Equal(1_000_000, rows);
    }

    internal static byte[] Gzip(string text)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }

    internal static List<MoleculeRecord> Read(string text, string name, MoleculeFileOptions? options = null) =>
        [.. MoleculeFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), name, options)];
}
