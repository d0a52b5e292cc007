using System.Text;
using MolScreen.Chemistry.Input;

namespace MolScreen.Chemistry.Tests.Input;

public sealed class SdFileTests
{
    private const string Body = "\n  by hand\n\n  1  0  0  0  0  0            999 V2000\n    0.0000    0.0000    0.0000 C   0  0\nM  END\n";

    private static readonly MoleculeFileOptions Keep = new() { KeepColumns = true };

    [Fact]
    public void A_record_keeps_its_title_its_block_and_its_properties()
    {
        var record = Assert.Single(Read("methane" + Body + """
            > <logP>
            1.1

            >  25  <NAME> (1)
            marsh gas
            firedamp

            >  <empty>

            > no name in brackets
            lost

            >  DT12 <a <b> c>  (MD-1)
              indented
            $$$$
            """.ReplaceLineEndings("\n")));

        Assert.Equal((1, "methane", ("methane" + Body).TrimEnd(), null), (record.Row, record.Id, record.Text, record.Error));
        Assert.Equal(
            new Dictionary<string, string> { ["logP"] = "1.1", ["NAME"] = "marsh gas\nfiredamp", ["empty"] = "", ["a <b> c"] = "  indented" },
            record.Columns);
    }

    [Theory]
    [InlineData("methane", "> <ID>\n7\n\n", null, "methane")]
    [InlineData("", "> <ID>\n7\n\n", null, "7")]
    [InlineData("  ", "> <Name>\nmarsh gas\n\n> <Catalog ID>\nA-1\n\n", null, "marsh gas")]
    [InlineData("", "> <Code>\nx\n\n", null, "")]
    [InlineData("methane", "> <Code>\nx\ny\n\n", "code", "x y")]
    public void An_identifier_is_the_title_a_usual_property_or_the_property_told(string title, string properties, string? column, string expected)
    {
        Assert.Equal(expected, Assert.Single(Read(title + Body + properties + "$$$$\n", new() { IdColumn = column })).Id);
    }

    [Fact]
    public void Smiles_are_read_from_a_property_where_one_is_named()
    {
        var records = Read($"a{Body}> <Smiles>\nCCO\n\n$$$$\nb{Body}$$$$\n", new() { SmilesColumn = "smiles" });

        Assert.Equal([("CCO", null), ("", "empty")], records.Select(record => (record.Text, record.Error)));
    }

    [Theory]
    [InlineData("> <logP>\n1\n\n> <CAS>\n74-82-8\n\n", "a.sdf has no property \"code\"; its properties are logP, CAS.")]
    [InlineData("", "a.sdf has no property \"code\"; it has none.")]
    public void A_property_that_no_record_has_is_told_at_once(string properties, string message)
    {
        var text = "methane" + Body + properties + "$$$$\n";

        Assert.Equal(message, Assert.Throws<MoleculeFileException>(() => Read(text, new() { IdColumn = "code" })).Message);
        Assert.Equal(message, Assert.Throws<MoleculeFileException>(() => Read(text, new() { SmilesColumn = "code" })).Message);
    }

    [Fact]
    public void What_is_broken_is_a_row_with_a_reason_and_its_neighbours_are_unharmed()
    {
        var records = Read(string.Concat(
            "one" + Body + "$$$$\n",
            "$$$$\n",
            "no end" + Body.Replace("M  END\n", "", StringComparison.Ordinal) + "> <x>\n1\n\n$$$$\n",
            "CCO\n$$$$\n",
            "\n\n$$$$\n",
            "five" + Body + "not a property\n\n> <x>\n1\n$$$$ and more\n",
            "six" + Body + "> <x>\n$$$$\n",
            "truncated" + Body[..60]));
        var batch = MoleculeProcessor.Process(records.ConvertAll(record => record.Error is null ? record.Text : ""), MoleculeParts.None);
        var reasons = records.Select((record, i) => record.Error ?? batch.Status[i].ReasonCode());

        Assert.Equal(["ok", "empty", "syntax", "syntax", "empty", "ok", "ok", "syntax"], reasons);
        Assert.Equal(Enumerable.Range(1, 8), records.Select(record => record.Row));
        Assert.Equal(["one", "", "no end", "CCO", "", "five", "six", "truncated"], records.Select(record => record.Id));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n \n")]
    public void The_last_separator_may_be_missing_and_blank_lines_may_follow(string tail)
    {
        Assert.Equal(["a", "b"], Read($"a{Body}$$$$\nb{Body}{tail}").Select(record => record.Id));
        Assert.Equal(["a"], Read($"a{Body}$$$$\n{tail}").Select(record => record.Id));
    }

    [Theory]
    [InlineData("a.mol")]
    [InlineData("a.MDL")]
    [InlineData("a.sd")]
    [InlineData("upload")]
    [InlineData("a.txt")]
    public void The_kind_is_told_by_the_ending_or_by_the_counts(string name)
    {
        Assert.Equal("methane", Assert.Single(Read("methane" + Body, name: name)).Id);
    }

    [Fact]
    public void Old_counts_without_a_version_are_counts_and_a_smiles_file_is_not_an_sd_file()
    {
        var old = ("methane" + Body).Replace("  1  0  0  0  0  0            999 V2000", "  1  0  0  0  0  0", StringComparison.Ordinal);

        Assert.Equal("methane", Assert.Single(Read(old, name: "library")).Id);
        Assert.Equal(["CCO", "CCN", "", "C", "CC"], Read("CCO a\nCCN b\n\nC 12\nCC 13\n", name: "library").Select(record => record.Text));
        Assert.Empty(Read("", name: "library"));
        Assert.Empty(Read(""));
    }

    [Fact]
    public void Names_that_are_not_utf8_are_read_as_latin1()
    {
        byte[] bytes = [.. "m"u8, 0xE9, .. "thane"u8, .. Encoding.UTF8.GetBytes(Body), .. "> <note>\ncaf"u8, 0xE9, .. "\n\n$$$$\n"u8];
        var record = Assert.Single(MoleculeFile.Read(new MemoryStream(bytes), "a.sdf", Keep));

        Assert.Equal(("méthane", null, "café"), (record.Id, record.Error, record.Columns!["note"]));
        Assert.Equal(MoleculeStatus.Ok, MoleculeProcessor.Process([record.Text], MoleculeParts.None).Status[0]);
    }

    [Theory]
    [InlineData(1000, "\n")]
    [InlineData(2000, "")]
    public void A_record_of_10_megabytes_is_one_rejected_row_and_is_not_kept_in_memory(int width, string lineEnd)
    {
        using var stream = new RepeatingStream(
            $"a{Body}$$$$\nb{Body}> <x>\n", new string('x', width) + lineEnd, 10_000_000 / width, $"\n$$$$\nc{Body}$$$$\n");
        var before = GC.GetAllocatedBytesForCurrentThread();
        var records = MoleculeFile.Read(stream, "a.sdf").ToList();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal([null, "too-long", null], records.Select(record => record.Error));
        Assert.Equal(["a", "", "c"], records.Select(record => record.Id));

        // The buffer doubles up to 4 MiB, each size being allocated once.
        Assert.InRange(allocated, 0, 4 * SdSource.MaxRecordBytes);
    }

    [Fact]
    public void A_block_too_long_for_the_processor_is_an_error_with_its_id()
    {
        var remark = new string('x', MoleculeProcessor.MaxMolBlockLength);
        var record = Assert.Single(Read("a" + Body.Replace("by hand", remark, StringComparison.Ordinal)));

        Assert.Equal(("a", "", "too-long"), (record.Id, record.Text, record.Error));
    }

    [Theory]
    [InlineData("a.sdf")]
    [InlineData("standard input")]
    public void Records_come_while_the_file_is_still_being_read_in_constant_memory(string name)
    {
        var part = "methane" + Body + "> <logP>\n1.1\n\n$$$$\n";
        using var stream = new RepeatingStream("", part, 300_000, "");
        var rows = 0;
        foreach (var record in MoleculeFile.Read(stream, name))
        {
            rows++;
            Assert.Equal((rows, "methane", null), (record.Row, record.Id, record.Error));
            Assert.InRange(stream.Position, (long)part.Length * rows, ((long)part.Length * rows) + (1 << 16));
        }

        Assert.Equal(300_000, rows);
    }

    private static List<MoleculeRecord> Read(string text, MoleculeFileOptions? options = null, string name = "a.sdf") =>
        MoleculeFileTests.Read(text, name, options ?? Keep);
}
