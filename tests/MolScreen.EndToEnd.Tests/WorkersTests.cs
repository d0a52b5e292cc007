using MolScreen.Contracts.Results;
using MolScreen.Store.Queries;
using MolScreen.Testing;

namespace MolScreen.EndToEnd.Tests;

/// <summary>The five services as processes on a real broker.</summary>
[Collection(WorkerCollection.Name)]
public sealed class WorkersTests(WorkerSuite suite)
{
    [Fact]
    public async Task A_job_has_the_same_rows_in_five_processes_as_in_one()
    {
        using var folder = new TemporaryFolder();
        var (library, job) = (folder.File("library.smi"), folder.Write("job.yaml", Library.Job(routes: 4)));
        await File.WriteAllBytesAsync(library, Library.Whole());
        using var one = Molscreen.Start("screen", library, "--job", job, "--db", folder.File("one.db"), "--top", "5");
        Assert.True(await one.Exit(TimeSpan.FromMinutes(3)) == 0, one.Everything);

        using var client = new ScreeningClient(suite.Gateway);
        var id = await client.Submit(Library.Whole(), Library.Job(routes: 4));
        var ended = await client.Until(id, status => status.IsFinished, suite.Everything);

        Assert.True(ended.State == JobState.Completed, $"{ended}\n{suite.Everything()}");
        Assert.Equal(ended.Molecules, ended.Scored + ended.Rejected);
        var inOne = (await ScreeningQueries.Open(folder.File("one.db")).Jobs(CancellationToken.None)).Single();
        Assert.Equal((ended.Scored, ended.Rejected, ended.RoutesFound, ended.RoutesNotFound), (inOne.Scored, inOne.Rejected, inOne.RoutesFound, inOne.RoutesNotFound));
        Assert.Equal(await JobContent.Read(folder.File("one.db"), inOne.Id), await JobContent.Read(suite.Database, id));
    }

    [Fact]
    public async Task A_featurizer_and_a_scorer_that_crash_are_replaced_and_nothing_is_lost()
    {
        var doomed = await Task.WhenAll(suite.Start("featurizer"), suite.Start("scorer"));
        using var client = new ScreeningClient(suite.Gateway);
        var id = await client.Submit(Library.Drugs(6), Library.Job(routes: 0));
        await client.Until(id, status => status.Scored > 0, suite.Everything);

        foreach (var process in doomed)
        {
            process.Kill();
        }

        var ended = await client.Until(id, status => status.IsFinished, suite.Everything);
        Assert.True(ended.State == JobState.Completed, $"{ended}\n{suite.Everything()}");
        await Copies.AssertWhole(suite.Database, id, times: 6);
    }
}
