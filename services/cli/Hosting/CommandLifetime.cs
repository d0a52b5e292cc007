using Microsoft.Extensions.Hosting;

namespace MolScreen.Cli.Hosting;

/// <summary>A host that starts and stops when its command says so; signals reach the command as a cancellation.</summary>
internal sealed class CommandLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
