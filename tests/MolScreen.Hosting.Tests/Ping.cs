using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MolScreen.Hosting.Bus;
using MolScreen.Hosting.Diagnostics;
using MolScreen.Testing;

namespace MolScreen.Hosting.Tests;

public sealed record Ping(int Number);

/// <summary>What a test's consumer does with each message: the number of the attempt comes with it.</summary>
public sealed class PingBehaviour
{
    private readonly Lock guard = new();
    private readonly List<int> consumed = [];

    /// <summary>A queue of the test's own.</summary>
    public string Queue { get; } = $"pings-{Guid.NewGuid():N}";

    public Func<Ping, int, CancellationToken, Task> Act { get; set; } = (_, _, _) => Task.CompletedTask;

    public IReadOnlyList<int> Consumed
    {
        get
        {
            lock (guard)
            {
                return [.. consumed];
            }
        }
    }

    public Task Consume(Ping ping, CancellationToken cancel)
    {
        int attempt;
        lock (guard)
        {
            consumed.Add(ping.Number);
            attempt = consumed.Count(number => number == ping.Number);
        }

        return Act(ping, attempt, cancel);
    }
}

public sealed class PingConsumer(PingBehaviour behaviour, IHostApplicationLifetime lifetime) : IConsumer<Ping>
{
    public Task Consume(ConsumeContext<Ping> context) => behaviour.Consume(context.Message, lifetime.ApplicationStopping);
}

public sealed class PingConsumerDefinition : ConsumerDefinition<PingConsumer>
{
    public PingConsumerDefinition(PingBehaviour behaviour)
    {
        EndpointName = behaviour.Queue;
        ConcurrentMessageLimit = 2;
    }
}

/// <summary>Hosts for these tests, and what they have in common.</summary>
internal static class PingHost
{
    public static async Task<IHost> Start(RabbitBroker? broker, PingBehaviour behaviour, bool consumes, params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["bus:transport"] = broker is null ? "InMemory" : "RabbitMq",
            ["bus:port"] = broker is null ? "5672" : $"{broker.Port}",
            ["bus:retrypause"] = "0.001",
            ["bus:stoptimeout"] = "1",
        });
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.AddQuietLogging();
        builder.Services.AddSingleton(behaviour);
        if (consumes)
        {
            builder.Services.AddBusConsumer<PingConsumer, PingConsumerDefinition>();
        }

        builder.Services.AddBusRoute<Ping>(behaviour.Queue);
        builder.AddBus();
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    public static Task Publish(this IHost host, int number) =>
        host.Services.GetRequiredService<BusPublisher>().Publish(new Ping(number), CancellationToken.None);

    public static Task Consumed(this PingBehaviour behaviour, params int[] numbers) =>
        Eventually.True(
            () => Task.FromResult(behaviour.Consumed.Order().SequenceEqual(numbers.Order())),
            () => $"Consumed {string.Join(", ", behaviour.Consumed)} instead of {string.Join(", ", numbers)}.");
}
