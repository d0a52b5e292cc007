namespace MolScreen.Testing;

/// <summary>A RabbitMQ broker of the test's own, on loopback (scripts/rabbitmq). Disposing stops it and removes its data.</summary>
public sealed class RabbitBroker : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private RabbitBroker(string folder, int port)
    {
        Folder = folder;
        Port = port;
    }

    /// <summary>Data, logs and process ids.</summary>
    public string Folder { get; }

    /// <summary>The AMQP port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>For clients that take a URL.</summary>
    public string Url => $"amqp://guest:guest@127.0.0.1:{Port}/";

    /// <summary>Starts a broker and waits until it is ready.</summary>
    public static async Task<RabbitBroker> Start()
    {
        var folder = Directory.CreateTempSubdirectory("molscreen-broker-").FullName;
        var printed = await Script("start", "--dir", folder);
        return new RabbitBroker(folder, new Uri(printed.Split(' ')[0]).Port);
    }

    /// <summary>Ends the broker as a crash would.</summary>
    public Task Kill() => Script("kill", Folder);

    /// <summary>Takes up the data of a killed broker on the same port.</summary>
    public Task Restart() => Script("start", "--dir", Folder, "--port", $"{Port}");

    public async ValueTask DisposeAsync()
    {
        await Script("stop", Folder);
        Directory.Delete(Folder, recursive: true);
    }

    private static async Task<string> Script(params string[] arguments)
    {
        using var script = new ChildProcess(Path.Combine(Repository.Root, "scripts", "rabbitmq"), arguments);
        return await script.Exit(Limit) == 0
            ? script.Output
            : throw new InvalidOperationException($"scripts/rabbitmq {string.Join(' ', arguments)} failed:\n{script.Everything}");
    }
}
