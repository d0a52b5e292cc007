using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using MolScreen.Chemistry.Input;
using MolScreen.Cli.CommandLine;
using MolScreen.Cli.Output;
using MolScreen.Retro;
using MolScreen.Retro.Bundles;
using MolScreen.Retro.Training;

namespace MolScreen.Cli.Commands;

/// <summary><c>molscreen retro</c>: how a retro bundle is made and measured.</summary>
public static class RetroCommand
{
    public static Command Create() =>
        new("retro", "Extract reaction templates, train the policy that chooses among them, measure both.") { RetroExtractCommand.Create(), Train(), Evaluate() };

    private static ExampledCommand Train()
    {
        var defaults = new PolicyTrainingOptions();
        var extraction = new Argument<string>("extraction") { Description = "Folder that `retro extract` wrote." };
        var output = new Option<string>("--out", "-o") { Description = "Folder of the bundle to make.", Required = true };
        var source = new Option<string[]>("--source") { Description = "Where the reactions came from, for the manifest; may be given several times.", DefaultValueFactory = _ => [] };
        var hidden = Number.Option("--hidden", "Width of the hidden layer.", defaults.Hidden, 1, 10_000);
        var epochs = Number.Option("--epochs", "Most epochs.", defaults.MaxEpochs, 1, 10_000);
        var batch = Number.Option("--batch", "Reactions a step.", defaults.BatchSize, 1, 100_000);
        var seed = Number.Option("--seed", "Seed of weights, dropout and order.", defaults.Seed, 0, int.MaxValue);
        var threads = Number.Option("--threads", "Threads of the tensor library.", defaults.Threads, 1, 1024);
        var command = new ExampledCommand(
            "train", "Train the policy that chooses templates and write a retro bundle; its stock is made by stock build.",
            "molscreen retro train extraction --out models/bundles/retro --epochs 25")
        {
            extraction, output, source, hidden, epochs, batch, seed, threads,
        };
        command.SetAction((parsed, cancel) => Task.Run(
            () =>
            {
                var options = new PolicyTrainingOptions
                {
                    Hidden = parsed.GetValue(hidden),
                    MaxEpochs = parsed.GetValue(epochs),
                    BatchSize = parsed.GetValue(batch),
                    Seed = parsed.GetValue(seed),
                    Threads = parsed.GetValue(threads),
                };
                var folder = parsed.GetRequiredValue(output);
                using var progress = new Progress(parsed.InvocationConfiguration.Error, "reactions");
                var report = RetroTraining.Train(parsed.GetRequiredValue(extraction), folder, parsed.GetRequiredValue(source), options, Relay(progress), cancel);
                progress.Dispose();
                var writer = parsed.InvocationConfiguration.Output;
                writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{folder}: trained on {report.TrainingReactions} reactions in {report.Epochs} epochs, validation loss {report.ValidationLoss:0.000}"));
                WriteMetrics(writer, report.Metrics);
                return ExitCode.Ok;
            },
            cancel));
        return command;
    }

    private static ExampledCommand Evaluate()
    {
        var defaults = new PlanBudget();
        var data = new Argument<string>("data") { Description = "Reactions (a folder that `retro extract` wrote, or a CSV of mapped reactions), or target molecules with --targets." };
        var targets = new Option<bool>("--targets") { Description = "The data are molecules: plan each and count the solved." };
        var model = new Option<string>("--model") { Description = "Name or folder of the retro bundle.", DefaultValueFactory = _ => RetroBundle.Shipped };
        var stock = new Option<string?>("--stock") { Description = "Stock for --targets; the bundle's own without it." };
        var calls = Number.Option("--calls", "Single-step model calls a search may spend.", defaults.Calls, 1, 1_000_000);
        var time = Number.Option("--time", "Seconds a search may take.", defaults.Seconds, 0.01, 86_400);
        var limit = Number.Option("--limit", "Only the first so many.", int.MaxValue, 1, int.MaxValue);
        var threads = ModelOptions.Threads();
        var json = new Option<bool>("--json") { Description = "One JSON object: metric names as keys." };
        var command = new ExampledCommand(
            "evaluate",
            "Measure single-step accuracy on reactions, or solved targets on molecules.",
            "molscreen retro evaluate extraction --limit 1000 --json",
            "molscreen retro evaluate targets.smi --targets --calls 100 --json")
        {
            data, targets, model, stock, calls, time, limit, threads, json,
        };
        command.SetAction((parsed, cancel) => Task.Run(
            () =>
            {
                var (bundle, path, most) = (RetroBundle.Resolve(parsed.GetRequiredValue(model)), parsed.GetRequiredValue(data), parsed.GetValue(limit));
                using var progress = new Progress(parsed.InvocationConfiguration.Error, parsed.GetValue(targets) ? "targets" : "reactions");
                IReadOnlyDictionary<string, double> metrics;
                if (parsed.GetValue(targets))
                {
                    var budget = defaults with { Calls = parsed.GetValue(calls), Seconds = parsed.GetValue(time) };
                    string[] molecules = [.. MoleculeFile.Read(path).Take(most).Select(record => record.Error is null ? record.Text : "")];
                    metrics = RetroEvaluation.Solve(bundle, molecules, budget, parsed.GetValue(stock), Relay(progress), cancel);
                }
                else
                {
                    metrics = RetroEvaluation.SingleStep(bundle, path, most, parsed.GetValue(threads), Relay(progress), cancel);
                }

                progress.Dispose();
                if (parsed.GetValue(json))
                {
                    var document = new Dictionary<string, object> { ["model"] = Path.GetFileName(bundle), ["data"] = Path.GetFileName(path), ["split"] = Directory.Exists(path) ? "test" : "all" };
                    foreach (var (name, value) in metrics)
                    {
                        document[name == "reactants_n" ? "n" : name] = value;
                    }

                    parsed.InvocationConfiguration.Output.WriteLine(JsonSerializer.Serialize(document, JsonText.Options));
                }
                else
                {
                    WriteMetrics(parsed.InvocationConfiguration.Output, metrics);
                }

                return ExitCode.Ok;
            },
            cancel));
        return command;
    }

    internal static ProgressRelay<RetroProgress> Relay(Progress progress) =>
        new(step => progress.Report(step.Done, step.Total > 0 ? step.Total : null, $"{step.Stage}{(step.Note.Length > 0 ? $" ({step.Note})" : "")}"));

    private static void WriteMetrics(TextWriter output, IReadOnlyDictionary<string, double> metrics)
    {
        foreach (var (name, value) in metrics)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name}: {value:0.####}"));
        }
    }
}
