using Microsoft.Data.Sqlite;

namespace MolScreen.Store.Database;

/// <summary>Which trouble with the database stays until somebody mends it; trying again is of no use.</summary>
public static class DatabaseTrouble
{
    private const int ReadOnly = 8;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int Constraint = 19;
    private const int NotADatabase = 26;

    /// <summary>Whether the exception, or one it was caused by, is a full disk, a damaged or read-only file, or a broken rule of the schema.</summary>
    public static bool Lasts(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is SqliteException { SqliteErrorCode: ReadOnly or Corrupt or Full or Constraint or NotADatabase })
            {
                return true;
            }
        }

        return false;
    }
}
