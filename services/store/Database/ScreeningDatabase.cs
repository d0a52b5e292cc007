using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Polly;
using Polly.Retry;

namespace MolScreen.Store.Database;

/// <summary>
/// One SQLite database of jobs and results, in write-ahead-log mode. Readers never wait; writers go one at a time within
/// this process, and wait for writers of other processes. Thread-safe.
/// </summary>
public sealed class ScreeningDatabase : IDisposable
{
    /// <summary>The version of Schema.sql, kept in <c>PRAGMA user_version</c>.</summary>
    public const int SchemaVersion = 2;

    /// <summary>"MSCR", kept in <c>PRAGMA application_id</c>: tells this program's databases from others.</summary>
    public const int ApplicationId = 0x4D534352;

    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;

    private static readonly ResiliencePipeline BusyRetry = new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<SqliteException>(e => e.SqliteErrorCode is SqliteBusy or SqliteLocked),
            MaxRetryAttempts = 5,
            Delay = TimeSpan.FromMilliseconds(200),
            BackoffType = DelayBackoffType.Exponential,
        })
        .Build();

    private readonly DbContextOptions<ScreeningContext> options;
    private readonly SemaphoreSlim writer = new(1, 1);
    private readonly FileStream? ownership;

    private ScreeningDatabase(string path, FileStream? ownership)
    {
        Path = path;
        this.ownership = ownership;
        var readOnly = ownership is null;
        var connection = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = readOnly ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWriteCreate,
            ForeignKeys = false,
            DefaultTimeout = 30,
        };
        options = new DbContextOptionsBuilder<ScreeningContext>()
            .UseSqlite(connection.ConnectionString)
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            .AddInterceptors(new ConnectionSettings(readOnly))
            .Options;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>
    /// Opens a database for reading and writing; makes it, with its folder, where there is none, and brings one of an earlier version to
    /// this one.
    /// </summary>
    /// <exception cref="DatabaseException">
    /// The file cannot be opened, another process works with it, or it is not a MolScreen database up to this version.
    /// </exception>
    public static ScreeningDatabase Open(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        return new ScreeningDatabase(full, Own(full)).Prepared(createWhenEmpty: true);
    }

    /// <summary>
    /// Opens an existing database for reading only; another process may be writing to it. One of an earlier version is brought to this one
    /// first, for which it must be writable and free.
    /// </summary>
    /// <exception cref="DatabaseException">There is no such file, or it is not a MolScreen database up to this version.</exception>
    public static ScreeningDatabase OpenReadOnly(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        if (!File.Exists(full))
        {
            throw new DatabaseException($"There is no database {full}.");
        }

        return new ScreeningDatabase(full, ownership: null).Prepared(createWhenEmpty: false);
    }

    /// <summary>A context for queries; entities are not tracked. The caller disposes it.</summary>
    public ScreeningContext Read() => new(options);

    /// <summary>
    /// Runs <paramref name="work"/> as the only writer, in one transaction that is committed when it returns. It runs again
    /// from the start when another process holds the database, so it must not leave traces outside of it.
    /// </summary>
    public async Task<T> Write<T>(Func<ScreeningContext, CancellationToken, Task<T>> work, CancellationToken cancel)
    {
        await writer.WaitAsync(cancel);
        try
        {
            return await BusyRetry.ExecuteAsync(
                async token =>
                {
                    await using var context = new ScreeningContext(options);
                    context.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.TrackAll;
                    await using var transaction = await context.Database.BeginTransactionAsync(token);
                    var result = await work(context, token);
                    await context.SaveChangesAsync(token);
                    await transaction.CommitAsync(token);
                    return result;
                },
                cancel);
        }
        finally
        {
            writer.Release();
        }
    }

    /// <summary>A statement on the context's connection and transaction, ready to be executed many times.</summary>
    internal static SqliteCommand Prepare(ScreeningContext context, string sql, int parameters)
    {
        var command = ((SqliteConnection)context.Database.GetDbConnection()).CreateCommand();
        command.CommandText = sql;
        command.Transaction = (SqliteTransaction?)context.Database.CurrentTransaction?.GetDbTransaction();
        for (var i = 1; i <= parameters; i++)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = string.Create(CultureInfo.InvariantCulture, $"?{i}") });
        }

        return command;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        writer.Dispose();
        using (var context = Read())
        {
            SqliteConnection.ClearPool((SqliteConnection)context.Database.GetDbConnection());
        }

        ownership?.Dispose();
    }

    /// <summary>A lock beside the file, held by the one process that moves its jobs on; the system frees it when the process ends.</summary>
    private static FileStream Own(string path)
    {
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DatabaseException(
                e is IOException && File.Exists(path + ".lock")
                    ? $"The database {path} is in use by another molscreen process; wait for it, or choose another file."
                    : $"The database {path} cannot be opened: {e.Message}",
                e);
        }
    }

    private ScreeningDatabase Prepared(bool createWhenEmpty)
    {
        var ready = false;
        try
        {
            using var context = Read();
            context.Database.OpenConnection();
            var (application, version) = (Pragma(context, "application_id"), Pragma(context, "user_version"));
            if (createWhenEmpty && application == 0 && version == 0 && IsEmpty(context))
            {
                Create(context);
            }
            else if (application != ApplicationId)
            {
                throw new DatabaseException($"{Path} is not a MolScreen database.");
            }
            else if (version is >= SchemaMigration.Earliest and < SchemaVersion)
            {
                BringUp(context, version);
            }
            else if (version != SchemaVersion)
            {
                throw new DatabaseException(
                    $"{Path} has schema version {version}; this program reads version {SchemaVersion}: "
                    + "use the release that made it, or choose another file.");
            }

            ready = true;
            return this;
        }
        catch (SqliteException e)
        {
            throw new DatabaseException($"The database {Path} cannot be opened: {e.Message}", e);
        }
        finally
        {
            if (!ready)
            {
                Dispose();
            }
        }
    }

    private void BringUp(ScreeningContext context, long version)
    {
        if (ownership is null)
        {
            Open(Path).Dispose();
            return;
        }

        Execute(context, SchemaMigration.From(version));
    }

    private static void Create(ScreeningContext context)
    {
        using var stream = typeof(ScreeningDatabase).Assembly.GetManifestResourceStream("Schema.sql")!;
        using var schema = new StreamReader(stream);
        Execute(context, "PRAGMA journal_mode = WAL");
        Execute(
            context,
            $"BEGIN IMMEDIATE; {schema.ReadToEnd()}; PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {SchemaVersion}; COMMIT");
    }

    private static bool IsEmpty(ScreeningContext context) => Scalar(context, "SELECT count(*) FROM sqlite_master") == 0;

    private static long Pragma(ScreeningContext context, string name) => Scalar(context, $"PRAGMA {name}");

    private static long Scalar(ScreeningContext context, string sql)
    {
        using var command = Prepare(context, sql, 0);
        return (long)command.ExecuteScalar()!;
    }

    private static void Execute(ScreeningContext context, string sql)
    {
        using var command = Prepare(context, sql, 0);
        command.ExecuteNonQuery();
    }
}
