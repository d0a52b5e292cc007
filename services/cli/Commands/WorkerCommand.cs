using System.CommandLine;
using MolScreen.Cli.CommandLine;
using MolScreen.Cli.Hosting;
using MolScreen.Hosting.Settings;

namespace MolScreen.Cli.Commands;

/// <summary><c>molscreen worker</c>: one service on a RabbitMQ broker, until it is told to stop.</summary>
public static class WorkerCommand
{
    public static Command Create()
    {
        var service = new Argument<string>("service") { Description = string.Join(", ", WorkerHost.Services) + "." };
        service.AcceptOnlyFromAmong([.. WorkerHost.Services]);
        var config = new Option<string?>("--config")
        {
            Description = "Settings file (YAML): sections bus and the service's own, urls for HTTP. Variables such as MOLSCREEN__BUS__PASSWORD override it.",
        };
        var command = new ExampledCommand(
            "worker",
            "Run one service against a RabbitMQ broker; as many processes of it as you like.",
            "molscreen worker featurizer --config settings.yaml")
        {
            service, config,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            var name = parsed.GetRequiredValue(service);
            using var host = WorkerHost.Build(name, parsed.GetValue(config) is { } path ? SettingsFile.Read(path) : null);
            return await Service.Run(host, () => $"{name} is ready", parsed.InvocationConfiguration.Output, cancel);
        });
        return command;
    }
}
