using System.CommandLine;
using MolScreen.Cli.CommandLine;
using MolScreen.Cli.Hosting;
using MolScreen.Hosting.Settings;

namespace MolScreen.Cli.Commands;

/// <summary><c>molscreen serve</c>: all services and the REST API in this process, until it is told to stop.</summary>
public static class ServeCommand
{
    public static Command Create()
    {
        var urls = new Option<string>("--urls")
        {
            Description = "Addresses to listen on, separated by semicolons.",
            DefaultValueFactory = _ => "http://127.0.0.1:5080",
        };
        var database = DatabaseOption.Create();
        var config = new Option<string?>("--config") { Description = "Settings file (YAML) with sections for the services." };
        var command = new ExampledCommand(
            "serve",
            "Run all services and the REST API in one process. Unfinished jobs of the database go on.",
            "molscreen serve --db screening.db --urls http://127.0.0.1:5080")
        {
            urls, database, config,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            var settings = parsed.GetValue(config) is { } path ? SettingsFile.Read(path) : null;
            var file = Path.GetFullPath(parsed.GetRequiredValue(database));
            await using var app = SuiteHost.Web(file, parsed.GetRequiredValue(urls), settings);
            return await Service.Run(
                app, () => $"MolScreen listens on {string.Join(" and ", app.Urls)}; database {file}", parsed.InvocationConfiguration.Output, cancel);
        });
        return command;
    }
}
