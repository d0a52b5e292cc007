using MolScreen.Contracts.Results;
using MolScreen.Contracts.Scoring;
using MolScreen.Contracts.Screening;
using MolScreen.Gateway.Pipelines;
using MolScreen.Gateway.Store;

namespace MolScreen.Gateway.Tests.Pipelines;

/// <summary>What is answered to a batch that is published again.</summary>
public sealed class EndedBatchTests
{
    [Theory]
    [InlineData(JobState.Failed, "no such model", "no such model")]
    [InlineData(JobState.Cancelled, null, "cancelled")]
    public async Task A_batch_that_ended_without_results_says_so(JobState state, string? failure, string told)
    {
        var job = Job(state, failure, "pipeline:nightly");

        var result = await new BatchResults(new OneJob(job)).Ended(job.Id, CancellationToken.None);

        Assert.NotNull(result);
        Assert.Equal(("nightly", job.Id, "failed", told), (result.Batch, result.Job, result.State, result.Failure));
        Assert.Empty(result.Molecules);
    }

    [Fact]
    public async Task A_batch_that_is_scored_is_answered_with_its_rows()
    {
        var job = Job(JobState.Completed, null, "pipeline:nightly");

        var result = await new BatchResults(new OneJob(job)).Ended(job.Id, CancellationToken.None);

        Assert.Equal(("completed", "syntax"), (result!.State, result.Molecules.Single().Rejected));
    }

    [Fact]
    public async Task A_row_says_how_sure_its_models_are_where_they_do()
    {
        var job = Job(JobState.Completed, null, "pipeline:nightly");
        var sure = Row(new ScoreComponent("toy", "y", 0.5f, 0.5, 0.25f, 0.75f, 50)) with { Domains = [new ModelDomain("toy", 0.96f, DomainStatus.Edge)] };
        var page = new RankedPage(job.Id, job.State, 2, 0, [new ScoreColumn("toy", "1", "y", "nM")], [sure, Row(new ScoreComponent("toy", "y", 0.5f, 0.5))]);

        var rows = (await new BatchResults(new OneJob(job, page)).Ended(job.Id, CancellationToken.None))!.Molecules.Where(row => row.Rejected is null).ToList();

        Assert.Equal(new ScoreCertainty(0.25f, 0.75f, 50), rows[0].Certainty!["toy.y"]);
        Assert.Equal(new ModelDomain("toy", 0.96f, DomainStatus.Edge), rows[0].Domains!["toy"]);
        Assert.Null(rows[1].Certainty);
        Assert.Null(rows[1].Domains);

        static RankedMolecule Row(ScoreComponent component) => new(1, 1, "b", "C", 0.5, true, new Dictionary<string, float?>(), [component], null);
    }

    [Fact]
    public async Task What_goes_on_or_is_unknown_or_came_another_way_has_no_answer()
    {
        var running = Job(JobState.Running, null, "pipeline:nightly");
        var upload = Job(JobState.Failed, "broken", "api");

        Assert.Null(await new BatchResults(new OneJob(running)).Ended(running.Id, CancellationToken.None));
        Assert.Null(await new BatchResults(new OneJob(running)).Ended(Guid.NewGuid(), CancellationToken.None));
        Assert.Null(await new BatchResults(new OneJob(upload)).Ended(upload.Id, CancellationToken.None));
    }

    private static JobStatus Job(JobState state, string? failure, string source) => new(
        Guid.NewGuid(), "x", source, state, 1, 0, 1, 0, 0, 0, DateTimeOffset.UnixEpoch, null, failure, new ScreeningSpecification("x", [], [], null));

    /// <summary>A store of one job, with a rejected molecule and, where a page is given, scored ones.</summary>
    private sealed class OneJob(JobStatus job, RankedPage? page = null) : IScreeningStore
    {
        public Task<JobStatus?> Job(Guid id, CancellationToken cancel) => Task.FromResult(id == job.Id ? job : null);

        public Task<RankedPage?> Ranked(Guid id, ResultQuery query, CancellationToken cancel) => Task.FromResult<RankedPage?>(page ?? new RankedPage(id, job.State, 0, 0, [], []));

        public Task<RejectedPage?> Rejected(Guid id, int top, int skip, CancellationToken cancel) =>
            Task.FromResult<RejectedPage?>(new RejectedPage(id, 1, 0, [new RejectedRow(0, "a", "C1CC", "syntax", "unclosed ring")]));

        public Task<JobStatus> Submit(LibrarySubmission submission, Stream library, CancellationToken cancel) => throw new NotSupportedException();

        public Task<IReadOnlyList<JobStatus>> Jobs(CancellationToken cancel) => throw new NotSupportedException();

        public Task<bool> Cancel(Guid id, CancellationToken cancel) => throw new NotSupportedException();

        public Task<MoleculeDetail?> Molecule(Guid id, int index, CancellationToken cancel) => throw new NotSupportedException();

        public Task<StructurePage?> Search(Guid id, StructureSearch search, CancellationToken cancel) => throw new NotSupportedException();

        public Task<bool> Export(Guid id, string? where, string? sort, int? top, Stream destination, CancellationToken cancel) => throw new NotSupportedException();
    }
}
