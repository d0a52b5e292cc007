using System.CommandLine;
using MolScreen.Chemistry;
using MolScreen.Cli.CommandLine;
using MolScreen.Cli.Learning;
using MolScreen.Cli.Output;
using MolScreen.Cli.Predicting;
using MolScreen.Gnn;
using MolScreen.Gnn.Training;

namespace MolScreen.Cli.Commands;

/// <summary><c>molscreen train</c>: a model bundle out of a table of measurements.</summary>
public static class TrainCommand
{
    public static Command Create()
    {
        var data = new Argument<string>("data") { Description = "CSV or TSV with SMILES and label columns, or SD file with labels as properties, also gzipped; an empty label is not measured." };
        var output = new Option<string>("--out", "-o") { Description = "Folder of the bundle to make.", Required = true };
        var settings = new TrainingSettingOptions();
        var columns = new ColumnOptions();
        var device = ModelOptions.Device();
        var threads = ModelOptions.Threads();
        var command = new ExampledCommand(
            "train",
            "Train a D-MPNN and write it as a model bundle; reports the test part beside a baseline on fingerprints.",
            "molscreen train measurements.csv --out models/bundles/solubility --targets logS --split scaffold",
            "molscreen train assays.csv.gz --out assays --targets a,b,c --task classification --ensemble 5 --seed 7")
        {
            data, output, columns.Smiles, columns.Id, device, threads,
        };
        settings.AddTo(command);
        command.SetAction((parsed, cancel) => Task.Run(
            () =>
            {
                var (path, folder) = (parsed.GetRequiredValue(data), parsed.GetRequiredValue(output));
                var split = settings.Split(parsed);
                var library = LabelledLibrary.Read(
                    path,
                    columns.Of(parsed),
                    rows => settings.Targets(parsed) is { } named ? TargetColumns.Named(path, named, rows) : TargetColumns.Numeric(path, rows, split.Column),
                    MoleculeParts.Smiles | MoleculeParts.Graph | MoleculeParts.Fingerprint,
                    new ProcessingOptions { Threads = parsed.GetValue(threads) },
                    cancel);
                var options = settings.Options(parsed, library, folder) with
                {
                    Device = parsed.GetRequiredValue(device),
                    Threads = parsed.GetValue(threads),
                };
                Train(library, options, split.Column, folder, parsed.InvocationConfiguration, cancel);
                return ExitCode.Ok;
            },
            cancel));
        return command;
    }

    private static void Train(
        LabelledLibrary library, TrainingOptions options, string? splitColumn, string folder, InvocationConfiguration console, CancellationToken cancel)
    {
        var data = new TrainingData
        {
            Graphs = LibraryPrediction.Graphs(library.Molecules.Graphs!),
            Targets = library.Labels,
            Scaffolds = options.Split == SplitKind.Scaffold ? Scaffold.Of(library.Molecules.Smiles!) : null,
            SplitColumn = splitColumn is null ? null : Column(library, splitColumn),
            Fingerprints = library.Molecules.Fingerprints,
            FingerprintBytes = library.Molecules.FingerprintBytes,
            Rows = library.Rows,
            Rejected = library.Rejected,
        };
        console.Output.WriteLine($"{library.Path}: {library.Rows.Length} molecules, {library.Rejected} rows rejected, {options.Tasks[0].Kind.ToString().ToLowerInvariant()} of {string.Join(", ", library.Targets)}");
        TrainingReport report;
        using (var progress = new Progress(console.Error, "epochs"))
        {
            var epochs = 0;
            var relay = new ProgressRelay<TrainingProgress>(step => progress.Report(
                ++epochs,
                (long)step.Networks * step.Epochs,
                FormattableString.Invariant($"loss {step.TrainingLoss:0.000}, validation {step.ValidationLoss:0.000}, {step.MoleculesPerSecond:0} molecules/s")));
            try
            {
                report = Trainer.Train(data, options, folder, relay, cancel);
            }
            catch (ArgumentException e)
            {
                throw new InputException(e.Message, e);
            }
        }

        console.Output.Draw(MetricsTable.Of(report.Manifest.Metrics));
        console.Output.WriteLine($"{report.Manifest.Split.Kind} split, seed {report.Manifest.Split.Seed}; bundle in {folder}");
    }

    private static string[] Column(LabelledLibrary library, string name)
    {
        var column = TargetColumns.Named(library.Path, [name], library.Columns)[0];
        return [.. library.Columns.Select(row => row.GetValueOrDefault(column, ""))];
    }
}
