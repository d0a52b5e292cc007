using System.Data.Common;
using System.Net.Sockets;
using MassTransit;
using Polly.Timeout;
using RabbitMQ.Client.Exceptions;

namespace MolScreen.Hosting.Bus;

/// <summary>
/// Which exceptions pass by themselves, so that trying again makes sense: a broker, database, file system or service that is
/// away or busy. Everything else is a bug or bad input, and trying again would only repeat it.
/// </summary>
public static class TransientTrouble
{
    /// <summary>Whether the exception, or one it was caused by, is transient.</summary>
    public static bool Is(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is TimeoutException or TimeoutRejectedException or HttpRequestException or SocketException or DbException
                or MassTransit.ConnectionException or MessageNotAcknowledgedException or MessageReturnedException or RabbitMQClientException
                || cause is IOException and not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException))
            {
                return true;
            }
        }

        return false;
    }
}
