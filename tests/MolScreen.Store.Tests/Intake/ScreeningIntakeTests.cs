using System.IO.Compression;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MolScreen.Contracts.Results;
using MolScreen.Contracts.Screening;
using MolScreen.Store.Database;
using MolScreen.Store.Intake;
using MolScreen.Store.Issuing;
using MolScreen.Store.Tests.Toys;

namespace MolScreen.Store.Tests.Intake;

public sealed class ScreeningIntakeTests : IDisposable
{
    private const string Block = "\n\n\n  1  0  0  0  0  0            999 V2000\n    0.0000    0.0000    0.0000 C   0  0\n";

    private readonly DatabaseFolder folder = new();
    private readonly ScreeningDatabase database;
    private readonly OutstandingWork work = new(TimeProvider.System);
    private readonly StoreOptions options = new();
    private readonly ScreeningIntake intake;

    public ScreeningIntakeTests()
    {
        database = ScreeningDatabase.Open(folder.Database);
        intake = new ScreeningIntake(database, work, Options.Create(options), TimeProvider.System);
    }

    public void Dispose()
    {
        database.Dispose();
        work.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task A_file_becomes_rows_at_their_positions_and_unreadable_ones_never_travel()
    {
        byte[] file = [.. "smiles,name\r\nCCO,ethanol\r\n,nothing\r\n\"CC"u8, 0xff, .. "O\",odd bytes\r\nCCN,amine\r\n"u8];

        var job = await Submit(file, "library.csv");

        await using var context = database.Read();
        var molecules = await context.Molecules.OrderBy(m => m.Index).ToListAsync();
        var rejected = await context.Results.OrderBy(r => r.Index).Select(r => new { r.Index, r.Reason }).ToListAsync();
        Assert.Equal((JobState.Queued, 4, 2), (job.State, job.Molecules, job.Rejected));
        Assert.Equal([("ethanol", "CCO"), ("amine", "CCN")], molecules.Where(m => m.Index is 0 or 3).Select(m => (m.Id, m.Text)));
        Assert.Equal([(1, "empty"), (2, "encoding")], rejected.Select(r => (r.Index, r.Reason!)));
    }

    /// <summary>A block travels whole, however many lines; what is refused at once is told apart by its place.</summary>
    [Fact]
    public async Task An_sd_file_becomes_rows_that_carry_their_blocks()
    {
        var big = new StringBuilder();
        for (var i = 0; i < 2000; i++)
        {
            big.Append("M  STY  1   1 DAT\n    0.0000    0.0000    0.0000 C   0  0\n");
        }

        var file = $"ethanol{Block}M  END\n> <price>\n2\n\n$$$$\n$$$$\nbig{Block}{big}M  END\n$$$$\n{Block}M  END\n> <ID>\nx-1\n\n$$$$\nlast{Block}";

        var job = await Submit(Encoding.UTF8.GetBytes(file), "library.sdf");

        await using var context = database.Read();
        var molecules = await context.Molecules.OrderBy(m => m.Index).ToListAsync();
        var rejected = await context.Results.OrderBy(r => r.Index).Select(r => new { r.Index, r.Reason }).ToListAsync();
        Assert.Equal((JobState.Queued, 5, 2), (job.State, job.Molecules, job.Rejected));
        Assert.Equal(["ethanol", "", "big", "x-1", "last"], molecules.Select(m => m.Id));
        Assert.Equal($"ethanol{Block}M  END", molecules[0].Text);
        Assert.Equal($"{Block}M  END", molecules[3].Text);
        Assert.Equal(1001, molecules[2].Text.Length);
        Assert.Equal([(1, "empty"), (2, "too-long")], rejected.Select(r => (r.Index, r.Reason!)));
    }

    [Fact]
    public async Task A_gzipped_file_is_read_as_what_is_in_it()
    {
        var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write("CCO ethanol\nCCN\n"u8);
        }

        Assert.Equal(2, (await Submit(packed.ToArray(), "library.smi.gz")).Molecules);
    }

    [Fact]
    public async Task A_file_that_breaks_off_leaves_nothing_behind()
    {
        var text = new StringBuilder("smiles\n");
        for (var i = 0; i < 30_000; i++)
        {
            text.Append(i % 2 == 0 ? "CCO\n" : "\n");
        }

        var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.NoCompression, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text.ToString()));
        }

        var refused = await Assert.ThrowsAsync<ScreeningRequestException>(() => Submit(packed.ToArray()[..^20], "library.csv.gz"));

        Assert.Equal(RequestProblem.Invalid, refused.Problem);
        Assert.Contains("library.csv.gz", refused.Message);
        await AssertEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("smiles,name\n")]
    public async Task A_library_without_molecules_is_refused(string text)
    {
        await Assert.ThrowsAsync<ScreeningRequestException>(() => Submit(Encoding.UTF8.GetBytes(text), "library.csv"));
        await AssertEmpty();
    }

    [Fact]
    public async Task A_column_that_is_not_there_is_refused_with_those_that_are()
    {
        var submission = Submission("library.csv") with { SmilesColumn = "structure" };
        var refused = await Assert.ThrowsAsync<ScreeningRequestException>(
            () => intake.Submit(submission, new MemoryStream("smiles,name\nCCO,x\n"u8.ToArray()), CancellationToken.None));

        Assert.Contains("smiles, name", refused.Message);
        await AssertEmpty();
    }

    [Fact]
    public async Task A_library_over_the_limit_is_refused_and_leaves_nothing_behind()
    {
        options.MaxMolecules = 25_000;
        var refused = await Assert.ThrowsAsync<ScreeningRequestException>(() => Entries(25_001));
        Assert.Equal(RequestProblem.TooLarge, refused.Problem);
        await AssertEmpty();

        options.MaxMolecules = int.MaxValue;
        options.MaxCharacters = 100_000;
        Assert.Equal(RequestProblem.TooLarge, (await Assert.ThrowsAsync<ScreeningRequestException>(() => Entries(25_001))).Problem);
        await AssertEmpty();
    }

    [Fact]
    public async Task A_submission_seen_again_makes_one_job()
    {
        var message = new SubmitScreening(1, Guid.NewGuid(), "pipeline:nightly", ToyChemistry.Specification(), [new SubmittedMolecule("a", "CCO"), new SubmittedMolecule("b", "")]);

        var first = await intake.Submit(message, CancellationToken.None);
        var second = await intake.Submit(message with { Molecules = [new SubmittedMolecule("c", "CCN")] }, CancellationToken.None);

        await using var context = database.Read();
        Assert.Equal(first with { Specification = second.Specification }, second);
        Assert.Equal((2, 1), (second.Molecules, second.Rejected));
        Assert.Equal(2, await context.Molecules.CountAsync());
    }

    [Fact]
    public async Task A_job_that_a_killed_process_was_receiving_is_discarded_or_begun_afresh()
    {
        var (abandoned, again) = (Guid.NewGuid(), Guid.NewGuid());
        await Begun(1, abandoned);
        await Begun(2, again);

        var job = await intake.Submit(Submission("x.smi") with { JobId = again }, new MemoryStream("CCO\n"u8.ToArray()), CancellationToken.None);
        await intake.DiscardUnfinished(CancellationToken.None);

        await using var context = database.Read();
        Assert.Equal(1, job.Molecules);
        Assert.Equal(again, await context.Jobs.Select(j => j.Id).SingleAsync());
        Assert.Equal("CCO", await context.Molecules.Select(m => m.Text).SingleAsync());
    }

    [Fact]
    public async Task A_job_that_becomes_whole_while_unfinished_ones_are_discarded_stays()
    {
        using var done = new CancellationTokenSource();
        var discarding = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                await intake.DiscardUnfinished(CancellationToken.None);
            }
        });

        for (var i = 0; i < 200; i++)
        {
            await intake.Submit(Submission("x.smi") with { JobId = Guid.NewGuid() }, new MemoryStream("CCO\n"u8.ToArray()), CancellationToken.None);
        }

        await done.CancelAsync();
        await discarding;
        await using var context = database.Read();
        Assert.Equal(200, await context.Jobs.CountAsync());
        Assert.Equal(200, await context.Molecules.CountAsync());
    }

    [Fact]
    public async Task Overlong_text_and_identifiers_are_cut_where_they_are_of_no_use()
    {
        await intake.Submit(
            Submission(""), [new LibraryEntry(new string('i', 5000), new string('C', 20_000)), new LibraryEntry("", new string('C', 20_001))], CancellationToken.None);

        await using var context = database.Read();
        Assert.Equal([20_000, 1001], await context.Molecules.OrderBy(m => m.Index).Select(m => m.Text.Length).ToListAsync());
        Assert.Equal(1001, await context.Molecules.MaxAsync(m => m.Id.Length));
        Assert.Equal("too-long", await context.Results.Select(r => r.Reason).SingleAsync());
    }

    [Fact]
    public async Task A_bad_specification_is_refused_before_anything_is_read()
    {
        var submission = Submission("x.smi") with { Specification = new ScreeningSpecification("x", [], [], null) };
        using var library = new MemoryStream("CCO\n"u8.ToArray());

        await Assert.ThrowsAsync<ScreeningRequestException>(() => intake.Submit(submission, library, CancellationToken.None));

        Assert.Equal(0, library.Position);
        await AssertEmpty();
    }

    [Fact]
    public async Task A_hundred_thousand_rows_are_taken_in_with_constant_memory()
    {
        await Entries(20_000);
        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        long most = 0;

        await intake.Submit(Submission(""), Rows(), CancellationToken.None);

        // 100,000 × 300 characters are 60 MB as text; a batch of 10,000 and SQLite's cache are a fraction of that.
        Assert.True(most - before < 30_000_000, $"{(most - before) / 1e6} MB");

        IEnumerable<LibraryEntry> Rows()
        {
            for (var i = 0; i < 100_000; i++)
            {
                yield return new LibraryEntry($"m{i}", new string('C', 300));
                if (i % 9_999 == 0)
                {
                    most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true));
                }
            }
        }
    }

    private static LibrarySubmission Submission(string name) => new(Guid.NewGuid(), "test", ToyChemistry.Specification(), name);

    private Task<JobStatus> Submit(byte[] file, string name) => intake.Submit(Submission(name), new MemoryStream(file), CancellationToken.None);

    private Task<JobStatus> Entries(int count) =>
        intake.Submit(Submission(""), Enumerable.Range(0, count).Select(i => new LibraryEntry("identifier", "CCO")), CancellationToken.None);

    private Task<int> Begun(long number, Guid id) => database.Write(
        (context, _) =>
        {
            context.Jobs.Add(new JobRow
            {
                Number = number, Id = id, Name = "", Source = "", Specification = "{}", State = JobState.Receiving, Created = TimeProvider.System.GetUtcNow(),
            });
            context.Molecules.Add(new MoleculeRow(number, 0, "", "half"));
            context.Results.Add(new ResultRow { Job = number, Index = 0, Status = ResultStatus.Rejected, Reason = "empty", Detail = "" });
            return Task.FromResult(0);
        },
        CancellationToken.None);

    private async Task AssertEmpty()
    {
        await using var context = database.Read();
        Assert.Equal((0, 0, 0), (await context.Jobs.CountAsync(), await context.Molecules.CountAsync(), await context.Results.CountAsync()));
    }
}
