namespace MolScreen.Store.Database;

/// <summary>Brings a database of an earlier version to the present one. Steps only add, so that a reader of the earlier version goes on.</summary>
internal static class SchemaMigration
{
    /// <summary>The earliest version that can be brought up.</summary>
    public const int Earliest = 1;

    private const string From1To2 =
        """
        ALTER TABLE score_columns ADD COLUMN has_interval INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE score_columns ADD COLUMN has_percentile INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE score_columns ADD COLUMN has_domain INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE scores ADD COLUMN low REAL;
        ALTER TABLE scores ADD COLUMN high REAL;
        ALTER TABLE scores ADD COLUMN percentile REAL;
        ALTER TABLE scores ADD COLUMN domain REAL;
        ALTER TABLE scores ADD COLUMN domain_status TEXT;
        """;

    private static readonly string[] Steps = [From1To2];

    /// <summary>The statements, in one transaction.</summary>
    /// <param name="version">The database's version, from <see cref="Earliest"/>.</param>
    public static string From(long version) =>
        $"BEGIN IMMEDIATE; {string.Join('\n', Steps.Skip((int)version - Earliest))} PRAGMA user_version = {ScreeningDatabase.SchemaVersion}; COMMIT";
}
