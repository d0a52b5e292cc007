using System.CommandLine;
using MolScreen.Chemistry;
using MolScreen.Cli.CommandLine;
using MolScreen.Cli.Learning;
using MolScreen.Cli.Output;
using MolScreen.Gnn;
using MolScreen.Gnn.Training;

namespace MolScreen.Cli.Commands;

/// <summary><c>molscreen pretrain</c>: a network that knows molecules before it sees a measurement.</summary>
public static class PretrainCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("files") { Description = "Molecule files; duplicates across them count once, labels are not read.", Arity = ArgumentArity.OneOrMore };
        var output = new Option<string>("--out", "-o") { Description = "Folder of the bundle to make.", Required = true };
        var epochs = Number.Option("--epochs", "Passes over the molecules.", 10, 1, 10_000);
        var batchSize = Number.Option("--batch-size", "Molecules in a step.", 128, 1, 4096);
        var limit = Number.Option("--limit", "Molecules to learn from at most, drawn at random; 0 for all.", 0, 0, int.MaxValue);
        var seed = Number.Option("--seed", "Seed of the draw, the weights and the order.", 0, 0, int.MaxValue);
        var licence = new Option<string?>("--data-licence") { Description = "Licence and publisher of the molecules, for the manifest." };
        var device = ModelOptions.Device();
        var threads = ModelOptions.Threads();
        var command = new ExampledCommand(
            "pretrain",
            "Teach a network RDKit's descriptors of many molecules; `train --init` starts from it. No measured label is read.",
            "molscreen pretrain library.smi more.csv.gz --out pretrained --epochs 10")
        {
            files, output, epochs, batchSize, limit, seed, licence, device, threads,
        };
        command.SetAction((parsed, cancel) => Task.Run(
            () =>
            {
                var (console, folder) = (parsed.InvocationConfiguration, parsed.GetRequiredValue(output));
                var library = DescribedLibrary.Read(parsed.GetRequiredValue(files), parsed.GetValue(limit), parsed.GetValue(seed), parsed.GetValue(threads), console.Error, cancel);
                var (tasks, targets) = Pretraining.Targets(library.Descriptors, DescriptorSet.Names);
                var options = new TrainingOptions
                {
                    Name = BundleNames.Of(folder),
                    Description = $"Where training starts: {tasks.Count} of RDKit's descriptors of {library.Graphs.Count} molecules, no measured label.",
                    Tasks = tasks,
                    Arms = [ArmKind.Network],
                    TrainShare = 0.98,
                    ValidationShare = 0.01,
                    Seed = parsed.GetValue(seed),
                    Epochs = parsed.GetValue(epochs),
                    WarmupEpochs = 1,
                    BatchSize = parsed.GetValue(batchSize),
                    Device = parsed.GetRequiredValue(device),
                    Threads = parsed.GetValue(threads),
                    DataLicence = parsed.GetValue(licence) ?? "",
                    Command = CommandText.Of(parsed),
                };
                console.Output.WriteLine($"{library.Graphs.Count} different molecules of {library.Rows} rows, {library.Rejected} rows rejected; {tasks.Count} descriptors");
                var data = new TrainingData { Inputs = new MoleculeInputs(library.Graphs), Targets = targets, Rejected = library.Rejected };
                var report = TrainingRun.Train(data, options, folder, console, cancel);
                console.Output.Draw(MetricsTable.Of(report.Manifest.Metrics.Where(part => part.Key is "validation" or "test").ToDictionary()));
                console.Output.WriteLine($"bundle in {folder}");
                return ExitCode.Ok;
            },
            cancel));
        return command;
    }
}
