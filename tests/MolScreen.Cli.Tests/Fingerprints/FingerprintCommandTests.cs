using MolScreen.Cli.CommandLine;

namespace MolScreen.Cli.Tests.Fingerprints;

public sealed class FingerprintCommandTests
{
    /// <summary>The bits of CNO in the documentation of RDKit's MACCSkeys module.</summary>
    [Fact]
    public async Task Bits_are_hexadecimal_the_lowest_of_each_byte_first()
    {
        var run = await CommandRun.Of("fingerprint", "CNO", "--kind", "maccs");

        var bytes = Convert.FromHexString(CsvText.Column(run.Output, "fingerprint").Single());
        Assert.Equal(21, bytes.Length);
        Assert.Equal(
            [24, 68, 69, 71, 93, 94, 102, 124, 131, 139, 151, 158, 160, 161, 164],
            Enumerable.Range(0, 168).Where(bit => (bytes[bit / 8] >> (bit % 8) & 1) != 0));
    }

    [Fact]
    public async Task Counts_are_pairs_and_rows_keep_their_place()
    {
        using var folder = new TemporaryFolder();
        var library = folder.Write("library.smi", "CC ethane\nC1CC bad\nC methane\n");
        var output = folder["out.csv"];

        var run = await CommandRun.Of("fingerprint", library, "--counts", "--size", "64", "--out", output);

        Assert.Equal(ExitCode.Ok, run.Code);
        var csv = File.ReadAllText(output);
        Assert.Equal(["1", "2", "3"], CsvText.Column(csv, "row"));
        Assert.Equal(["", "syntax", ""], CsvText.Column(csv, "error"));
        Assert.Equal(["ethane", "bad", "methane"], CsvText.Column(csv, "id"));
        var counts = CsvText.Column(csv, "fingerprint").Select(text => text.Split(' ').Select(pair => pair.Split(':')[^1]).Order()).ToList();
        Assert.Equal(["1", "2"], counts[0]);
        Assert.Equal([""], counts[1]);
        Assert.Equal(["1"], counts[2]);
    }

    [Theory]
    [InlineData("--size", "100")]
    [InlineData("--kind", "maccs", "--counts")]
    [InlineData("--kind", "pattern", "--chirality")]
    [InlineData("--kind", "ecfp")]
    [InlineData("--radius", "11")]
    public async Task Settings_that_do_not_fit_are_one_sentence(params string[] settings)
    {
        var run = await CommandRun.Of(["fingerprint", "CCO", .. settings]);

        Assert.Equal(ExitCode.BadInput, run.Code);
        Assert.NotEmpty(run.Error);
        Assert.DoesNotContain("internal error", run.Error, StringComparison.Ordinal);
    }
}
