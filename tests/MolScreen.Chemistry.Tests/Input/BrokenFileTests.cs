using MolScreen.Chemistry.Input;

namespace MolScreen.Chemistry.Tests.Input;

/// <summary>Files that cannot be read as a whole: one sentence that names the file and the remedy.</summary>
public sealed class BrokenFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("molscreen-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_missing_file_is_noticed_before_rows_are_read()
    {
        var path = Path.Combine(_folder, "none.smi");
        var error = Assert.Throws<MoleculeFileException>(() => MoleculeFile.Read(path));

        Assert.Equal($"{path} does not exist: check the path.", error.Message);
    }

    [Fact]
    public void A_folder_is_not_a_file()
    {
        Assert.Contains("is a folder", Assert.Throws<MoleculeFileException>(() => MoleculeFile.Read(_folder)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SmilesColumn")]
    [InlineData("IdColumn")]
    public void A_missing_column_is_noticed_before_rows_are_read_and_lists_the_columns(string which)
    {
        var path = Write("a.csv", "smiles,id\nCCO,a\n"u8);
        var options = which == "SmilesColumn"
            ? new MoleculeFileOptions { SmilesColumn = "product" }
            : new MoleculeFileOptions { IdColumn = "product" };

        var error = Assert.Throws<MoleculeFileException>(() => MoleculeFile.Read(path, options));

        Assert.Equal($"{path} has no column \"product\"; its columns are smiles, id.", error.Message);
    }

    [Fact]
    public void A_table_without_molecules_is_refused()
    {
        var path = Write("a.csv", "x,y\n1,2\n3,4\n"u8);

        Assert.Contains("has no column of SMILES", Assert.Throws<MoleculeFileException>(() => MoleculeFile.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_gzip_is_refused()
    {
        var packed = MoleculeFileTests.Gzip("CCO a\nCCN b\n");
        packed[12] ^= 0xFF;
        var path = Write("a.smi.gz", packed);

        var error = Assert.Throws<MoleculeFileException>(() => MoleculeFile.Read(path).ToList());

        Assert.StartsWith($"{path} is damaged gzip data", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cut_off_gzip_is_refused_after_the_rows_that_are_there()
    {
        var packed = MoleculeFileTests.Gzip(string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{new string('C', i % 97)}O m{i}\n")));
        var path = Write("a.smi.gz", packed.AsSpan(0, packed.Length / 2));
        var rows = 0;

        var error = Assert.Throws<MoleculeFileException>(() =>
        {
            foreach (var _ in MoleculeFile.Read(path))
            {
                rows++;
            }
        });

        Assert.InRange(rows, 1000, 19_999);
        Assert.Contains($"after line {rows}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Utf16_is_refused_with_the_remedy()
    {
        var path = Write("a.smi", [0xFF, 0xFE, .. System.Text.Encoding.Unicode.GetBytes("CCO a\n")]);

        Assert.Equal($"{path} is UTF-16 text: save it as UTF-8.", Assert.Throws<MoleculeFileException>(() => MoleculeFile.Read(path)).Message);
    }

    [Fact]
    public void A_file_can_be_enumerated_again()
    {
        var records = MoleculeFile.Read(Write("a.smi", "CCO a\nCCN b\n"u8));

        Assert.Equal(records.ToList(), records.ToList());
    }

    private string Write(string name, ReadOnlySpan<byte> bytes)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, bytes.ToArray());
        return path;
    }
}
