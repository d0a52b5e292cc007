using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MolScreen.Featurizer;
using MolScreen.Gateway;
using MolScreen.Gateway.Store;
using MolScreen.Hosting.Bus;
using MolScreen.Hosting.Diagnostics;
using MolScreen.Hosting.Settings;
using MolScreen.Planner;
using MolScreen.Scorer;
using MolScreen.Store;

namespace MolScreen.Cli.Hosting;

/// <summary>All services in one process, joined by the in-memory bus.</summary>
internal static class SuiteHost
{
    /// <summary>Without HTTP, for a command that is itself the user interface.</summary>
    /// <param name="database">The SQLite file.</param>
    public static IHost Quiet(string database)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        AddSuite(builder, database, settings: null);
        return builder.Build();
    }

    /// <summary>With the REST API.</summary>
    /// <param name="urls">Addresses to listen on, separated by semicolons.</param>
    public static WebApplication Web(string database, string urls, SettingsFile? settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(urls);
        AddSuite(builder, database, settings);
        builder.AddGateway();
        builder.Services.AddSingleton<IScreeningStore, InProcessScreeningStore>();
        builder.Services.AddSingleton(InstalledModels.Catalog());
        SettingsCheck.Check(builder, settings);
        var app = builder.Build();
        app.MapHealth();
        app.MapGateway();
        return app;
    }

    private static void AddSuite(IHostApplicationBuilder builder, string database, SettingsFile? settings)
    {
        builder.Configuration.AddInMemoryCollection(settings?.Values);
        builder.Configuration.AddEnvironmentVariables("MOLSCREEN__");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            [$"{BusOptions.Section}:{nameof(BusOptions.Transport)}"] = nameof(BusTransport.InMemory),
            [$"{StoreOptions.Section}:{nameof(StoreOptions.Database)}"] = database,
        });
        builder.AddQuietLogging();
        builder.Services.AddSingleton<IHostLifetime, CommandLifetime>();
        builder.Services.AddSingleton<IFeatureDemand, BundledDemand>();
        builder.AddFeaturizer().AddScorer().AddPlanner().AddStore().AddBus();
    }
}
