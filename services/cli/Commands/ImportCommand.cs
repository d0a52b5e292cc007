using System.CommandLine;
using MolScreen.Chemistry;
using MolScreen.Cli.CommandLine;
using MolScreen.Gnn;
using MolScreen.Gnn.Import;

namespace MolScreen.Cli.Commands;

/// <summary><c>molscreen import</c>: models that were trained elsewhere.</summary>
public static class ImportCommand
{
    public static Command Create() => new("import", "Make a model bundle of a model that was trained elsewhere.") { Chemprop() };

    private static ExampledCommand Chemprop()
    {
        var weights = new Argument<string[]>("weights") { Description = "Safetensors files with chemprop's parameter names; several are the networks of an ensemble, averaged.", Arity = ArgumentArity.OneOrMore };
        var config = new Option<string>("--config") { Description = "The model's JSON; models/gnn/CHEMPROP.md describes it, scripts/export-chemprop writes it.", Required = true };
        var output = new Option<string>("--out", "-o") { Description = "Folder of the bundle to make.", Required = true };
        var name = new Option<string?>("--name") { Description = "Name of the model; the folder's name without it." };
        var description = new Option<string?>("--description") { Description = "One sentence on what the model predicts." };
        var unit = new Option<string?>("--unit") { Description = "Unit of a regression's values, for example \"log mol/L\"." };
        var better = new Option<string?>("--better") { Description = "Which end of the scale is wanted: higher or lower." };
        better.AcceptOnlyFromAmong("higher", "lower");
        var minimum = new Option<double?>("--minimum") { Description = "Least possible value of a regression; predictions below become it. Screening needs both ends." };
        var maximum = new Option<double?>("--maximum") { Description = "Greatest possible value of a regression; predictions above become it." };
        var licence = new Option<string?>("--licence") { Description = "Licence of the weights, for the manifest." };
        var standardize = new Option<bool>("--standardize") { Description = "Give it molecules in standard form, so that screen and services take it; without it molecules are taken as written, and predictions are chemprop's." };
        var command = new ExampledCommand(
            "chemprop",
            "Make a model bundle of weights and configuration of chemprop 1 or 2.",
            "molscreen import chemprop lipo.safetensors --config lipo.json --out models/bundles/lipo",
            "molscreen import chemprop lipo-0.safetensors lipo-1.safetensors --config lipo.json --out lipo --better lower --minimum -2 --maximum 5 --standardize")
        {
            weights, config, output, name, description, unit, better, minimum, maximum, licence, standardize,
        };
        command.SetAction(parsed =>
        {
            var folder = parsed.GetRequiredValue(output);
            var options = new ChempropImportOptions
            {
                Name = parsed.GetValue(name) ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))),
                Description = parsed.GetValue(description) ?? "",
                Unit = parsed.GetValue(unit) ?? "",
                HigherIsBetter = parsed.GetValue(better) switch { "higher" => true, "lower" => false, _ => null },
                Minimum = parsed.GetValue(minimum),
                Maximum = parsed.GetValue(maximum),
                Licence = parsed.GetValue(licence) ?? "",
                Standardize = parsed.GetValue(standardize),
                Command = "molscreen " + string.Join(' ', parsed.Tokens.Select(token => token.Value)),
            };
            BundleManifest manifest;
            try
            {
                manifest = ChempropImport.Import(parsed.GetRequiredValue(weights), parsed.GetRequiredValue(config), DescriptorSet.Names, folder, options);
            }
            catch (ArgumentException e)
            {
                throw new InputException(e.Message, e);
            }

            var writer = parsed.InvocationConfiguration.Output;
            writer.WriteLine($"{folder}: {manifest.Weights.Count} network(s) of {string.Join(", ", manifest.Tasks.Select(task => task.Name))}, features {manifest.FeatureLayout}, {manifest.Descriptors.Count} descriptors, standardization {manifest.Standardization}");
            if (manifest is { FeatureLayout: Gnn.FeatureLayout.ChempropV1, Architecture.Bias: true })
            {
                writer.WriteLine("chemprop 1 lets the bias of messages leak from the padding of a batch into its smaller molecules; here it does not, so predictions may differ");
            }

            return ExitCode.Ok;
        });
        return command;
    }
}
