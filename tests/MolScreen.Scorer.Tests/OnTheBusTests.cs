using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MolScreen.Contracts;
using MolScreen.Contracts.Featurizing;
using MolScreen.Contracts.Screening;
using MolScreen.Hosting.Bus;
using MolScreen.Testing;

namespace MolScreen.Scorer.Tests;

public sealed class OnTheBusTests
{
    [Fact]
    public async Task An_unknown_model_fails_the_job_with_a_sentence()
    {
        var heard = new TaskCompletionSource<ScreeningFailed>(TaskCreationOptions.RunContinuationsAsynchronously);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton(heard);
        builder.Services.AddBusConsumer<Listener, ListenerDefinition>();
        builder.AddScorer().AddBus();
        using var host = builder.Build();
        await host.StartAsync();
        var job = Guid.NewGuid();
        var nothing = new PackedGraphs("chemprop-v2", [], [], [], [], [], []).Pack();

        await host.Services.GetRequiredService<BusPublisher>().Publish(
            new MoleculesFeaturized(SchemaVersion.Current, job, 0, ["gone"], [], [], [], nothing, []), default);

        var failed = await heard.Task.WaitAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(job, failed.JobId);
        Assert.StartsWith("No model bundle 'gone'", failed.Reason, StringComparison.Ordinal);
        await host.StopAsync();
    }

    private sealed class Listener(TaskCompletionSource<ScreeningFailed> heard) : IConsumer<ScreeningFailed>
    {
        public Task Consume(ConsumeContext<ScreeningFailed> context)
        {
            heard.TrySetResult(context.Message);
            return Task.CompletedTask;
        }
    }

    private sealed class ListenerDefinition : ConsumerDefinition<Listener>
    {
        public ListenerDefinition() => EndpointName = "listener";
    }
}
