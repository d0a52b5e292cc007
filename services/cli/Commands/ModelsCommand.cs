using System.CommandLine;
using System.Globalization;
using MolScreen.Cli.CommandLine;
using MolScreen.Cli.Output;
using MolScreen.Gnn;
using MolScreen.Gnn.Bundles;
using MolScreen.Retro;
using MolScreen.Retro.Bundles;
using Spectre.Console;

namespace MolScreen.Cli.Commands;

/// <summary><c>molscreen models</c>: what can be predicted, in which units, how well.</summary>
public static class ModelsCommand
{
    public static Command Create()
    {
        var command = new ExampledCommand("models", "List the model bundles: tasks, units, training data, test metrics.", "molscreen models");
        command.SetAction(parsed =>
        {
            var output = parsed.InvocationConfiguration.Output;
            var table = Tables.With("model", "task", "unit", "better", ">trained on", "split", "test metrics", "folder");
            foreach (var folder in BundleCatalog.Find())
            {
                AddNetworks(table, folder);
            }

            AddRetro(table);
            output.Draw(table);
            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>Tasks up to which each has a row.</summary>
    private const int MostRows = 40;

    private static void AddNetworks(Table table, string folder)
    {
        try
        {
            var manifest = BundleFolder.ReadManifest(folder);
            if (manifest.Tasks.Count > MostRows)
            {
                table.Add(
                    $"{manifest.Name} {manifest.Version}", $"{manifest.Tasks.Count} tasks", "", "", Count(manifest.Tasks.Max(task => task.TrainingSize)), manifest.Split.Kind, Metrics(manifest.Metrics.GetValueOrDefault("test") ?? []), Relative(folder));
                return;
            }

            foreach (var task in manifest.Tasks)
            {
                table.Add(
                    $"{manifest.Name} {manifest.Version}",
                    task.Name,
                    task.Unit,
                    task.HigherIsBetter switch { true => "higher", false => "lower", null => "depends" },
                    task.TrainingSize > 0 ? Count(task.TrainingSize) : "",
                    manifest.Split.Kind,
                    Metrics(manifest.Metrics.GetValueOrDefault($"test.{task.Name}") ?? manifest.Metrics.GetValueOrDefault("test") ?? []),
                    Relative(folder));
            }
        }
        catch (BundleException e)
        {
            table.Add(Path.GetFileName(folder), "", "", "", "", "", $"broken: {e.Message}", Relative(folder));
        }
    }

    private static void AddRetro(Table table)
    {
        try
        {
            var folder = RetroBundle.Resolve();
            var manifest = RetroManifest.Read(folder);
            table.Add(
                $"{manifest.Name} {manifest.Version}", "routes", $"{Count(manifest.Templates)} templates", "", Count(manifest.TrainingReactions), "by product", Metrics(manifest.Metrics), Relative(folder));
        }
        catch (RetroException e)
        {
            table.Add(RetroBundle.Shipped, "routes", "", "", "", "", e.Message, "");
        }
    }

    private static string Metrics(IReadOnlyDictionary<string, double> metrics) => string.Join(", ", metrics
        .Where(metric => metric.Key != "n" && !metric.Key.EndsWith("_n", StringComparison.Ordinal))
        .Take(2)
        .Select(metric => string.Create(CultureInfo.InvariantCulture, $"{metric.Key} {metric.Value:0.000}")));

    private static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Relative(string folder) => Path.GetRelativePath(Directory.GetCurrentDirectory(), folder);
}
