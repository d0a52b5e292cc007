using MolScreen.Contracts.Results;
using MolScreen.Contracts.Scoring;
using MolScreen.Contracts.Screening;
using MolScreen.Store.Queries;
using MolScreen.Store.Recording;
using MolScreen.Store.Tests.Toys;

namespace MolScreen.Store.Tests.Queries;

/// <summary>One job of five, scored by <see cref="CertainToy"/>: 0.5 (a), bad, 0.875 (c), nan (d), 0.25 (e). Indices by rank: 2, 0, 4, 3.</summary>
public sealed class CertainJob : IAsyncLifetime, IDisposable
{
    private readonly DatabaseFolder folder = new();

    public Guid Id { get; private set; }

    public ScreeningQueries Queries { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await using (var store = await StoreHost.Start(folder.Database, new ToyServices { Score = CertainToy.Score }, ("store:chunkSize", "2")))
        {
            var specification = ToyChemistry.Specification() with { Objectives = [new Objective("toy", "y", 1, Direction.Higher, 0, 1)] };
            Id = await store.Submit(specification, "0.5", "bad", "0.875", "nan", "0.25");
            await store.UntilFinished(Id);
        }

        Queries = ScreeningQueries.Open(folder.Database);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => folder.Dispose();
}

public sealed class CertaintyQueryTests(CertainJob job) : IClassFixture<CertainJob>
{
    [Fact]
    public async Task A_row_carries_intervals_percentiles_and_domains()
    {
        var page = await job.Queries.Ranked(job.Id, new ResultQuery(), CancellationToken.None);

        Assert.Equal(CertainToy.Columns, page!.Columns);
        Assert.Equal([2, 0, 4, 3], page.Molecules.Select(m => m.Index));
        Assert.Equal(
            [
                new ScoreComponent("toy", "y", 0.875f, 0.875, 0.625f, 1.125f, 87.5f),
                new ScoreComponent("toy", "z", 8.75f, null, 8.5f, 9f, 87.5f),
                new ScoreComponent("plain", "y", 0.875f, null),
            ],
            page.Molecules[0].Components);
        Assert.Equal([DomainStatus.Out, DomainStatus.Edge, DomainStatus.In, null], page.Molecules.Select(m => m.Domains!.Single().Status));
        Assert.Equal([new ModelDomain("toy", 0.875f, DomainStatus.Out)], page.Molecules[0].Domains!);
        Assert.Equal(new ModelDomain("toy", null, null), page.Molecules[3].Domains!.Single());
        Assert.Equal(new ScoreComponent("toy", "y", null, null), page.Molecules[3].Components[0]);
    }

    [Theory]
    [InlineData("toy.y.low > 0.2", 2, 0)]
    [InlineData("toy.z.high < 6", 0, 4)]
    [InlineData("toy.y.percentile >= 50", 2, 0)]
    [InlineData("toy.domain_status = 'out'", 2)]
    [InlineData("toy.domain_status != 'out' and toy.domain <= 0.5", 0, 4)]
    [InlineData("toy.domain is null", 3)]
    public async Task A_condition_may_ask_for_certainty(string where, params int[] expected)
    {
        var page = await job.Queries.Ranked(job.Id, new ResultQuery(Where: where), CancellationToken.None);

        Assert.Equal(expected, page!.Molecules.Select(m => m.Index));
    }

    [Theory]
    [InlineData("toy.y.high", 4, 0, 2, 3)]
    [InlineData("toy.domain desc", 2, 0, 4, 3)]
    [InlineData("toy.domain_status", 0, 4, 2, 3)]
    public async Task A_sort_may_be_by_certainty(string sort, params int[] expected)
    {
        var page = await job.Queries.Ranked(job.Id, new ResultQuery(Sort: sort), CancellationToken.None);

        Assert.Equal(expected, page!.Molecules.Select(m => m.Index));
    }

    [Theory]
    [InlineData("plain.y.low > 0")]
    [InlineData("plain.domain > 0")]
    public async Task What_a_model_does_not_say_is_no_field(string where) => await Assert.ThrowsAsync<ScreeningRequestException>(
        () => job.Queries.Ranked(job.Id, new ResultQuery(Where: where), CancellationToken.None));

    [Fact]
    public async Task The_export_has_the_columns_that_there_are()
    {
        var output = new StringWriter();
        Assert.True(await job.Queries.Export(job.Id, null, null, null, output, CancellationToken.None));

        var lines = output.ToString().Split('\n');
        Assert.Contains(
            ",toy.y,toy.y.desirability,toy.y.low,toy.y.high,toy.y.percentile,toy.z,toy.z.desirability,toy.z.low,toy.z.high,toy.z.percentile,plain.y,plain.y.desirability,toy.domain,toy.domain_status,molecular_weight,",
            lines[0]);
        Assert.Contains(",true,0.875,0.875,0.625,1.125,87.5,8.75,,8.5,9,87.5,0.875,,0.875,out,100,", lines[1]);
        Assert.Contains(",true,,,,,,,,,,,,,,,100,", lines[4]);
        Assert.All(lines[..^1], line => Assert.Equal(lines[0].Count(c => c == ','), line.Count(c => c == ',')));
    }

    [Fact]
    public async Task Certainty_that_contradicts_the_scores_is_a_fault_and_leaves_nothing()
    {
        using var folder = new DatabaseFolder();
        await using var store = await StoreHost.Start(folder.Database, new ToyServices { AnsweredChunks = 0 });
        var id = await store.Submit(ToyChemistry.Specification() with { Objectives = [new Objective("toy", "y", 1, Direction.Higher, 0, 1)] }, "0.5", "0.25");
        var whole = CertainToy.Score(new Contracts.Featurizing.FeaturizeMolecules(1, id, 0, [], [new(0, "", "0.5"), new(1, "", "0.25")]));
        var recorder = store.Get<ChunkRecorder>();
        Task Refused(PackedCertainty certainty) =>
            Assert.ThrowsAsync<FormatException>(() => recorder.Record(whole with { Certainty = certainty }, CancellationToken.None));

        var sound = whole.Certainty!;
        await Refused(sound with { Lows = sound.Lows[..^1] });
        await Refused(sound with { Highs = [] });
        await Refused(sound with { Percentiles = [.. sound.Percentiles, 0, 0, 0, 0] });
        await Refused(sound with { DomainScores = sound.Lows });
        await Refused(sound with { DomainStatuses = [1, 1, 1] });
        await Refused(sound with { DomainStatuses = [1, 1, 1, 4] });
        Assert.Equal(0, (await store.Queries.Job(id, CancellationToken.None))!.Scored);

        await recorder.Record(whole, CancellationToken.None);
        Assert.Equal(2, (await store.UntilFinished(id)).Scored);
    }
}
