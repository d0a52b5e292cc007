using Microsoft.Data.Sqlite;

namespace MolScreen.Store.Database;

/// <summary>Execution of a statement that <see cref="ScreeningDatabase.Prepare"/> made.</summary>
internal static class PreparedStatement
{
    /// <summary>Runs the statement with these values for ?1, ?2, …; null, NaN and infinities are stored as null. Returns the rows changed.</summary>
    public static int Execute(this SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] is null || values[i] is double number && !double.IsFinite(number) ? DBNull.Value : values[i];
        }

        return command.ExecuteNonQuery();
    }
}
