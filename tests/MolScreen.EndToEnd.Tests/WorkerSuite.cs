using System.Net;
using System.Net.Sockets;
using MolScreen.Testing;

namespace MolScreen.EndToEnd.Tests;

/// <summary>A broker and the five services, each a process of its own, shared by the tests of the collection.</summary>
public sealed class WorkerSuite : IAsyncLifetime
{
    private static readonly string[] Services = ["featurizer", "scorer", "planner", "store", "gateway"];

    private readonly string folder = Directory.CreateTempSubdirectory("molscreen-workers-").FullName;
    private readonly List<(string Service, ChildProcess Process)> workers = [];

    public RabbitBroker Broker { get; private set; } = null!;

    /// <summary>The store's database.</summary>
    public string Database => Path.Combine(folder, "workers.db");

    /// <summary>The gateway's address.</summary>
    public Uri Gateway { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Broker = await RabbitBroker.Start();
        var (store, gateway) = (FreePort(), FreePort());
        Gateway = new Uri($"http://127.0.0.1:{gateway}");
        foreach (var service in Services)
        {
            var urls = service switch { "store" => $"urls: http://127.0.0.1:{store}\n", "gateway" => $"urls: {Gateway}\n", _ => "" };
            var own = service switch
            {
                "store" => $"store: {{ database: {Database} }}\n",
                "gateway" => $"gateway: {{ store: 'http://127.0.0.1:{store}' }}\n",
                _ => "",
            };
            await File.WriteAllTextAsync(Settings(service), $"{urls}bus: {{ port: {Broker.Port} }}\n{own}");
        }

        await Task.WhenAll(Services.Select(Start));
    }

    /// <summary>Starts one more process of a service and waits until it is ready.</summary>
    public async Task<ChildProcess> Start(string service)
    {
        var process = Molscreen.Start("worker", service, "--config", Settings(service));
        lock (workers)
        {
            workers.Add((service, process));
        }

        await Molscreen.Ready(process, "is ready");
        return process;
    }

    /// <summary>What every worker has written.</summary>
    public string Everything()
    {
        lock (workers)
        {
            return string.Join('\n', workers.Select(worker => $"--- {worker.Service} ---\n{worker.Process.Everything}"));
        }
    }

    public async Task DisposeAsync()
    {
        workers.ForEach(worker => worker.Process.Dispose());
        await Broker.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private string Settings(string service) => Path.Combine(folder, $"{service}.yaml");

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>Test classes that use the one <see cref="WorkerSuite"/>, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class WorkerCollection : ICollectionFixture<WorkerSuite>
{
    public const string Name = "workers";
}
