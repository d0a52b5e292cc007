using MassTransit;

namespace MolScreen.Hosting.Bus;

/// <summary>What a fault event is about.</summary>
public static class Faults
{
    private static readonly string?[] Cancellations =
        [typeof(OperationCanceledException).FullName, typeof(TaskCanceledException).FullName, typeof(ConsumerCanceledException).FullName];

    /// <summary>
    /// Whether the fault only says that a stopping process was cut off in its work: the message is back in its queue and
    /// another process will answer it.
    /// </summary>
    public static bool IsCutOff(this Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return fault.Exceptions.Length > 0 && fault.Exceptions.All(IsCancellation);
    }

    private static bool IsCancellation(ExceptionInfo exception) => Cancellations.Contains(exception.ExceptionType);
}
