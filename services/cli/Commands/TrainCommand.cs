using System.CommandLine;
using MolScreen.Chemistry;
using MolScreen.Chemistry.Input;
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
        var data = new Argument<string[]>("data") { Description = "CSV or TSV with SMILES and label columns, or SD files with labels as properties, also gzipped; an empty label is not measured.", Arity = ArgumentArity.OneOrMore };
        var output = new Option<string>("--out", "-o") { Description = "Folder of the bundle to make.", Required = true };
        var settings = new TrainingSettingOptions();
        var network = new NetworkOptions();
        var reference = new Option<string?>("--reference") { Description = "Molecule file, such as approved drugs: predictions get a percentile among its molecules." };
        var radius = Number.Option("--radius", "Radius of the count fingerprints that trees and kernel take.", 2, 0, FingerprintOptions.HighestRadius);
        var columns = new ColumnOptions();
        var search = Number.Option("--search", "Settings of the network to try, drawn at random and judged on validation; the best are used.", 0, 0, 10_000);
        var device = ModelOptions.Device();
        var threads = ModelOptions.Threads();
        var command = new ExampledCommand(
            "train",
            "Train networks, boosted trees and a kernel, blend them, and write a model bundle with intervals and an applicability domain.",
            "molscreen train measurements.csv --out models/bundles/solubility --targets logS --split scaffold",
            "molscreen train assays.csv.gz --out assays --targets a,b,c --task classification --folds 5 --seed 7",
            "molscreen train pki.csv --out target --init pretrained --folds 5 --reference approved.smi")
        {
            data, output, reference, radius, search, columns.Smiles, columns.Id, device, threads,
        };
        settings.AddTo(command);
        network.AddTo(command);
        command.SetAction((parsed, cancel) => Task.Run(
            () =>
            {
                var (paths, folder) = (parsed.GetRequiredValue(data), parsed.GetRequiredValue(output));
                var split = settings.Split(parsed);
                var fingerprint = new FingerprintDescription { Radius = parsed.GetValue(radius) };
                var inputs = ModelInputs.ForTraining(fingerprint, parsed.GetValue(threads));
                var library = LabelledLibrary.Read(
                    paths,
                    columns.Of(parsed),
                    rows => settings.Targets(parsed) is { } named ? TargetColumns.Named(string.Join(", ", paths), named, rows) : TargetColumns.Numeric(string.Join(", ", paths), rows, split.Column),
                    MoleculeParts.Smiles | MoleculeParts.Scaffold | inputs.Parts,
                    inputs.Processing,
                    cancel);
                var options = network.Of(parsed, settings.Options(parsed, library, folder)) with
                {
                    Fingerprint = fingerprint,
                    Device = parsed.GetRequiredValue(device),
                    Threads = parsed.GetValue(threads),
                };
                var compared = parsed.GetValue(reference) is { } file ? Reference(file, inputs, cancel) : null;
                Train(library, inputs, options, compared, split.Column, parsed.GetValue(search), folder, parsed.InvocationConfiguration, cancel);
                return ExitCode.Ok;
            },
            cancel));
        return command;
    }

    /// <summary>The reference molecules that can be read.</summary>
    private static MoleculeInputs Reference(string path, ModelInputs inputs, CancellationToken cancel)
    {
        var texts = MoleculeFile.Read(path).Where(record => record.Error is null).Select(record => record.Text).ToList();
        var batch = MoleculeProcessor.Process(texts, inputs.Parts, inputs.Processing, cancel);
        return batch.Accepted.Length > 0
            ? inputs.Of(batch)
            : throw new InputException($"{path}: no molecule can be read");
    }

    private static void Train(
        LabelledLibrary library, ModelInputs inputs, TrainingOptions options, MoleculeInputs? reference, string? splitColumn, int search, string folder, InvocationConfiguration console, CancellationToken cancel)
    {
        var data = new TrainingData
        {
            Inputs = inputs.Of(library.Molecules),
            DescriptorNames = DescriptorSet.Names,
            Targets = library.Labels,
            Scaffolds = options.Split is SplitKind.Scaffold or SplitKind.ScaffoldOrdered ? library.Molecules.Scaffolds : null,
            SplitColumn = splitColumn is null ? null : Column(library, splitColumn),
            Reference = reference,
            Rows = library.Rows,
            Rejected = library.Rejected,
        };
        (data, var merged, var contradictions) = DuplicateMolecules.Merge(data, options.Tasks, library.Molecules.Smiles!);
        var kinds = string.Join(" and ", options.Tasks.Select(task => task.Kind.ToString().ToLowerInvariant()).Distinct());
        console.Output.WriteLine($"{library.Name}: {data.Count} molecules, {library.Rejected} rows rejected, {kinds} of {string.Join(", ", library.Targets)}");
        if (merged > 0)
        {
            console.Output.WriteLine($"{merged} rows are of molecules that other rows have too: numbers are averaged, of classes the majority counts ({contradictions} labels contradict each other)");
        }

        options = search > 1 ? TrainingRun.Search(data, options, search, folder, console, cancel) : options;
        var report = TrainingRun.Train(data, options, folder, console, cancel);
        console.Output.Draw(MetricsTable.Of(report.Manifest.Metrics));
        console.Output.WriteLine($"{report.Manifest.Split.Kind} split, seed {report.Manifest.Split.Seed}; bundle in {folder}");
    }

    private static string[] Column(LabelledLibrary library, string name)
    {
        var column = TargetColumns.Named(library.Name, [name], library.Columns)[0];
        return [.. library.Columns.Select(row => row.GetValueOrDefault(column, ""))];
    }
}
