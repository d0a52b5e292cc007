using MassTransit;
using MassTransit.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using MolScreen.Hosting.Settings;

namespace MolScreen.Hosting.Bus;

/// <summary>Puts a host on the bus.</summary>
public static class BusHost
{
    /// <summary>
    /// Adds the bus with everything that <see cref="BusConsumers"/> registered before; call it after the services. The
    /// transport comes from the settings section <c>bus</c>.
    /// </summary>
    public static IHostApplicationBuilder AddBus(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSettings<BusOptions>(BusOptions.Section);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<BusPublisher>();
        services.AddSingleton<StopRequeue>();
        services.AddOptions<MassTransitHostOptions>().Configure<IOptions<BusOptions>>((host, bus) =>
        {
            host.WaitUntilStarted = true;
            host.StopTimeout = TimeSpan.FromSeconds(bus.Value.StopTimeout);
        });
        var transport = builder.Configuration.GetSection(BusOptions.Section).GetValue(nameof(BusOptions.Transport), BusTransport.InMemory);
        var registrations = services
            .Where(service => service.ServiceType == typeof(BusRegistration))
            .Select(service => (BusRegistration)service.ImplementationInstance!)
            .ToList();
        services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.AddConfigureEndpointsCallback(ConfigureEndpoint);
            registrations.ForEach(registration => registration.Consumers(bus));
            if (transport == BusTransport.RabbitMq)
            {
                bus.UsingRabbitMq((context, rabbit) => ConfigureRabbit(context, rabbit, registrations));
            }
            else
            {
                bus.UsingInMemory((context, memory) => memory.ConfigureEndpoints(context));
            }
        });
        return builder;
    }

    private static void ConfigureRabbit(IBusRegistrationContext context, IRabbitMqBusFactoryConfigurator rabbit, List<BusRegistration> registrations)
    {
        var options = context.GetRequiredService<IOptions<BusOptions>>().Value;
        rabbit.Host(options.Host, (ushort)options.Port, options.VirtualHost, host =>
        {
            host.Username(options.User);
            host.Password(options.Password);
            host.PublisherConfirmation = true;
        });
        registrations.ForEach(registration => registration.Topology(rabbit, options));
        rabbit.ConfigureEndpoints(context);
    }

    private static void ConfigureEndpoint(IRegistrationContext context, string name, IReceiveEndpointConfigurator endpoint)
    {
        var options = context.GetRequiredService<IOptions<BusOptions>>().Value;
        endpoint.PrefetchCount = options.Prefetch + (endpoint.ConcurrentMessageLimit ?? 0);
        endpoint.ConfigureError(error =>
        {
            error.UseFilter(context.GetRequiredService<StopRequeue>());
            error.UseFilter(new GenerateFaultFilter());
            error.UseFilter(new ErrorTransportFilter());
        });
        endpoint.UseMessageRetry(retry =>
        {
            retry.Handle<Exception>(TransientTrouble.Is);
            if (options.Retries > 0)
            {
                retry.Exponential(
                    options.Retries,
                    TimeSpan.FromSeconds(options.RetryPause),
                    TimeSpan.FromSeconds(30),
                    TimeSpan.FromSeconds(options.RetryPause));
            }
            else
            {
                retry.None();
            }
        });
        if (endpoint is IRabbitMqReceiveEndpointConfigurator rabbit && options.QuorumQueues)
        {
            rabbit.SetQuorumQueue();
        }
    }
}
