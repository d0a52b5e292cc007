using Microsoft.Extensions.Hosting;
using MolScreen.Cli.CommandLine;

namespace MolScreen.Cli.Hosting;

/// <summary>A process that serves until it is told to stop.</summary>
internal static class Service
{
    /// <summary>Starts, says so, waits for the cancellation, and stops in order: being stopped is how a service ends well.</summary>
    /// <param name="ready">What to say once it has started.</param>
    /// <returns>An <see cref="ExitCode"/>: a failure when the host stopped although nobody asked it to.</returns>
    public static async Task<int> Run(IHost host, Func<string> ready, TextWriter output, CancellationToken cancel)
    {
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var lifetime = (IHostApplicationLifetime)host.Services.GetService(typeof(IHostApplicationLifetime))!;
        using var onCancel = cancel.Register(() => stopping.TrySetResult());

        // A part that failed beyond help stops the host as well.
        using var onStop = lifetime.ApplicationStopping.Register(() => stopping.TrySetResult());
        try
        {
            await host.StartAsync(cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return ExitCode.Ok;
        }

        await output.WriteLineAsync(ready());
        await output.FlushAsync(CancellationToken.None);
        await stopping.Task;
        var asked = cancel.IsCancellationRequested;
        await host.StopAsync(CancellationToken.None);
        return asked ? ExitCode.Ok : ExitCode.Failed;
    }
}
