using MolScreen.Cli.Hosting;
using MolScreen.Hosting.Settings;
using MolScreen.Testing;
using YamlDotNet.RepresentationModel;

namespace MolScreen.EndToEnd.Tests;

/// <summary>compose/: what it starts exists, and every service takes its settings.</summary>
public sealed class ComposeTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "compose");

    [Fact]
    public void The_broker_and_every_worker_are_started_once()
    {
        var services = (YamlMappingNode)Root()["services"];

        Assert.Equal(WorkerHost.Services.Append("broker").Order(), services.Children.Keys.Select(key => key.ToString()).Order());
        foreach (var service in WorkerHost.Services)
        {
            var command = ((YamlSequenceNode)services[service]["command"]).Select(word => word.ToString());
            Assert.Equal(["worker", service, "--config", "/settings.yaml"], command);
        }
    }

    [Fact]
    public void Every_worker_takes_the_settings()
    {
        var settings = SettingsFile.Read(Path.Combine(Folder, "settings.yaml"));

        var hosts = WorkerHost.Services.Select(service => WorkerHost.Build(service, settings)).ToList();

        Assert.Equal(5, hosts.Count);
        hosts.ForEach(host => host.Dispose());
    }

    private static YamlMappingNode Root()
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(File.ReadAllText(Path.Combine(Folder, "docker-compose.yml"))));
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }
}
