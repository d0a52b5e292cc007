using Microsoft.Data.Sqlite;
using MolScreen.Contracts.Results;
using MolScreen.Store.Database;
using MolScreen.Store.Queries;
using MolScreen.Store.Tests.Toys;

namespace MolScreen.Store.Tests.Database;

/// <summary>Databases of earlier versions.</summary>
public sealed class SchemaMigrationTests : IDisposable
{
    /// <summary>The two tables as version 1 had them; all others are the same.</summary>
    private const string Version1 =
        """
        CREATE TABLE score_columns_1 (
          job     INTEGER NOT NULL,
          number  INTEGER NOT NULL,
          model   TEXT    NOT NULL,
          version TEXT    NOT NULL,
          task    TEXT    NOT NULL,
          unit    TEXT    NOT NULL,
          PRIMARY KEY (job, number)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO score_columns_1 SELECT job, number, model, version, task, unit FROM score_columns;
        DROP TABLE score_columns;
        ALTER TABLE score_columns_1 RENAME TO score_columns;
        CREATE TABLE scores_1 (
          job          INTEGER NOT NULL,
          idx          INTEGER NOT NULL,
          number       INTEGER NOT NULL,
          value        REAL,
          desirability REAL,
          PRIMARY KEY (job, idx, number)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO scores_1 SELECT job, idx, number, value, desirability FROM scores;
        DROP TABLE scores;
        ALTER TABLE scores_1 RENAME TO scores;
        PRAGMA user_version = 1;
        """;

    private readonly DatabaseFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_database_of_version_1_keeps_its_rows_and_takes_new_ones(bool readFirst)
    {
        var before = await Screened(folder.Database);
        Sql(folder.Database, Version1);
        if (readFirst)
        {
            Assert.Single(await ScreeningQueries.Open(folder.Database).Jobs(CancellationToken.None));
        }

        await using (var store = await StoreHost.Start(folder.Database, new ToyServices { Score = CertainToy.Score }))
        {
            var specification = ToyChemistry.Specification();
            var id = await store.Submit(specification with { Objectives = [specification.Objectives[0] with { Task = "y" }] }, "0.5");
            await store.UntilFinished(id);
            Assert.Equal(0.25f, (await store.Queries.Ranked(id, new ResultQuery(), CancellationToken.None))!.Molecules[0].Components[0].Low);
        }

        var queries = ScreeningQueries.Open(folder.Database);
        var old = (await queries.Jobs(CancellationToken.None))[^1];
        var page = await queries.Ranked(old.Id, new ResultQuery(), CancellationToken.None);
        Assert.Equal(before, page!.Molecules.SelectMany(m => m.Components));
        Assert.Equal([ToyChemistry.Column], page.Columns);
        Assert.All(page.Molecules, m => Assert.Null(m.Domains));
    }

    [Fact]
    public async Task The_tables_become_those_of_a_new_database()
    {
        await Screened(folder.Database);
        Sql(folder.Database, Version1);
        ScreeningDatabase.Open(folder.Database).Dispose();
        ScreeningDatabase.Open(folder.File("new.db")).Dispose();

        Assert.NotEmpty(Columns(folder.Database));
        Assert.Equal(Columns(folder.File("new.db")), Columns(folder.Database));
    }

    [Fact]
    public async Task A_database_of_version_1_that_another_process_works_with_is_not_touched()
    {
        await Screened(folder.Database);
        Sql(folder.Database, Version1);
        await using (new FileStream(folder.Database + ".lock", FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose))
        {
            Assert.Contains("in use by another", Assert.Throws<DatabaseException>(() => ScreeningQueries.Open(folder.Database)).Message, StringComparison.Ordinal);
            Assert.DoesNotContain(Columns(folder.Database), column => column.Contains("percentile", StringComparison.Ordinal));
        }

        Assert.Single(await ScreeningQueries.Open(folder.Database).Jobs(CancellationToken.None));
    }

    private static async Task<List<ScoreComponent>> Screened(string database)
    {
        await using var store = await StoreHost.Start(database);
        var id = await store.Submit(ToyChemistry.Specification(), "0.5", "bad", "0.8");
        await store.UntilFinished(id);
        return [.. (await store.Queries.Ranked(id, new ResultQuery(), CancellationToken.None))!.Molecules.SelectMany(m => m.Components)];
    }

    /// <summary>Every column of every table: name, type, whether it may be null, default, place in the key.</summary>
    private static List<string> Columns(string database)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT m.name || ' ' || c.name || ' ' || c.type || ' ' || c."notnull" || ' ' || coalesce(c.dflt_value, '-') || ' ' || c.pk
            FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' ORDER BY m.name, c.cid
            """;
        using var rows = command.ExecuteReader();
        var columns = new List<string>();
        while (rows.Read())
        {
            columns.Add(rows.GetString(0));
        }

        return columns;
    }

    private static void Sql(string database, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
