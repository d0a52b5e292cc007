using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace MolScreen.Store.Database;

/// <summary>
/// What SQLite forgets with each connection. <c>synchronous = NORMAL</c> may lose the last commits with the machine's power,
/// never with the process; the lost chunks are then still unrecorded and are issued again.
/// </summary>
internal sealed class ConnectionSettings(bool readOnly) : DbConnectionInterceptor
{
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Apply(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Apply(connection);
        return Task.CompletedTask;
    }

    private void Apply(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = readOnly
            ? "PRAGMA query_only = ON; PRAGMA temp_store = MEMORY"
            : "PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32000";
        command.ExecuteNonQuery();
    }
}
