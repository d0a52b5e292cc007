using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MolScreen.Gateway.Jobs;
using MolScreen.Hosting.Bus;
using MolScreen.Store;
using MolScreen.Store.Http;
using MolScreen.Store.Tests.Toys;

namespace MolScreen.Gateway.Tests.Http;

/// <summary>A gateway and a store that speak HTTP with one another on free loopback ports; toy services score.</summary>
public sealed class TwoProcesses : IAsyncDisposable
{
    private readonly DatabaseFolder folder;
    private readonly WebApplication store;
    private readonly WebApplication gateway;

    private TwoProcesses(WebApplication store, WebApplication gateway, DatabaseFolder folder) =>
        (this.store, this.gateway, this.folder, Client) = (store, gateway, folder, new HttpClient { BaseAddress = new Uri(gateway.Urls.Single()) });

    public HttpClient Client { get; }

    public static async Task<TwoProcesses> Start(ModelCatalog? catalog = null, params (string Key, string Value)[] settings)
    {
        var folder = new DatabaseFolder();
        var store = Host(settings);
        store.Configuration["store:database"] = folder.Database;
        store.Services.AddSingleton(new ToyServices());
        store.AddStore();
        store.Services.AddBusConsumer<ToyScorer, ToyScorerDefinition>();
        store.Services.AddBusConsumer<ToyPlanner, ToyPlannerDefinition>();
        store.AddBus();
        var inner = store.Build();
        inner.MapStore();
        await inner.StartAsync();

        var gateway = Host(settings);
        gateway.Configuration["gateway:store"] = inner.Urls.Single();
        if (catalog is not null)
        {
            gateway.Services.AddSingleton(catalog);
        }

        gateway.AddGateway();
        gateway.AddHttpScreeningStore();
        var door = gateway.Build();
        door.MapGateway();
        await door.StartAsync();
        return new TwoProcesses(inner, door, folder);
    }

    public Task StopStore() => store.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await gateway.DisposeAsync();
        await store.DisposeAsync();
        folder.Dispose();
    }

    private static WebApplicationBuilder Host((string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
        return builder;
    }
}
