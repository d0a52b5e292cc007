using MolScreen.Contracts.Featurizing;
using MolScreen.Contracts.Results;
using MolScreen.Contracts.Scoring;
using MolScreen.Store.Recording;
using MolScreen.Store.Tests.Toys;

namespace MolScreen.Store.Tests.Recording;

/// <summary>Chunks of three molecules that no service answers, so that the tests say what comes when.</summary>
public sealed class ChunkRecorderTests : IDisposable
{
    private readonly DatabaseFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_chunk_seen_again_changes_nothing_before_and_after_completion()
    {
        await using var store = await Silent();
        var id = await store.Submit(ToyChemistry.Specification(), "0.1", "0.2", "bad", "0.4", "0.5");
        var first = await Chunk(store, id, 0);
        var recorder = store.Get<ChunkRecorder>();

        // What a broker delivers again after a crash between commit and acknowledgement.
        await recorder.Record(first, CancellationToken.None);
        await recorder.Record(first, CancellationToken.None);
        Assert.Equal((2, 1), await Counts(store, id));

        await recorder.Record(await Chunk(store, id, 1), CancellationToken.None);
        var job = await store.UntilFinished(id);
        await recorder.Record(first, CancellationToken.None);

        Assert.Equal((JobState.Completed, 4, 1), (job.State, job.Scored, job.Rejected));
        Assert.Equal((4, 1), await Counts(store, id));
        Assert.Equal(4, (await store.Queries.Ranked(id, new ResultQuery(), CancellationToken.None))!.Molecules.Count);
    }

    [Fact]
    public async Task Molecules_that_the_answer_forgets_become_rejected_rows_and_foreign_ones_are_ignored()
    {
        await using var store = await Silent();
        var id = await store.Submit(ToyChemistry.Specification(), "0.1", "0.2", "0.3", "0.4");
        MoleculeText[] answered = [new(1, "", "0.2"), new(3, "", "0.4"), new(99, "", "0.9"), new(-1, "", "0.9")];

        await store.Get<ChunkRecorder>().Record(ToyChemistry.Scored(id, 0, answered, [new RejectedMolecule(7, "syntax", "")]), CancellationToken.None);

        var rejected = await store.Queries.Rejected(id, 10, 0, CancellationToken.None);
        Assert.Equal((1, 2), await Counts(store, id));
        Assert.Equal([(0, "internal"), (2, "internal")], rejected!.Molecules.Select(m => (m.Index, m.Reason)));
    }

    [Fact]
    public async Task A_message_that_contradicts_itself_is_a_fault_and_leaves_nothing()
    {
        await using var store = await Silent();
        var id = await store.Submit(ToyChemistry.Specification(), "0.1", "0.2", "0.3");
        var whole = await Chunk(store, id, 0);

        await Assert.ThrowsAsync<FormatException>(() => store.Get<ChunkRecorder>().Record(whole with { Scores = [1, 2, 3] }, CancellationToken.None));
        await Assert.ThrowsAsync<FormatException>(() => store.Get<ChunkRecorder>().Record(whole with { Smiles = ["0.1"] }, CancellationToken.None));
        Assert.Equal((0, 0), await Counts(store, id));
    }

    [Fact]
    public async Task A_model_that_changes_while_the_job_runs_fails_the_job()
    {
        await using var store = await Silent();
        var id = await store.Submit(ToyChemistry.Specification(), "0.1", "0.2", "0.3", "0.4");
        var recorder = store.Get<ChunkRecorder>();
        await recorder.Record(await Chunk(store, id, 0), CancellationToken.None);
        await recorder.Record((await Chunk(store, id, 1)) with { Columns = [ToyChemistry.Column with { Version = "2" }] }, CancellationToken.None);

        var job = await store.UntilFinished(id);

        Assert.Equal(JobState.Failed, job.State);
        Assert.Contains("toy changed from version 1 to 2", job.Failure);
        Assert.Equal(3, job.Scored);
    }

    [Fact]
    public async Task A_task_that_the_model_does_not_have_fails_the_job_with_the_tasks_it_has()
    {
        await using var store = await Silent();
        var specification = ToyChemistry.Specification();
        var id = await store.Submit(specification with { Objectives = [specification.Objectives[0] with { Task = "z" }] }, "0.1");

        await store.Get<ChunkRecorder>().Record(await Chunk(store, id, 0), CancellationToken.None);

        var job = await store.UntilFinished(id);
        Assert.Equal("Model toy has no task z; it has: y.", job.Failure);
        Assert.Equal(0, job.Scored);
    }

    [Fact]
    public async Task Answers_for_jobs_that_are_cancelled_or_unknown_are_absorbed()
    {
        await using var store = await Silent();
        var id = await store.Submit(ToyChemistry.Specification(), "0.1");
        var chunk = await Chunk(store, id, 0);
        Assert.True(await store.Get<Jobs.JobControl>().Cancel(id, CancellationToken.None));

        await store.Get<ChunkRecorder>().Record(chunk, CancellationToken.None);
        await store.Get<ChunkRecorder>().Record(chunk with { JobId = Guid.NewGuid() }, CancellationToken.None);

        Assert.Equal((0, 0), await Counts(store, id));
        Assert.Equal(JobState.Cancelled, (await store.Queries.Job(id, CancellationToken.None))!.State);
    }

    private Task<StoreHost> Silent() =>
        StoreHost.Start(folder.Database, new ToyServices { AnsweredChunks = 0 }, ("store:chunkSize", "3"));

    private static async Task<(int Scored, int Rejected)> Counts(StoreHost store, Guid id)
    {
        var job = await store.Queries.Job(id, CancellationToken.None);
        return (job!.Scored, job.Rejected);
    }

    /// <summary>The answer to a chunk that was issued.</summary>
    private static async Task<MoleculesScored> Chunk(StoreHost store, Guid id, int number)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            if (store.Toys.Chunks.FirstOrDefault(c => c.JobId == id && c.Chunk == number) is { } issued)
            {
                return ToyChemistry.Score(issued);
            }

            await Task.Delay(10, patience.Token);
        }
    }
}
