using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using MolScreen.Hosting.Bus;
using MolScreen.Hosting.Settings;

namespace MolScreen.Hosting.Tests;

public sealed class SettingsTests : IDisposable
{
    private readonly string path = Path.GetTempFileName();

    public void Dispose() => File.Delete(path);

    [Fact]
    public void A_file_sets_options_by_snake_case_keys()
    {
        var bus = Read("bus:\n  transport: rabbitmq\n  virtual_host: screening\n  publish_timeout: 2.5\n  quorum_queues: false\n")
            .Services.BuildServiceProvider().GetRequiredService<IOptions<BusOptions>>().Value;

        Assert.Equal(BusTransport.RabbitMq, bus.Transport);
        Assert.Equal("screening", bus.VirtualHost);
        Assert.Equal(2.5, bus.PublishTimeout);
        Assert.False(bus.QuorumQueues);
        Assert.Equal(5672, bus.Port);
    }

    [Fact]
    public void All_problems_are_told_at_once_each_with_line_and_key()
    {
        var problems = Assert.Throws<SettingsException>(() => Read(
            """
            bus:
              transport: pigeon
              virtal_host: /
            work:
              threads: 99
            wrok:
              threads: 1
            """)).Problems;

        Assert.Equal(
            [
                $"{path}, line 2, bus.transport: 'pigeon' is not one of InMemory, RabbitMq.",
                $"{path}, line 3, bus.virtal_host: unknown key; known are transport, host, port, virtual_host, user, password, quorum_queues, prefetch, publish_timeout, publish_pause, retries, retry_pause, stop_timeout.",
                $"{path}, line 5, work.threads: The field Threads must be between 1 and 64.",
                $"{path}, line 6, wrok: unknown section; known are bus, logging, urls, work.",
            ],
            problems);
    }

    [Theory]
    [InlineData("bus: [1, 2", "line 2")]
    [InlineData("just words", "line 1: expected sections")]
    [InlineData("bus:\n  port: 1\n  port: 2\n", "line 3")]
    public void A_file_that_is_not_settings_is_refused_with_its_line(string text, string expected)
    {
        Assert.Contains(expected, Assert.Throws<SettingsException>(() => Read(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_nests_without_end_is_refused() =>
        Assert.Contains(
            "nest more than 20 deep", Assert.Throws<SettingsException>(() => Read("bus: " + new string('[', 100_000))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_missing_file_is_named()
    {
        File.Delete(path);

        Assert.StartsWith(path, Assert.Throws<SettingsException>(() => SettingsFile.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_file_means_defaults()
    {
        Assert.Equal(4, Read("").Services.BuildServiceProvider().GetRequiredService<IOptions<WorkOptions>>().Value.Threads);
    }

    private HostApplicationBuilder Read(string text)
    {
        File.WriteAllText(path, text);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        var file = SettingsFile.Read(path);
        builder.Configuration.AddInMemoryCollection(file.Values);
        builder.Services.AddSettings<BusOptions>(BusOptions.Section);
        builder.Services.AddSettings<WorkOptions>("work");
        SettingsCheck.Check(builder, file);
        return builder;
    }

    private sealed class WorkOptions
    {
        [Range(1, 64)]
        public int Threads { get; set; } = 4;
    }
}
