using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using MolScreen.Contracts.Results;
using MolScreen.Store.Database;
using MolScreen.Store.Queries;
using MolScreen.Store.Tests.Toys;

namespace MolScreen.Store.Tests.Database;

public sealed class ScreeningDatabaseTests : IDisposable
{
    private readonly DatabaseFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_new_database_has_every_table_of_the_model_and_keeps_what_is_written()
    {
        using (var database = ScreeningDatabase.Open(folder.File("deep/down/new.db")))
        {
            await database.Write((c, _) => Task.FromResult(c.Jobs.Add(Job())), CancellationToken.None);
        }

        using var again = ScreeningDatabase.Open(folder.File("deep/down/new.db"));
        await using var context = again.Read();
        Assert.Equal("kept", await context.Jobs.Select(j => j.Name).SingleAsync());
        Assert.Empty(await context.Molecules.ToListAsync());
        Assert.Empty(await context.Chunks.ToListAsync());
        Assert.Empty(await context.Results.Include(r => r.Scores).Include(r => r.Routes).Include(r => r.Molecule).ToListAsync());
        Assert.Empty(await context.ScoreColumns.ToListAsync());
        Assert.Empty(await context.Plans.ToListAsync());
        Assert.Equal("wal", await context.Database.SqlQuery<string>($"SELECT journal_mode AS Value FROM pragma_journal_mode").SingleAsync());
    }

    [Fact]
    public async Task Work_that_throws_leaves_no_trace()
    {
        using var database = ScreeningDatabase.Open(folder.Database);
        await Assert.ThrowsAsync<InvalidOperationException>(() => database.Write<int>(
            async (context, cancel) =>
            {
                context.Jobs.Add(Job());
                await context.SaveChangesAsync(cancel);
                throw new InvalidOperationException();
            },
            CancellationToken.None));

        await using var context = database.Read();
        Assert.Equal(0, await context.Jobs.CountAsync());
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused_and_left_alone()
    {
        File.WriteAllText(folder.Database, string.Concat(Enumerable.Repeat("These are not the rows you are looking for. ", 50)));
        var before = File.ReadAllBytes(folder.Database);

        Assert.Contains(folder.Database, Assert.Throws<DatabaseException>(() => ScreeningDatabase.Open(folder.Database)).Message);
        Assert.Throws<DatabaseException>(() => ScreeningQueries.Open(folder.Database));
        Assert.Equal(before, File.ReadAllBytes(folder.Database));
    }

    [Fact]
    public void A_database_of_another_program_is_refused()
    {
        Sql("CREATE TABLE things (x)");

        Assert.EndsWith("is not a MolScreen database.", Assert.Throws<DatabaseException>(() => ScreeningDatabase.Open(folder.Database)).Message);
    }

    [Fact]
    public void A_database_of_another_version_is_refused_with_both_versions()
    {
        ScreeningDatabase.Open(folder.Database).Dispose();
        Sql("PRAGMA user_version = 7");

        var refused = Assert.Throws<DatabaseException>(() => ScreeningDatabase.Open(folder.Database));
        Assert.Contains("has schema version 7; this program reads version 2", refused.Message);
        Assert.Throws<DatabaseException>(() => ScreeningDatabase.OpenReadOnly(folder.Database));
    }

    [Fact]
    public void One_process_at_a_time_works_with_a_database()
    {
        using (ScreeningDatabase.Open(folder.Database))
        {
            Assert.Contains("in use by another", Assert.Throws<DatabaseException>(() => ScreeningDatabase.Open(folder.Database)).Message);
        }

        ScreeningDatabase.Open(folder.Database).Dispose();
        Assert.False(File.Exists(folder.Database + ".lock"));
    }

    [Fact]
    public async Task Queries_read_while_another_process_writes_and_make_no_file()
    {
        Assert.Throws<DatabaseException>(() => ScreeningQueries.Open(folder.Database));
        Assert.False(File.Exists(folder.Database));

        using var database = ScreeningDatabase.Open(folder.Database);
        var queries = ScreeningQueries.Open(folder.Database);
        await database.Write(
            async (context, cancel) =>
            {
                context.Jobs.Add(Job());
                await context.SaveChangesAsync(cancel);
                Assert.Empty(await queries.Jobs(cancel));
                return 0;
            },
            CancellationToken.None);

        Assert.Single(await queries.Jobs(CancellationToken.None));
    }

    [Fact]
    public async Task Queries_read_what_a_killed_process_left_in_the_log()
    {
        using (var database = ScreeningDatabase.Open(folder.Database))
        {
            await database.Write((c, _) => Task.FromResult(c.Jobs.Add(Job())), CancellationToken.None);
            File.Copy(folder.Database, folder.File("copy.db"));
            File.Copy(folder.Database + "-wal", folder.File("copy.db-wal"));
        }

        Assert.Single(await ScreeningQueries.Open(folder.File("copy.db")).Jobs(CancellationToken.None));
    }

    [Fact]
    public async Task Writers_that_come_together_go_one_after_another()
    {
        using var database = ScreeningDatabase.Open(folder.Database);
        await database.Write((c, _) => Task.FromResult(c.Jobs.Add(Job())), CancellationToken.None);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => database.Write(
            async (context, cancel) => (await context.Jobs.SingleAsync(cancel)).Scored++, CancellationToken.None))));

        await using var context = database.Read();
        Assert.Equal(50, await context.Jobs.Select(j => j.Scored).SingleAsync());
    }

    private static JobRow Job() => new()
    {
        Id = Guid.NewGuid(), Name = "kept", Source = "test", State = JobState.Queued, Created = TimeProvider.System.GetUtcNow(),
        Specification = """{"name":"kept","objectives":[],"filters":[]}""",
    };

    private void Sql(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={folder.Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
