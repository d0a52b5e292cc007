using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using MolScreen.Contracts.Results;
using MolScreen.Contracts.Screening;
using MolScreen.Store.Database;
using MolScreen.Store.Jobs;
using MolScreen.Store.Tests.Toys;

namespace MolScreen.Store.Tests.Issuing;

public sealed class ResumeTests : IDisposable
{
    private static readonly (string, string)[] SmallChunks = [("store:chunkSize", "10"), ("store:outstandingChunks", "4")];

    private readonly DatabaseFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_killed_store_goes_on_where_it_was_nothing_lost_and_nothing_twice()
    {
        var killed = await StoreHost.Start(folder.Database, new ToyServices { AnsweredChunks = 7 }, SmallChunks);
        var id = await killed.Submit(ToyChemistry.Specification(new RouteRequest(2)), Texts(200));
        await killed.Until(id, j => j.Scored + j.Rejected >= 70);
        await killed.Kill();

        await using var store = await StoreHost.Start(folder.Database, null, SmallChunks);
        var job = await store.UntilFinished(id);

        Assert.Equal((JobState.Completed, 200, 180, 20), (job.State, job.Molecules, job.Scored, job.Rejected));
        Assert.Equal(13, store.Toys.Chunks.Select(c => c.Chunk).Distinct().Count());
        Assert.Equal(Enumerable.Range(1, 180), await Ranks(store, id));
        Assert.Equal(2, job.RoutesFound + job.RoutesNotFound);
    }

    [Fact]
    public async Task Work_that_was_out_at_a_sudden_end_is_issued_alone_first()
    {
        var killed = await StoreHost.Start(folder.Database, new ToyServices { AnsweredChunks = 0 }, SmallChunks);
        var id = await killed.Submit(ToyChemistry.Specification(), Texts(100));
        await Until(() => killed.Toys.Chunks.Count == 4);
        await killed.Kill();

        var silent = await StoreHost.Start(folder.Database, new ToyServices { AnsweredChunks = 0 }, SmallChunks);
        await Until(() => !silent.Toys.Chunks.IsEmpty);
        await Task.Delay(300);
        Assert.Equal([0], silent.Toys.Chunks.Select(c => c.Chunk));
        await silent.Kill();

        // Chunk 0 was out alone at the second end: it is halved, and the halves are suspects again.
        await using var store = await StoreHost.Start(folder.Database, null, SmallChunks);
        var job = await store.UntilFinished(id);
        Assert.Equal(90, job.Scored);
        Assert.DoesNotContain(0, store.Toys.Chunks.Select(c => c.Chunk));
        Assert.Equal(2, store.Toys.Chunks.Count(c => c.Molecules.Count == 5));
    }

    [Fact]
    public async Task An_orderly_stop_raises_no_suspicion()
    {
        await using (var stopped = await StoreHost.Start(folder.Database, new ToyServices { AnsweredChunks = 0 }, SmallChunks))
        {
            await stopped.Submit(ToyChemistry.Specification(), Texts(100));
            await Until(() => stopped.Toys.Chunks.Count == 4);
        }

        using var database = ScreeningDatabase.OpenReadOnly(folder.Database);
        await using var context = database.Read();
        Assert.Equal(0, await context.Chunks.SumAsync(c => c.Attempts));
    }

    [Fact]
    public async Task Searches_that_were_not_answered_are_issued_again()
    {
        var killed = await StoreHost.Start(folder.Database, new ToyServices { AnsweredPlans = 1 }, ("store:outstandingPlans", "2"));
        var id = await killed.Submit(ToyChemistry.Specification(new RouteRequest(4)), "0.2", "0.3", "0.4", "0.5", "0.6");
        await killed.Until(id, j => j.RoutesFound + j.RoutesNotFound == 1);
        await killed.Kill();

        await using var store = await StoreHost.Start(folder.Database);
        var job = await store.UntilFinished(id);

        // 0.6 was answered before; of 0.5, 0.4, 0.3 the even one has routes, as 0.6 had.
        Assert.Equal((4, 2, 2), (job.RoutesRequested, job.RoutesFound, job.RoutesNotFound));
        Assert.Equal(["0.3", "0.4", "0.5"], store.Toys.Plans.Select(p => p.Smiles).Distinct().Order());
    }

    [Fact]
    public async Task An_answer_that_stays_out_too_long_is_asked_for_again()
    {
        var toys = new ToyServices { AnsweredChunks = 0 };
        await using var store = await StoreHost.Start(folder.Database, toys, ("store:answerTimeout", "1"));
        var id = await store.Submit(ToyChemistry.Specification(), "0.5");
        await Until(() => !toys.Chunks.IsEmpty);
        toys.AnsweredChunks = int.MaxValue;

        Assert.Equal(1, (await store.UntilFinished(id)).Scored);
        Assert.True(toys.Chunks.Count >= 2);
    }

    [Fact]
    public async Task No_more_chunks_are_out_than_the_settings_say()
    {
        await using var store = await StoreHost.Start(folder.Database, new ToyServices { AnsweredChunks = 0 }, SmallChunks);
        await store.Submit(ToyChemistry.Specification(), Texts(200));
        await store.Submit(ToyChemistry.Specification(), Texts(200));
        await Until(() => store.Toys.Chunks.Count >= 4);
        await Task.Delay(300);

        Assert.Equal(4, store.Toys.Chunks.Count);
    }

    [Fact]
    public async Task Each_answer_twice_gives_each_row_once()
    {
        await using var store = await StoreHost.Start(folder.Database, new ToyServices { Answers = 2 }, SmallChunks);
        var id = await store.Submit(ToyChemistry.Specification(), Texts(150));
        var job = await store.UntilFinished(id);

        Assert.Equal((135, 15), (job.Scored, job.Rejected));
        Assert.Equal(Enumerable.Range(1, 135), await Ranks(store, id));
    }

    [Fact]
    public async Task Events_come_in_order_when_a_job_ends()
    {
        await using var store = await StoreHost.Start(folder.Database);
        var id = await store.Submit(ToyChemistry.Specification(new RouteRequest(2)), "0.2", "0.3", "bad");
        await store.UntilFinished(id);
        await Until(() => store.Toys.Events.Count == 2);

        Assert.Equal([new ScreeningRanked(1, id, 2, 1), new ScreeningCompleted(1, id, 2, 1, 1, 1)], store.Toys.Events);
    }

    [Fact]
    public async Task A_cancelled_job_is_announced_as_one_that_gives_no_result()
    {
        await using var store = await StoreHost.Start(folder.Database, new ToyServices { AnsweredChunks = 0 });
        var id = await store.Submit(ToyChemistry.Specification(), "0.2");
        await Until(() => !store.Toys.Chunks.IsEmpty);
        await store.Get<JobControl>().Cancel(id, CancellationToken.None);
        await Until(() => !store.Toys.Events.IsEmpty);

        Assert.Equal([new ScreeningFailed(1, id, "cancelled")], store.Toys.Events);
        Assert.Equal(JobState.Cancelled, (await store.Queries.Job(id, CancellationToken.None))!.State);
    }

    [Fact]
    public async Task Trouble_that_trying_again_does_not_mend_ends_the_process()
    {
        await using var store = await StoreHost.Start(folder.Database, new ToyServices { AnsweredChunks = 0 });
        var ending = store.Get<IHostApplicationLifetime>().ApplicationStopping;
        await store.Get<ScreeningDatabase>().Write(
            (context, cancel) => context.Database.ExecuteSqlRawAsync(
                "CREATE TRIGGER broken BEFORE UPDATE ON chunks BEGIN SELECT RAISE(ABORT, 'broken'); END", cancel),
            CancellationToken.None);
        Assert.False(ending.IsCancellationRequested);

        await store.Submit(ToyChemistry.Specification(), "0.2");

        await Until(() => ending.IsCancellationRequested);
    }

    /// <summary>Every tenth cannot be read.</summary>
    private static IEnumerable<string> Texts(int count) => Enumerable.Range(0, count).Select(i => i % 10 == 9 ? "bad" : $"0.{i % 10}");

    private static async Task<IEnumerable<int>> Ranks(StoreHost store, Guid id) =>
        (await store.Queries.Ranked(id, new ResultQuery(1000), CancellationToken.None))!.Molecules.Select(m => m.Rank!.Value);

    private static async Task Until(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!condition())
        {
            await Task.Delay(10, patience.Token);
        }
    }
}
