using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MolScreen.Contracts;
using MolScreen.Contracts.Screening;
using MolScreen.Featurizer;
using MolScreen.Gateway;
using MolScreen.Gateway.Pipelines;
using MolScreen.Hosting.Bus;
using MolScreen.Hosting.Diagnostics;
using MolScreen.Hosting.Settings;
using MolScreen.Planner;
using MolScreen.Scorer;
using MolScreen.Store;
using MolScreen.Store.Http;

namespace MolScreen.Cli.Hosting;

/// <summary>One service in a process of its own, on a RabbitMQ broker.</summary>
internal static class WorkerHost
{
    /// <summary>Names of the services.</summary>
    public static IReadOnlyList<string> Services { get; } = ["featurizer", "scorer", "planner", "store", "gateway"];

    /// <summary>
    /// A host that is ready to start. It listens on the settings' <c>urls</c>: health for every service, and what the store
    /// and the gateway offer; those two listen on loopback when the settings do not say.
    /// </summary>
    /// <param name="service">One of <see cref="Services"/>.</param>
    /// <exception cref="SettingsException">The settings cannot be used.</exception>
    public static IHost Build(string service, SettingsFile? settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(Defaults(service));
        builder.Configuration.AddInMemoryCollection(settings?.Values);
        builder.Configuration.AddEnvironmentVariables("MOLSCREEN__");
        builder.AddQuietLogging();
        builder.Services.AddSingleton<IHostLifetime, CommandLifetime>();
        Add(builder, service);
        builder.AddBus();
        SettingsCheck.Check(builder, settings);
        if (builder.Configuration.GetValue<BusTransport>($"{BusOptions.Section}:{nameof(BusOptions.Transport)}") != BusTransport.RabbitMq)
        {
            throw new SettingsException(["bus.transport: a worker needs a broker, that is RabbitMq; one process alone is `molscreen serve`."]);
        }

        if (builder.Configuration["urls"] is not { Length: > 0 } urls)
        {
            // No address, no web server.
            var server = builder.Services.Single(candidate => candidate.ServiceType == typeof(Microsoft.AspNetCore.Hosting.Server.IServer));
            builder.Services.Remove(server);
            builder.Services.AddSingleton<Microsoft.AspNetCore.Hosting.Server.IServer, NoServer>();
            return builder.Build();
        }

        builder.WebHost.UseUrls(urls);
        var app = builder.Build();
        app.MapHealth();
        Map(app, service);
        return app;
    }

    private static Dictionary<string, string?> Defaults(string service) => new()
    {
        [$"{BusOptions.Section}:{nameof(BusOptions.Transport)}"] = nameof(BusTransport.RabbitMq),
        ["urls"] = service switch { "store" => "http://127.0.0.1:5081", "gateway" => "http://127.0.0.1:5080", _ => null },
    };

    private static void Add(WebApplicationBuilder builder, string service)
    {
        switch (service)
        {
            case "featurizer":
                builder.Services.AddSingleton<IFeatureDemand, BundledDemand>();
                builder.AddFeaturizer();
                builder.Services.AddBusRoute<ScreeningFailed>(Queues.Gateway);
                break;
            case "scorer":
                builder.AddScorer();
                builder.Services.AddBusRoute<ScreeningFailed>(Queues.Gateway);
                break;
            case "planner":
                builder.AddPlanner();
                builder.Services.AddBusRoute<ScreeningFailed>(Queues.Gateway);
                break;
            case "store":
                builder.AddStore();
                builder.Services.AddBusRoute<ScreeningCompleted>(Queues.Gateway);
                builder.Services.AddBusRoute<ScreeningFailed>(Queues.Gateway);
                break;
            case "gateway":
                builder.AddGateway();
                builder.AddHttpScreeningStore();
                builder.AddPipelines();
                builder.Services.AddSingleton(InstalledModels.Catalog());
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(service), service, "No such service.");
        }
    }

    private static void Map(WebApplication app, string service)
    {
        if (service == "store")
        {
            app.MapStore();
        }
        else if (service == "gateway")
        {
            app.MapGateway();
        }
    }
}
