using Microsoft.Data.Sqlite;
using MolScreen.Contracts.Results;
using MolScreen.Contracts.Screening;
using MolScreen.Store.Database;
using MolScreen.Store.Queries;
using MolScreen.Store.Tests.Toys;

namespace MolScreen.Store.Tests.Queries;

/// <summary>
/// One job of six: 0.5 (a), 0.9 of 451 g/mol (b), bad, 0.8 (d), nan (e), 0.2 (f); qed is 0.5 for all. Indices by rank: 1, 3, 0, 5, 4.
/// 0.8 has two routes, 0.9 was searched in vain.
/// </summary>
public sealed class QueriedJob : IAsyncLifetime, IDisposable
{
    private readonly DatabaseFolder folder = new();

    public Guid Id { get; private set; }

    public ScreeningQueries Queries { get; private set; } = null!;

    internal string Database => folder.Database;

    public async Task InitializeAsync()
    {
        await using (var store = await StoreHost.Start(folder.Database))
        {
            Id = await store.Submit(ToyChemistry.Specification(new RouteRequest(2)), "0.5", "0.9/451", "bad", "0.8", "nan", "0.2");
            await store.UntilFinished(Id);
        }

        Queries = ScreeningQueries.Open(folder.Database);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => folder.Dispose();
}

public sealed class ScreeningQueriesTests(QueriedJob job) : IClassFixture<QueriedJob>
{
    [Theory]
    [InlineData("toy.y > 0.5", 1, 3)]
    [InlineData("TOY.Y >= 0.5", 1, 3, 0)]
    [InlineData("toy > 0.5 and molecular_weight < 400", 3)]
    [InlineData("toy <= 0.2 or (toy >= 0.8 and not molecular_weight = 451)", 3, 5)]
    [InlineData("toy <= 0.2 or toy >= 0.8 and not molecular_weight = 451", 3, 5)]
    [InlineData("score is null", 4)]
    [InlineData("score is not null and toy.y.desirability < 3e-1", 5)]
    [InlineData("not toy > 0.5", 0, 5, 4)]
    [InlineData("id = 'm3'", 3)]
    [InlineData("id != \"m3\" and id contains 'm'", 1, 0, 5, 4)]
    [InlineData("[toy.y] == 0.2", 5)]
    [InlineData("has_route", 3)]
    [InlineData("routes = 2 and route_cost = 1.5 and route_steps = 1", 3)]
    [InlineData("rank <= 2 and passes_filters", 1, 3)]
    [InlineData("index = 5", 5)]
    [InlineData("qed>=.5 and logp<+1.6", 1, 3, 0, 5, 4)]
    [InlineData("toy > 7")]
    public async Task A_condition_selects_rows_by_rank(string where, params int[] expected)
    {
        var page = await job.Queries.Ranked(job.Id, new ResultQuery(Where: where), CancellationToken.None);

        Assert.Equal(expected, page!.Molecules.Select(m => m.Index));
        Assert.Equal(expected.Length, page.Total);
    }

    [Theory]
    [InlineData("molecular_weight desc", 1, 0, 3, 4, 5)]
    [InlineData("toy.y", 5, 0, 3, 1, 4)]
    [InlineData("toy.y desc", 1, 3, 0, 5, 4)]
    [InlineData("index DESC", 5, 4, 3, 1, 0)]
    [InlineData("id asc", 0, 1, 3, 4, 5)]
    [InlineData("passes_filters", 0, 1, 3, 4, 5)]
    [InlineData("route_cost", 3, 0, 1, 4, 5)]
    public async Task A_sort_orders_rows_missing_values_last(string sort, params int[] expected)
    {
        var page = await job.Queries.Ranked(job.Id, new ResultQuery(Sort: sort), CancellationToken.None);

        Assert.Equal(expected, page!.Molecules.Select(m => m.Index));
    }

    [Theory]
    [InlineData("qud > 0.5", "where, at character 1: there is no field 'qud'; did you mean qed?")]
    [InlineData("qed > ", "where, at character 7: a number expected, not 'the end'.")]
    [InlineData("qed ~ 1", "where, at character 5: '~' has no place here.")]
    [InlineData("(qed > 1", "where, at character 9: ')' expected")]
    [InlineData("qed > 1 qed", "where, at character 9: 'and' or 'or' expected")]
    [InlineData("qed > 'high'", "where, at character 7: a number expected, not 'high'.")]
    [InlineData("id > 'a'", "where, at character 4: one of = != contains expected")]
    [InlineData("id = m3", "where, at character 6: text in quotes expected, not 'm3'.")]
    [InlineData("id = 'm3", "where, at character 6: the ' is never closed.")]
    [InlineData("qed > 1.2.3", "where, at character 7: '1.2.3' is not a number.")]
    [InlineData("qed > 1e999", "where, at character 7: '1e999' is not a number.")]
    [InlineData("qed is 1", "where, at character 8: 'null' expected")]
    [InlineData("and", "where, at character 1: there is no field 'and'")]
    [InlineData("1 = 1", "where, at character 1: a field expected")]
    [InlineData("qed > 0; DROP TABLE jobs", "where, at character 8: ';' has no place here.")]
    [InlineData("qed > 0 -- comment", "where, at character 9: '-' is not a number.")]
    [InlineData("qed > 0 UNION SELECT 1", "where, at character 9: 'and' or 'or' expected")]
    public async Task A_bad_condition_is_refused_at_its_position(string where, string message)
    {
        var refused = await Assert.ThrowsAsync<ScreeningRequestException>(() => job.Queries.Ranked(job.Id, new ResultQuery(Where: where), CancellationToken.None));

        Assert.StartsWith(message, refused.Message);
    }

    [Theory]
    [InlineData("score sideways", "sort, at character 7: asc, desc or the end expected")]
    [InlineData("score desc, index", "sort, at character 11: ',' has no place here.")]
    [InlineData("scoer", "sort, at character 1: there is no field 'scoer'; did you mean score?")]
    [InlineData("(SELECT 1)", "sort, at character 1: a field expected")]
    public async Task A_bad_order_is_refused_at_its_position(string sort, string message)
    {
        var refused = await Assert.ThrowsAsync<ScreeningRequestException>(() => job.Queries.Ranked(job.Id, new ResultQuery(Sort: sort), CancellationToken.None));

        Assert.StartsWith(message, refused.Message);
    }

    [Theory]
    [InlineData("x' OR '1'='1")]
    [InlineData("'; DROP TABLE jobs; --")]
    [InlineData("%")]
    [InlineData("_0")]
    public async Task Text_is_a_value_and_never_a_part_of_the_statement(string text)
    {
        foreach (var operation in new[] { "=", "contains" })
        {
            var where = $"id {operation} '{text.Replace("'", "''", StringComparison.Ordinal)}'";
            Assert.Equal(0, (await job.Queries.Ranked(job.Id, new ResultQuery(Where: where), CancellationToken.None))!.Total);
        }

        Assert.Single(await job.Queries.Jobs(CancellationToken.None));
    }

    [Fact]
    public async Task Conditions_without_end_are_refused()
    {
        foreach (var where in new[] { new string('(', 60) + "qed > 0", string.Concat(Enumerable.Repeat("not ", 60)) + "qed > 0", new string(' ', 5000) })
        {
            await Assert.ThrowsAsync<ScreeningRequestException>(
                () => job.Queries.Ranked(job.Id, new ResultQuery(Where: where + "qed"), CancellationToken.None));
        }
    }

    [Fact]
    public async Task Pages_follow_one_another_and_have_limits()
    {
        foreach (var where in new[] { null, "qed > 0" })
        {
            var second = await job.Queries.Ranked(job.Id, new ResultQuery(2, 2, null, where), CancellationToken.None);
            Assert.Equal((5, 2), (second!.Total, second.Skip));
            Assert.Equal([0, 5], second.Molecules.Select(m => m.Index));
            Assert.Empty((await job.Queries.Ranked(job.Id, new ResultQuery(2, 5, null, where), CancellationToken.None))!.Molecules);
        }

        foreach (var query in new[] { new ResultQuery(0), new ResultQuery(10_001), new ResultQuery(1, -1) })
        {
            await Assert.ThrowsAsync<ScreeningRequestException>(() => job.Queries.Ranked(job.Id, query, CancellationToken.None));
        }
    }

    [Fact]
    public async Task A_row_carries_all_its_numbers()
    {
        var page = await job.Queries.Ranked(job.Id, new ResultQuery(1), CancellationToken.None);
        var best = page!.Molecules.Single();

        Assert.Equal(ToyChemistry.Column, page.Columns.Single());
        Assert.Equal((1, 1, "m1", "0.9/451", true), (best.Rank, best.Index, best.Id, best.Smiles, best.PassesFilters));
        Assert.Equal(0.9, best.Score!.Value, 6);
        Assert.Equal([451f, 1.5f, 20f, 1f, 2f, 3f, 0.5f], best.Properties.Values);
        Assert.Equal(("toy", "y", 0.9f), (best.Components[0].Model, best.Components[0].Task, best.Components[0].Value));
        Assert.Equal(new RouteSummary("budget", 0, null, null), best.Route);
    }

    [Fact]
    public async Task The_export_has_a_line_for_each_row_in_the_order_that_was_asked_for()
    {
        var output = new StringWriter();
        Assert.True(await job.Queries.Export(job.Id, "toy >= 0.8", "index", null, output, CancellationToken.None));

        var lines = output.ToString().Split('\n');
        Assert.Equal(
            "rank,index,id,smiles,score,passes_filters,toy.y,toy.y.desirability,molecular_weight,logp,tpsa,hbd,hba,rotatable_bonds,qed,routes,route_cost,route_steps,route_cause",
            lines[0]);
        Assert.StartsWith("1,1,m1,0.9/451,0.89999", lines[1]);
        Assert.Contains(",true,0.9,0.89999", lines[1]);
        Assert.EndsWith(",451,1.5,20,1,2,3,0.5,0,,,budget", lines[1]);
        Assert.EndsWith(",100,1.5,20,1,2,3,0.5,2,1.5,1,", lines[2]);
        Assert.Equal(4, lines.Length);
    }

    [Fact]
    public async Task An_export_may_be_cut_and_a_bad_one_writes_nothing()
    {
        var output = new StringWriter();
        await Assert.ThrowsAsync<ScreeningRequestException>(() => job.Queries.Export(job.Id, "nope", null, null, output, CancellationToken.None));
        Assert.False(await job.Queries.Export(Guid.NewGuid(), null, null, null, output, CancellationToken.None));
        Assert.Equal("", output.ToString());

        Assert.True(await job.Queries.Export(job.Id, null, null, 2, output, CancellationToken.None));
        Assert.Equal(["1", "2"], output.ToString().Split('\n')[1..3].Select(line => line[..1]));
        Assert.Equal(4, output.ToString().Split('\n').Length);
    }

    [Fact]
    public async Task Jobs_and_molecules_that_are_not_there_are_null()
    {
        Assert.Null(await job.Queries.Job(Guid.NewGuid(), CancellationToken.None));
        Assert.Null(await job.Queries.Ranked(Guid.NewGuid(), new ResultQuery(), CancellationToken.None));
        Assert.Null(await job.Queries.Rejected(Guid.NewGuid(), 1, 0, CancellationToken.None));
        Assert.Null(await job.Queries.Molecule(job.Id, 6, CancellationToken.None));
        Assert.Null(await job.Queries.Molecule(job.Id, -1, CancellationToken.None));
    }

    [Fact]
    public async Task A_molecule_shows_its_rejection_or_its_searches()
    {
        var bad = await job.Queries.Molecule(job.Id, 2, CancellationToken.None);
        Assert.Equal(new RejectedRow(2, "m2", "bad", "syntax", "It is bad."), bad!.Rejected);
        Assert.Null(bad.Scored);

        var second = await job.Queries.Molecule(job.Id, 3, CancellationToken.None);
        Assert.Equal((10, 8, 0.25, 0.125), (second!.Search!.Calls, second.Search.UniqueCalls, second.Search.Seconds, second.Search.SecondsToFirst!.Value));
        Assert.Equal(["A", "B"], second.Routes[0].Tree.Reaction!.Reactants.Select(r => r.Smiles));
    }

    [Fact]
    public async Task A_job_can_be_named_in_several_ways()
    {
        foreach (var name in new[] { "last", "toy job", job.Id.ToString(), job.Id.ToString()[..8] })
        {
            Assert.Equal(job.Id, (await job.Queries.Named(name, CancellationToken.None)).Id);
        }

        await Assert.ThrowsAsync<ScreeningRequestException>(() => job.Queries.Named("nothing", CancellationToken.None));
    }

    [Fact]
    public async Task A_read_only_database_refuses_to_be_written()
    {
        using var database = ScreeningDatabase.OpenReadOnly(job.Database);
        await Assert.ThrowsAsync<SqliteException>(
            () => database.Write((c, _) => Task.FromResult(c.Jobs.Remove(c.Jobs.Single())), CancellationToken.None));
        Assert.Single(await job.Queries.Jobs(CancellationToken.None));
    }
}
