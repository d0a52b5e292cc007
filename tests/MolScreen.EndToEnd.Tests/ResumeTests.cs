using MolScreen.Contracts.Results;
using MolScreen.Testing;

namespace MolScreen.EndToEnd.Tests;

/// <summary>Processes that are killed in the middle of a job.</summary>
public sealed class ResumeTests
{
    private const int Times = 12;

    [Fact]
    public async Task A_killed_serve_goes_on_with_its_job_and_nothing_is_lost_or_doubled()
    {
        using var folder = new TemporaryFolder();
        var database = folder.File("serve.db");
        Guid id;
        int before;
        using (var first = await Serve(database))
        using (var client = Client(first))
        {
            id = await client.Submit(Library.Drugs(Times), Library.Job(routes: 0));
            before = (await client.Until(id, status => status.Scored > 0, () => first.Everything)).Scored;
            first.Kill();
        }

        using var second = await Serve(database);
        using var again = Client(second);
        var resumed = await again.Job(id);
        var ended = await again.Until(id, status => status.IsFinished, () => second.Everything);

        Assert.InRange(before, 1, resumed.Molecules - 1);
        Assert.True(resumed.Scored >= before, "What was recorded is still there.");
        Assert.True(ended.State == JobState.Completed, $"{ended}\n{second.Everything}");
        Assert.Equal(ended.Molecules, ended.Scored);
        await Copies.AssertWhole(database, id, Times);
    }

    [Fact]
    public async Task An_interrupted_screen_goes_on_when_the_command_is_given_again()
    {
        using var folder = new TemporaryFolder();
        var library = folder.File("library.smi");
        await File.WriteAllBytesAsync(library, Library.Drugs(Times));
        string[] command = ["screen", library, "--job", folder.Write("job.yaml", Library.Job(routes: 0)), "--db", folder.File("screen.db"), "--top", "3"];
        using (var first = Molscreen.Start(command))
        {
            await Eventually.True(() => Task.FromResult(first.HasExited || Recorded(folder.File("screen.db"))), () => first.Everything, TimeSpan.FromMinutes(2));
            first.Signal("INT");
            Assert.True(await first.Exit(TimeSpan.FromMinutes(2)) == 130, first.Everything);
        }

        using var second = Molscreen.Start(command);
        Assert.True(await second.Exit(TimeSpan.FromMinutes(3)) == 0, second.Everything);

        Assert.Contains("going on with a job that was interrupted", second.Everything, StringComparison.Ordinal);
        var job = (await MolScreen.Store.Queries.ScreeningQueries.Open(folder.File("screen.db")).Jobs(CancellationToken.None)).Single();
        await Copies.AssertWhole(folder.File("screen.db"), job.Id, Times);
    }

    private static bool Recorded(string database) =>
        File.Exists(database) && new FileInfo(database).Length > 0
        && MolScreen.Store.Queries.ScreeningQueries.Open(database).Jobs(CancellationToken.None).GetAwaiter().GetResult().Any(job => job.Scored > 0);

    private static async Task<ChildProcess> Serve(string database)
    {
        var process = Molscreen.Start("serve", "--urls", "http://127.0.0.1:0", "--db", database);
        await Molscreen.Ready(process, "listens on");
        return process;
    }

    private static ScreeningClient Client(ChildProcess serve) =>
        new(new Uri(serve.Output.Split("listens on ")[1].Split(';')[0].Trim()));
}
