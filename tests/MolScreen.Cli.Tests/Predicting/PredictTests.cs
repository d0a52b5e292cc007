using System.Globalization;
using System.IO.Compression;
using MolScreen.Cli.CommandLine;
using MolScreen.Testing;

namespace MolScreen.Cli.Tests.Predicting;

/// <summary>Rows out are rows in, in order, errors in their own column, whatever the file is.</summary>
public sealed class PredictTests(TinyModel model) : IClassFixture<TinyModel>, IDisposable
{
    private static readonly string[] Molecules = ["CCO", "C1CC", "c1ccccc1", "CC(=O)Nc1ccc(O)cc1", "CN1C=NC2=C1C(=O)N(C(=O)N2C)C"];
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string> Libraries
    {
        get
        {
            var smiles = string.Concat(Molecules.Select((m, i) => $"{m}\tmol-{i + 1}\n"));
            var csv = "price,name,whatever\n" + string.Concat(Molecules.Select((m, i) => $"{i}.5,mol-{i + 1},{m}\n"));
            var quoted = "\"name\";\"SMILES\"\r\n" + string.Concat(Molecules.Select((m, i) => $"\"mol-{i + 1}\";\"{m}\"\r\n"));
            return new TheoryData<string, string>
            {
                { "library.smi", smiles }, { "library.csv", csv }, { "semicolons.csv", quoted },
                { "library.smi.gz", smiles }, { "library.csv.gz", csv },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public async Task Every_kind_of_file_gives_the_same_rows(string name, string text)
    {
        var output = _folder["predictions.csv"];

        var run = await CommandRun.Of("predict", Write(name, text), "--model", model.Bundle, "--out", output);

        Assert.Equal(ExitCode.Ok, run.Code);
        var table = File.ReadAllText(output);
        Assert.Equal(["row", "id", "smiles", "length", "length_low", "length_high", "error"], CsvText.Parse(table)[0]);
        Assert.Equal(["1", "2", "3", "4", "5"], CsvText.Column(table, "row"));
        Assert.Equal(["mol-1", "mol-2", "mol-3", "mol-4", "mol-5"], CsvText.Column(table, "id"));
        Assert.Equal(Molecules, CsvText.Column(table, "smiles"));
        Assert.Equal(["", "syntax", "", "", ""], CsvText.Column(table, "error"));
        Assert.Equal(await Predicted("library.smi", string.Join('\n', Molecules)), CsvText.Column(table, "length"));
    }

    [Fact]
    public async Task Every_broken_row_has_its_reason_at_its_place()
    {
        var run = await CommandRun.Of("predict", Repository.TestData("library", "broken.smi"), "--model", model.Bundle);

        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.Equal(
            ["", "valence", "syntax", "empty", "", "", "", "too-large", "encoding", "", "kekulization", "unsupported", "syntax", ""],
            CsvText.Column(run.Output, "error"));
        var values = CsvText.Column(run.Output, "length");
        Assert.Equal(CsvText.Column(run.Output, "error").Select(error => error.Length == 0), values.Select(value => value.Length > 0));
        Assert.Equal(values[0], values[5]); // The same molecule twice, then in other words.
        Assert.Equal(values[0], values[6]);
        Assert.Contains("8 of 14 rows", run.Error, StringComparison.Ordinal);
    }

    /// <summary>The numbers must be those of the SMILES that the table shows, and the table one line a row.</summary>
    [Theory]
    [InlineData("library.sdf")]
    [InlineData("library.sdf.gz")]
    [InlineData("library")]
    public async Task An_sd_file_is_predicted_and_shown_as_smiles(string name)
    {
        var good = SdFiles.PubChem(40);
        string[] records = [.. good, SdFiles.WithoutEnd(good[0]), SdFiles.WithQuery(good[1]), "$$$$\n"];

        var run = await CommandRun.Of("predict", Write(name, string.Concat(records)), "--model", model.Bundle);

        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.Equal(1 + records.Length, run.Lines.Length);
        Assert.Equal([.. Enumerable.Repeat("", 40), "syntax", "unsupported", "empty"], CsvText.Column(run.Output, "error"));
        Assert.Equal(Enumerable.Range(1, 43).Select(row => $"{row}"), CsvText.Column(run.Output, "row"));
        Assert.Equal([.. records[..42].Select(record => record.Split('\n')[0]), ""], CsvText.Column(run.Output, "id"));
        var smiles = CsvText.Column(run.Output, "smiles");
        Assert.Equal(["", "", ""], smiles[40..]);
        Assert.Equal(await Predicted("shown.smi", string.Join('\n', smiles[..40])), CsvText.Column(run.Output, "length")[..40]);
    }

    [Fact]
    public async Task Smiles_of_an_sd_file_s_property_are_predicted_where_it_is_named()
    {
        var records = SdFiles.PubChem(2);
        var library = Write("library.sdf", string.Concat(records[0].Replace("$$$$", "> <Given SMILES>\nOCC\n\n$$$$", StringComparison.Ordinal), records[1]));

        var run = await CommandRun.Of("predict", library, "--model", model.Bundle, "--smiles-column", "given smiles", "--id-column", "pubchem_compound_cid");
        var wrong = await CommandRun.Of("predict", library, "--model", model.Bundle, "--smiles-column", "structure");

        Assert.Equal(["OCC", ""], CsvText.Column(run.Output, "smiles"));
        Assert.Equal(["", "empty"], CsvText.Column(run.Output, "error"));
        Assert.Equal(records.Select(record => record.Split('\n')[0]), CsvText.Column(run.Output, "id"));
        Assert.Equal(ExitCode.BadInput, wrong.Code);
        Assert.Contains("has no property \"structure\"; its properties are PUBCHEM_COMPOUND_CID, Given SMILES", wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_of_ten_megabytes_is_one_rejected_row()
    {
        var library = Write("library.smi", "CCO before\n" + new string('C', 10_000_000) + " long\nCCN after\n");

        var run = await CommandRun.Of("predict", library, "--model", model.Bundle);

        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.Equal(["", "too-long", ""], CsvText.Column(run.Output, "error"));
        Assert.True(run.Output.Length < 1000);
    }

    [Fact]
    public async Task More_rows_than_a_chunk_stay_in_order()
    {
        var texts = Enumerable.Range(0, 5000).Select(i => i % 997 == 0 ? "not-a-molecule" : new string('C', 1 + (i % 20)) + "O").ToArray();

        var run = await CommandRun.Of("predict", Write("library.smi", string.Join('\n', texts)), "--model", model.Bundle);

        Assert.Equal(texts, CsvText.Column(run.Output, "smiles"));
        Assert.Equal(Enumerable.Range(1, 5000).Select(i => i.ToString(CultureInfo.InvariantCulture)), CsvText.Column(run.Output, "row"));
    }

    [Fact]
    public async Task A_broken_file_leaves_an_older_result_as_it_was()
    {
        var output = _folder.Write("predictions.csv", "older");
        var library = _folder["library.csv.gz"];
        File.WriteAllBytes(library, [.. Gzip("smiles\n" + string.Concat(Enumerable.Repeat("CCO\n", 100_000)))[..200]]);

        var run = await CommandRun.Of("predict", library, "--model", model.Bundle, "--out", output);

        Assert.Equal(ExitCode.BadInput, run.Code);
        Assert.Equal("older", File.ReadAllText(output));
        Assert.Equal(2, Directory.GetFiles(_folder.Path).Length);
    }

    [Fact]
    public async Task A_column_that_is_not_there_is_named_before_any_work()
    {
        var run = await CommandRun.Of("predict", Write("library.csv", "smiles\nCCO\n"), "--model", model.Bundle, "--smiles-column", "structure");

        Assert.Equal(ExitCode.BadInput, run.Code);
        Assert.Contains("structure", run.Error, StringComparison.Ordinal);
        Assert.Equal("", run.Output);
    }

    private async Task<List<string>> Predicted(string name, string text)
    {
        var run = await CommandRun.Of("predict", Write("reference-" + name, text), "--model", model.Bundle);
        return CsvText.Column(run.Output, "length");
    }

    private string Write(string name, string text)
    {
        if (!name.EndsWith(".gz", StringComparison.Ordinal))
        {
            return _folder.Write(name, text);
        }

        File.WriteAllBytes(_folder[name], Gzip(text));
        return _folder[name];
    }

    private static byte[] Gzip(string text)
    {
        var bytes = new MemoryStream();
        using (var zip = new StreamWriter(new GZipStream(bytes, CompressionLevel.Fastest)))
        {
            zip.Write(text);
        }

        return bytes.ToArray();
    }
}
