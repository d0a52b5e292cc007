using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MolScreen.Cli.CommandLine;
using MolScreen.Cli.Hosting;

namespace MolScreen.Cli.Tests.Hosting;

/// <summary>How a process that serves ends.</summary>
public sealed class ServiceTests
{
    [Fact]
    public async Task Being_stopped_is_a_good_end()
    {
        using var host = Host(Task.CompletedTask);
        using var cancel = new CancellationTokenSource();
        var run = Service.Run(host, () => "ready", TextWriter.Null, cancel.Token);
        await cancel.CancelAsync();

        Assert.Equal(ExitCode.Ok, await run);
    }

    [Fact]
    public async Task Ending_by_itself_is_a_failure()
    {
        using var host = Host(Task.FromException(new InvalidOperationException("broken")));
        var output = new StringWriter();

        var code = await Service.Run(host, () => "ready", output, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(ExitCode.Failed, code);
    }

    private static IHost Host(Task work)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<IHostLifetime, CommandLifetime>();
        builder.Services.AddHostedService(_ => new Part(work));
        return builder.Build();
    }

    private sealed class Part(Task work) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await Task.Yield();
            await work;
        }
    }
}
