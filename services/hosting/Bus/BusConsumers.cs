using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace MolScreen.Hosting.Bus;

/// <summary>A service's part of the bus: what it consumes, and where what it publishes must be kept.</summary>
public static class BusConsumers
{
    /// <summary>Registers a consumer; its definition names the queue and limits its concurrency.</summary>
    public static IServiceCollection AddBusConsumer<TConsumer, TDefinition>(this IServiceCollection services)
        where TConsumer : class, IConsumer
        where TDefinition : class, IConsumerDefinition<TConsumer> =>
        services.AddSingleton(new BusRegistration(bus => bus.AddConsumer<TConsumer, TDefinition>(), static (_, _) => { }));

    /// <summary>
    /// Says that a published <typeparamref name="TMessage"/> belongs into <paramref name="queue"/>. The publisher then
    /// declares that queue itself, so that nothing is lost while its consumer has never been started.
    /// </summary>
    public static IServiceCollection AddBusRoute<TMessage>(this IServiceCollection services, string queue)
        where TMessage : class =>
        services.AddSingleton(new BusRegistration(
            static _ => { },
            (rabbit, options) => rabbit.Publish<TMessage>(topology => topology.BindQueue(topology.Exchange.ExchangeName, queue, configure =>
            {
                if (options.QuorumQueues)
                {
                    configure.SetQueueArgument("x-queue-type", "quorum");
                }
            }))));
}

/// <summary>What one service adds to the bus.</summary>
/// <param name="Consumers">Adds its consumers, whatever the transport.</param>
/// <param name="Topology">Adds its routes, with a broker.</param>
internal sealed record BusRegistration(
    Action<IBusRegistrationConfigurator> Consumers,
    Action<IRabbitMqBusFactoryConfigurator, BusOptions> Topology);
