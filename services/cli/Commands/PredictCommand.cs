using System.CommandLine;
using MolScreen.Chemistry.Input;
using MolScreen.Cli.CommandLine;
using MolScreen.Cli.Output;
using MolScreen.Cli.Predicting;

namespace MolScreen.Cli.Commands;

/// <summary><c>molscreen predict</c>: one model over a library.</summary>
public static class PredictCommand
{
    public static Command Create()
    {
        var library = new Argument<string>("library") { Description = "SMILES, CSV, TSV, SD or MOL file, also gzipped (- reads standard input)." };
        var model = new Option<string>("--model", "-m") { Description = "Name or folder of a model bundle.", Required = true };
        var output = new Option<string?>("--out", "-o") { Description = "CSV to write; standard output without it." };
        var columns = new ColumnOptions();
        var device = ModelOptions.Device();
        var threads = ModelOptions.Threads();
        var command = new ExampledCommand(
            "predict",
            "Predict with one model: rows out are rows in, in the same order, an error column says why a row has no value. Of a classification, TASK_classes says which classes cannot be excluded at 90 % confidence: 0, 1, \"0 or 1\" (the model does not tell) or neither (the molecule is unlike both).",
            "molscreen predict library.smi --model esol --out predictions.csv",
            "molscreen predict vendor.csv.gz --model models/bundles/bace --smiles-column structure",
            "molscreen predict vendor.sdf.gz --model esol --out predictions.csv")
        {
            library, model, output, columns.Smiles, columns.Id, device, threads,
        };
        command.SetAction((parsed, cancel) => Task.Run(
            () =>
            {
                var error = parsed.InvocationConfiguration.Error;
                using var predictor = ModelOptions.Open(parsed.GetRequiredValue(model), parsed.GetRequiredValue(device), parsed.GetValue(threads));
                var records = MoleculeFile.Read(parsed.GetRequiredValue(library), columns.Of(parsed));
                using var file = OutputFile.Open(parsed.GetValue(output), parsed.InvocationConfiguration.Output);
                using var progress = new Progress(error, "molecules");
                var prediction = new LibraryPrediction(predictor, parsed.GetValue(threads));
                var (rows, rejected) = prediction.Write(records, file.Writer, progress, cancel);
                file.Commit();
                if (rejected > 0)
                {
                    progress.Dispose();
                    error.WriteLine($"molscreen: {rejected} of {rows} rows could not be predicted; see their error column");
                }

                return ExitCode.Ok;
            },
            cancel));
        return command;
    }
}
