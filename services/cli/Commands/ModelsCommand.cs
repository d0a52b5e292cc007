using System.CommandLine;
using System.Globalization;
using MolScreen.Cli.CommandLine;
using MolScreen.Cli.Output;
using MolScreen.Gnn;
using MolScreen.Gnn.Bundles;

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
            var table = Tables.With("model", "version", "task", "unit", "better", ">trained on", "split", "test metrics", "folder");
            foreach (var folder in BundleCatalog.Find())
            {
                var manifest = BundleFolder.ReadManifest(folder);
                foreach (var task in manifest.Tasks)
                {
                    table.Add(
                        manifest.Name,
                        manifest.Version,
                        task.Name,
                        task.Unit,
                        task.HigherIsBetter switch { true => "higher", false => "lower", null => "depends" },
                        task.TrainingSize.ToString("N0", CultureInfo.InvariantCulture),
                        manifest.Split.Kind,
                        Metrics(manifest),
                        Path.GetRelativePath(Directory.GetCurrentDirectory(), folder));
                }
            }

            output.Draw(table);
            return ExitCode.Ok;
        });
        return command;
    }

    private static string Metrics(BundleManifest manifest) => manifest.Metrics.TryGetValue("test", out var metrics)
        ? string.Join(", ", metrics.Where(m => m.Key != "n").Take(3).Select(m => string.Create(CultureInfo.InvariantCulture, $"{m.Key} {m.Value:0.000}")))
        : "";
}
