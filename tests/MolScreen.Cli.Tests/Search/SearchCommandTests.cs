using MolScreen.Cli.CommandLine;

namespace MolScreen.Cli.Tests.Search;

public sealed class SearchCommandTests : IDisposable
{
    private const string Library = "CCO ethanol\nOc1ccccc1 phenol\nC1CC broken\nNc1ccccc1 aniline\n[Na+].[O-]c1ccccc1 phenolate\n";
    private readonly TemporaryFolder folder = new();
    private readonly string library;

    public SearchCommandTests() => library = folder.Write("library.smi", Library);

    private string Index => folder["library.index"];

    [Fact]
    public async Task A_library_and_its_index_give_the_same_rows()
    {
        var built = await CommandRun.Of("index", library, "--out", Index);
        Assert.Equal(ExitCode.Ok, built.Code);
        Assert.Contains("4 molecules of 5 rows (1 cannot be read)", built.Output, StringComparison.Ordinal);

        foreach (var kind in new[] { "--similar", "--substructure", "--exact" })
        {
            var (fromFile, fromIndex) = (
                await CommandRun.Of("search", "Oc1ccccc1", "--in", library, kind, "--out", "-"),
                await CommandRun.Of("search", "Oc1ccccc1", "--in", Index, kind, "--out", "-"));
            Assert.Equal((ExitCode.Ok, fromFile.Output), (fromIndex.Code, fromIndex.Output));
        }
    }

    [Fact]
    public async Task Similar_molecules_come_best_first_and_the_threshold_cuts()
    {
        var run = await CommandRun.Of("search", "Oc1ccccc1", "--in", library, "--threshold", "0.99", "--out", "-");

        Assert.Equal(["2", "5"], CsvText.Column(run.Output, "row"));
        Assert.Equal(["1", "1"], CsvText.Column(run.Output, "similarity"));
        Assert.Equal(["phenol", "phenolate"], CsvText.Column(run.Output, "id"));
    }

    [Fact]
    public async Task A_substructure_and_an_exact_search_list_rows_in_order()
    {
        var parts = await CommandRun.Of("search", "c1ccccc1", "--in", library, "--substructure", "--out", "-");
        var same = await CommandRun.Of("search", "[K+].[O-]c1ccccc1", "--in", library, "--exact", "--out", "-");
        var table = await CommandRun.Of("search", "c1ccccc1", "--in", library, "--substructure", "--top", "1");

        Assert.Equal(["2", "4", "5"], CsvText.Column(parts.Output, "row"));
        Assert.Equal(["2", "5"], CsvText.Column(same.Output, "row"));
        Assert.Contains("1 of 3 molecules found", table.Output, StringComparison.Ordinal);
        Assert.Contains("phenol", table.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_used_is_one_sentence()
    {
        File.WriteAllText(Index, "MSCRIDX\nand nothing more");
        foreach (var (arguments, reason) in new (string[], string)[]
        {
            (["[C", "--in", library, "--substructure"], "Not a SMARTS"),
            (["C1CC", "--in", library], "is not a molecule"),
            (["CCO", "--in", "nothing.smi"], "no such file"),
            (["CCO", "--in", Index], "is not a MolScreen index"),
            (["CCO", "--in", library, "--exact", "--substructure"], "Give one of"),
            (["CCO", "--in", library, "--threshold", "2"], "must be 0 to 1"),
        })
        {
            var run = await CommandRun.Of(["search", .. arguments]);

            Assert.Equal(ExitCode.BadInput, run.Code);
            Assert.Contains(reason, run.Error, StringComparison.Ordinal);
        }
    }

    public void Dispose() => folder.Dispose();
}
