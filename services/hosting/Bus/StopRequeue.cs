using MassTransit;
using Microsoft.Extensions.Hosting;

namespace MolScreen.Hosting.Bus;

/// <summary>
/// Keeps work that a stopping process cut off out of the error queue: the cancellation goes on to the transport, which gives
/// the message back to its queue for another process.
/// </summary>
internal sealed class StopRequeue(IHostApplicationLifetime lifetime) : IFilter<ExceptionReceiveContext>
{
    public Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next) =>
        IsCancellation(context.Exception) && lifetime.ApplicationStopping.IsCancellationRequested
            ? Task.FromException(context.Exception)
            : next.Send(context);

    private static bool IsCancellation(Exception exception) =>
        exception is OperationCanceledException or ConsumerCanceledException
        || (exception.InnerException is { } cause && IsCancellation(cause));

    public void Probe(ProbeContext context) => context.CreateFilterScope("stopRequeue");
}
