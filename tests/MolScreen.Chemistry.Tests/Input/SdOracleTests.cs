using System.IO.Compression;
using MolScreen.Chemistry.Input;

namespace MolScreen.Chemistry.Tests.Input;

/// <summary>Exact agreement with python3-rdkit on every record of RDKit's SD files, as V2000 and as V3000.</summary>
public sealed class SdOracleTests : IDisposable
{
    private static readonly MoleculeFileOptions Keep = new() { KeepColumns = true };

    private readonly string _folder = Directory.CreateTempSubdirectory("molscreen-").FullName;

    public static TheoryData<string> Files => [.. SdOracle.Files];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Titles_structures_and_properties_are_the_same(string file)
    {
        AssertSame(await SdOracle.Read(SdOracle.Path(file)), [.. MoleculeFile.Read(SdOracle.Path(file), Keep)]);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task V3000_records_are_the_same(string file)
    {
        var path = Path.Combine(_folder, "v3000.sdf");
        var expected = await SdOracle.Read(SdOracle.Path(file), path);
        var records = MoleculeFile.Read(path, Keep).ToList();

        Assert.All(records, record => Assert.Contains("M  V30 BEGIN CTAB", record.Text, StringComparison.Ordinal));
        AssertSame(expected, records);
    }

    /// <summary>The same bytes reach the same code, so every record must be the same, however the file comes.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void Gzipped_without_a_name_and_with_other_line_ends_the_records_are_the_same(string file)
    {
        var bytes = File.ReadAllBytes(SdOracle.Path(file));
        var expected = Plain(bytes, "a.sdf");

        Assert.Equal(expected, Plain(bytes, "standard input"));
        Assert.Equal(expected, Plain(Gzip(bytes), "a.sdf.gz"));
        Assert.Equal(expected, Plain(Gzip(bytes), "standard input"));
        Assert.Equal(expected, Plain(WithLineEnd(bytes, "\r\n"), "a.sdf"));
        Assert.Equal(expected, Plain(WithLineEnd(bytes, "\r"), "a.sdf"));
        Assert.Equal(expected, Plain(WithLineEnd(bytes, "\r"), "library"));
    }

    /// <summary>Atoms in another order, hydrogens that are written out: standardization must not see the difference.</summary>
    [Fact]
    public void A_block_and_its_smiles_have_the_same_standard_form()
    {
        var blocks = SdOracle.Files.SelectMany(file => MoleculeFile.Read(SdOracle.Path(file))).Select(record => record.Text).ToList();
        var fromBlocks = MoleculeProcessor.Process(blocks, MoleculeParts.Smiles | MoleculeParts.Written);
        var fromSmiles = MoleculeProcessor.Process(fromBlocks.Written!, MoleculeParts.Smiles | MoleculeParts.Written);

        Assert.Equal(975, fromBlocks.Accepted.Length);
        Assert.Equal(fromSmiles.Smiles, fromBlocks.Smiles);
        Assert.All(fromSmiles.Written!, Assert.Empty);
    }

    private static void AssertSame(List<SdOracle> expected, List<MoleculeRecord> records)
    {
        var batch = MoleculeProcessor.Process(
            records.ConvertAll(record => record.Text), MoleculeParts.Smiles | MoleculeParts.Written, new() { Standardize = false });

        Assert.NotEmpty(expected);
        Assert.Equal(Enumerable.Range(1, expected.Count), records.Select(record => record.Row));
        Assert.Equal(expected.Select(record => record.Smiles), batch.Smiles);
        Assert.Equal(batch.Smiles, batch.Written);
        for (var i = 0; i < expected.Count; i++)
        {
            Assert.StartsWith(expected[i].Title + "\n", records[i].Text, StringComparison.Ordinal);
            Assert.Equal(expected[i].Title.Trim(), expected[i].Title.Length > 0 ? records[i].Id : "");
            Assert.Equal(expected[i].Properties, records[i].Columns);
        }
    }

    private static List<MoleculeRecord> Plain(byte[] bytes, string name) => [.. MoleculeFile.Read(new MemoryStream(bytes), name)];

    private static byte[] Gzip(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    private static byte[] WithLineEnd(byte[] bytes, string end) =>
        System.Text.Encoding.Latin1.GetBytes(System.Text.Encoding.Latin1.GetString(bytes).ReplaceLineEndings(end));
}
