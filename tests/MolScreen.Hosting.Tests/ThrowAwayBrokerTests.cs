using System.Globalization;
using MolScreen.Testing;

namespace MolScreen.Hosting.Tests;

/// <summary>scripts/rabbitmq.</summary>
public sealed class ThrowAwayBrokerTests
{
    [Fact]
    public async Task Nothing_listens_beyond_loopback()
    {
        await using var broker = await RabbitBroker.Start();

        var listening = new[] { "broker.pid", "epmd.pid" }.SelectMany(file => Listening(File.ReadAllText(Path.Combine(broker.Folder, file)).Trim())).ToList();

        Assert.Contains(listening, socket => socket.Port == broker.Port);
        Assert.True(listening.Count >= 3, "AMQP, Erlang's distribution and epmd listen.");
        Assert.All(listening, socket => Assert.Contains(socket.Address, new[] { "0100007F", "00000000000000000000000001000000" }));
    }

    [Fact]
    public async Task Several_run_at_once_and_leave_nothing_behind()
    {
        string[] folders;
        {
            await using var first = await RabbitBroker.Start();
            await using var second = await RabbitBroker.Start();
            Assert.NotEqual(first.Port, second.Port);
            folders = [first.Folder, second.Folder];
        }

        Assert.All(folders, folder => Assert.False(Directory.Exists(folder)));
        var commandLines = Directory.EnumerateDirectories("/proc")
            .Select(process => Path.Combine(process, "cmdline"))
            .Where(File.Exists)
            .Select(TryRead);
        Assert.DoesNotContain(commandLines, line => folders.Any(folder => line.Contains(folder, StringComparison.Ordinal)));
    }

    /// <summary>Listening TCP sockets of a process, from /proc: addresses in the kernel's hexadecimal.</summary>
    private static IEnumerable<(string Address, int Port)> Listening(string process)
    {
        var sockets = Directory.EnumerateFiles($"/proc/{process}/fd")
            .Select(file => new FileInfo(file).LinkTarget ?? "")
            .Where(target => target.StartsWith("socket:[", StringComparison.Ordinal))
            .Select(target => target[8..^1])
            .ToHashSet();
        return new[] { "/proc/net/tcp", "/proc/net/tcp6" }
            .SelectMany(File.ReadLines)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields.Length > 9 && fields[3] == "0A" && sockets.Contains(fields[9]))
            .Select(fields => fields[1].Split(':'))
            .Select(local => (local[0], int.Parse(local[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture)));
    }

    private static string TryRead(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return "";
        }
    }
}
