using MolScreen.Contracts.Results;
using MolScreen.Contracts.Screening;
using MolScreen.Store.Tests.Toys;

namespace MolScreen.Store.Tests.Recording;

public sealed class BisectionTests : IDisposable
{
    private readonly DatabaseFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_poison_molecule_ends_alone_and_its_neighbours_are_scored()
    {
        await using var store = await StoreHost.Start(folder.Database);
        var texts = Enumerable.Range(0, 300).Select(i => i == 37 ? "poison" : "0.5").ToArray();

        var id = await store.Submit(ToyChemistry.Specification(), texts);
        var job = await store.UntilFinished(id);

        var rejected = (await store.Queries.Rejected(id, 10, 0, CancellationToken.None))!.Molecules.Single();
        Assert.Equal((JobState.Completed, 299, 1), (job.State, job.Scored, job.Rejected));
        Assert.Equal((37, "internal"), (rejected.Index, rejected.Reason));
        Assert.Contains("the featurizer chokes", rejected.Detail);

        // 256 is halved 8 times down to 1: 9 chunks with the poison, 8 healthy halves, and the chunk of the other 44.
        Assert.Equal(18, store.Toys.Chunks.Count);
    }

    [Fact]
    public async Task A_service_that_fails_on_everything_fails_the_job_before_all_is_halved()
    {
        await using var store = await StoreHost.Start(folder.Database);
        store.Toys.Score = _ => throw new InvalidOperationException("no memory left");

        var id = await store.Submit(ToyChemistry.Specification(), Enumerable.Repeat("0.5", 1000));
        var job = await store.UntilFinished(id);

        Assert.Equal((JobState.Failed, "A service failed: no memory left"), (job.State, job.Failure));
        Assert.InRange(job.Rejected, 32, 100);
    }

    [Fact]
    public async Task A_planner_that_fails_gives_a_cause_and_the_job_completes()
    {
        // The toy planner reads the last character as a digit and finds none.
        await using var store = await StoreHost.Start(folder.Database);
        store.Toys.Score = chunk => ToyChemistry.Score(chunk) with { Smiles = [""] };

        var id = await store.Submit(ToyChemistry.Specification(new RouteRequest(1)), "0.5");
        var job = await store.UntilFinished(id);

        var molecule = await store.Queries.Molecule(id, 0, CancellationToken.None);
        Assert.Equal((JobState.Completed, 0, 1), (job.State, job.RoutesFound, job.RoutesNotFound));
        Assert.Equal("internal", molecule!.Scored!.Route!.Cause);
    }

    [Fact]
    public async Task A_service_that_says_the_job_cannot_go_on_fails_it()
    {
        await using var store = await StoreHost.Start(folder.Database);
        store.Toys.Score = chunk => new ScreeningFailed(1, chunk.JobId, "There is no model toy.");

        var id = await store.Submit(ToyChemistry.Specification(), "0.5");
        var job = await store.UntilFinished(id);

        Assert.Equal((JobState.Failed, "There is no model toy."), (job.State, job.Failure));
    }
}
