using System.CommandLine;
using System.Text.Json;
using MolScreen.Chemistry;
using MolScreen.Cli.CommandLine;
using MolScreen.Cli.Learning;
using MolScreen.Cli.Output;
using MolScreen.Cli.Predicting;
using MolScreen.Gnn;
using MolScreen.Gnn.Bundles;
using MolScreen.Gnn.Metrics;

namespace MolScreen.Cli.Commands;

/// <summary><c>molscreen evaluate</c>: a model against measurements.</summary>
public static class EvaluateCommand
{
    public static Command Create()
    {
        var model = new Argument<string>("model") { Description = "Name or folder of a model bundle." };
        var data = new Argument<string>("data") { Description = "CSV or TSV with SMILES and label columns, or SD file with labels as properties, also gzipped." };
        var targets = new Option<string?>("--targets") { Description = "Label columns in the order of the model's tasks; columns named like the tasks without it." };
        var part = new Option<string?>("--part") { Description = "all, train, validation or test; the test part without it when these are the data the model was trained on, else all." };
        part.AcceptOnlyFromAmong("all", "train", "validation", "test");
        var json = new Option<bool>("--json") { Description = "One JSON object: metric names as keys, with n, split and seed." };
        var columns = new ColumnOptions();
        var device = ModelOptions.Device();
        var threads = ModelOptions.Threads();
        var command = new ExampledCommand("evaluate", "Measure a model on data with labels; of classes also how early a ranking finds the 1s: enrichment factors (ef1, ef5) and BEDROC.", "molscreen evaluate esol measurements.csv --targets logS --json")
        {
            model, data, targets, part, json, columns.Smiles, columns.Id, device, threads,
        };
        command.SetAction((parsed, cancel) => Task.Run(
            () =>
            {
                var path = parsed.GetRequiredValue(data);
                var folder = BundleCatalog.Resolve(parsed.GetRequiredValue(model));
                using var predictor = ModelOptions.Open(folder, parsed.GetRequiredValue(device), parsed.GetValue(threads));
                var manifest = predictor.Manifest;
                var named = TargetColumns.List(parsed.GetValue(targets)) ?? [.. manifest.Tasks.Select(task => task.Name)];
                if (named.Count != manifest.Tasks.Count)
                {
                    throw new InputException($"{named.Count} targets are named, {manifest.Name} has {manifest.Tasks.Count} tasks: {string.Join(", ", manifest.Tasks.Select(task => task.Name))}");
                }

                var inputs = new ModelInputs(manifest, parsed.GetValue(threads));
                var library = LabelledLibrary.Read(
                    [path], columns.Of(parsed), rows => TargetColumns.Named(path, named, rows), inputs.Parts, inputs.Processing, cancel);
                var evaluated = EvaluatedPart.Of(parsed.GetValue(part), folder, manifest, library);
                var predictions = predictor.Predict(inputs.Of(library.Molecules), cancel);
                Write(parsed.InvocationConfiguration.Output, parsed.GetValue(json), manifest, library, evaluated, predictions);
                return ExitCode.Ok;
            },
            cancel));
        return command;
    }

    private static void Write(TextWriter output, bool json, BundleManifest manifest, LabelledLibrary library, EvaluatedPart part, Predictions predictions)
    {
        var tasks = manifest.Tasks.Count;
        var (predicted, measured) = (part.Rows(predictions.Values, tasks), part.Rows(library.Labels, tasks));
        var mean = MetricTable.Mean(manifest.Tasks, predicted, measured, MetricTable.WithScreening)
            .Concat(CertaintyMetrics.Of(manifest.Tasks, part.Of(predictions, tasks), measured))
            .ToDictionary();
        var each = new Dictionary<string, Dictionary<string, double>>();
        for (var task = 0; tasks > 1 && task < tasks; task++)
        {
            each[manifest.Tasks[task].Name] = MetricTable.WithScreening(
                manifest.Tasks[task].Kind, MetricTable.Column(predicted, tasks, task), MetricTable.Column(measured, tasks, task));
        }

        if (!json)
        {
            output.Draw(MetricsTable.Of(new Dictionary<string, Dictionary<string, double>> { [part.Name] = mean }.Concat(each).ToDictionary()));
            var training = manifest.Split.Kind.Length > 0 ? $"trained on a {manifest.Split.Kind} split with seed {manifest.Split.Seed}" : "imported";
            output.WriteLine($"{manifest.Name} {manifest.Version}, {training}; {library.Rejected} rows rejected");
            return;
        }

        var document = new Dictionary<string, object>
        {
            ["model"] = manifest.Name,
            ["version"] = manifest.Version,
            ["data"] = Path.GetFileName(library.Paths[0]),
            ["part"] = part.Name,
            ["split"] = manifest.Split.Kind,
            ["seed"] = manifest.Split.Seed,
            ["rejected"] = library.Rejected,
        };
        foreach (var (name, value) in mean)
        {
            document[name] = value;
        }

        if (each.Count > 0)
        {
            document["tasks"] = each;
        }

        output.WriteLine(JsonSerializer.Serialize(document, JsonText.Options));
    }
}
