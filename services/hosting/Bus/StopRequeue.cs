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
        context.Exception is OperationCanceledException && lifetime.ApplicationStopping.IsCancellationRequested
            ? Task.FromException(context.Exception)
            : next.Send(context);

    public void Probe(ProbeContext context) => context.CreateFilterScope("stopRequeue");
}
