using System.Globalization;
using Microsoft.EntityFrameworkCore;
using MolScreen.Cli.CommandLine;
using MolScreen.Store.Database;
using MolScreen.Testing;

namespace MolScreen.Cli.Tests.Screening;

/// <summary>A whole screening in this process, read again by query and jobs.</summary>
public sealed class ScreenTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Broken_rows_are_rejected_with_reasons_at_their_places_and_the_others_ranked()
    {
        var run = await Screen(Repository.TestData("library", "broken.smi"));

        Assert.Equal("", run.Error);
        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.Contains("14 molecules: 6 scored, 8 rejected", run.Output, StringComparison.Ordinal);
        Assert.Equal(
            ["2 valence", "3 syntax", "4 empty", "8 too-large", "9 encoding", "11 kekulization", "12 unsupported", "13 syntax"],
            await Rejected());
        var table = await Query("--out", "-");
        Assert.Equal(["0", "4", "5", "6", "9", "13"], CsvText.Column(table, "index").Order(Comparer<string>.Create((a, b) => Number(a).CompareTo(Number(b)))));
        Assert.Equal(["1", "2", "3", "4", "5", "6"], CsvText.Column(table, "rank"));
        var scores = CsvText.Column(table, "score").ConvertAll(Number);
        Assert.Equal(scores.OrderDescending(), scores);
    }

    [Fact]
    public async Task An_sd_file_is_screened_its_broken_records_are_rejected_at_their_places()
    {
        var good = SdFiles.PubChem(5);
        var run = await Screen(_folder.Write("library.sdf", string.Concat([.. good[..2], SdFiles.WithoutEnd(good[2]), "$$$$\n", .. good[3..], SdFiles.WithQuery(good[0])])));

        Assert.Equal("", run.Error);
        Assert.Contains("7 molecules: 4 scored, 3 rejected", run.Output, StringComparison.Ordinal);
        Assert.Equal(["3 syntax", "4 empty", "7 unsupported"], await Rejected());
        var table = await Query("--out", "-");
        Assert.Equal(5, table.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(
            new[] { good[0], good[1], good[3], good[4] }.Select(record => record.Split('\n')[0]).Order(StringComparer.Ordinal),
            CsvText.Column(table, "id").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_query_filters_sorts_and_limits()
    {
        await Screen(_folder.Write("library.smi", "CCO ethanol\nCCCCCCCCCC decane\nc1ccccc1 benzene\nOCC(O)CO glycerol\n"));

        var table = await Query("--where", "molecular_weight < 100", "--sort", "molecular_weight desc", "--top", "2", "--out", "-");

        Assert.Equal(["glycerol", "benzene"], CsvText.Column(table, "id"));
        var jobs = await CommandRun.Of("jobs", "--db", _folder["screening.db"]);
        Assert.Contains("completed", jobs.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_condition_that_cannot_be_understood_is_unusable_input()
    {
        await Screen(_folder.Write("library.smi", "CCO ethanol\n"));

        var run = await CommandRun.Of("query", "last", "--db", _folder["screening.db"], "--where", "beauty > 3");

        Assert.Equal(ExitCode.BadInput, run.Code);
        Assert.Contains("beauty", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_takes_no_more_ends_the_screening_with_a_failure()
    {
        using (var database = ScreeningDatabase.Open(_folder["screening.db"]))
        {
            await database.Write(
                (context, cancel) => context.Database.ExecuteSqlRawAsync(
                    "CREATE TRIGGER broken BEFORE UPDATE ON chunks BEGIN SELECT RAISE(ABORT, 'broken'); END", cancel),
                CancellationToken.None);
        }

        var run = await Screen(_folder.Write("library.smi", "CCO ethanol\n")).WaitAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(ExitCode.Failed, run.Code);
        Assert.Contains("ended by itself", run.Error, StringComparison.Ordinal);
    }

    private Task<CommandRun> Screen(string library)
    {
        var job = _folder.Write("job.yaml", "name: solubility\nmodels:\n  - model: esol\n    desirability: {better: higher, low: -7, high: -1}\n");
        return CommandRun.Of("screen", library, "--job", job, "--db", _folder["screening.db"]);
    }

    private async Task<string> Query(params string[] options)
    {
        var run = await CommandRun.Of(["query", "last", "--db", _folder["screening.db"], .. options]);
        Assert.Equal("", run.Error);
        return run.Output;
    }

    /// <summary>Row and reason of each rejected molecule, out of the table.</summary>
    private async Task<IEnumerable<string>> Rejected()
    {
        var output = await Query("--rejected");
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[2..^1];
        var reason = output.Split('\n').First(line => line.Contains("reason", StringComparison.Ordinal)).IndexOf("reason", StringComparison.Ordinal);
        return lines.Select(line => $"{line.Trim().Split(' ')[0]} {line[reason..].Split(' ')[0]}");
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
