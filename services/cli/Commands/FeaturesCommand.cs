using System.CommandLine;
using MolScreen.Chemistry;
using MolScreen.Chemistry.Input;
using MolScreen.Cli.CommandLine;
using MolScreen.Cli.Features;
using MolScreen.Cli.Molecules;

namespace MolScreen.Cli.Commands;

/// <summary><c>molscreen features</c>: exactly what the networks see of a molecule.</summary>
public static class FeaturesCommand
{
    public static Command Create()
    {
        var molecules = MoleculeInput.Argument();
        var json = new Option<bool>("--json") { Description = "One JSON object a line: smiles, V, E, edge_index, rev_edge_index." };
        var standardize = new Option<bool>("--standardize") { Description = "Standardize first, as predictions do; without it molecules are taken as written." };
        var layout = new Option<string>("--layout") { Description = "Which features: those of chemprop 2 (72 an atom) or 1 (133 an atom).", DefaultValueFactory = _ => FeatureLayout.ChempropV2.Name };
        layout.AcceptOnlyFromAmong([.. FeatureLayout.All.Select(known => known.Name)]);
        var command = new ExampledCommand(
            "features",
            "Print the exact atom and bond feature vectors.",
            "molscreen features 'CC(=O)Nc1ccc(O)cc1'",
            "molscreen features library.smi --json > features.jsonl",
            "molscreen features ligand.mol",
            "molscreen features CCO --layout chemprop-v1")
        {
            molecules, json, standardize, layout,
        };
        command.SetAction((parsed, cancel) =>
        {
            Run(
                parsed.GetRequiredValue(molecules),
                parsed.GetValue(json),
                new ProcessingOptions
                {
                    Standardize = parsed.GetValue(standardize),
                    MaxHeavyAtoms = ProcessingOptions.HighestMaxHeavyAtoms,
                    Layout = FeatureLayout.All.First(known => known.Name == parsed.GetValue(layout)),
                },
                parsed.InvocationConfiguration.Output,
                cancel);
            return Task.FromResult(ExitCode.Ok);
        });
        return command;
    }

    private static void Run(string molecules, bool json, ProcessingOptions options, TextWriter output, CancellationToken cancel)
    {
        foreach (var row in MoleculeInput.Process(molecules, new MoleculeFileOptions(), MoleculeParts.Graph, options, cancel))
        {
            if (row.Error is { } error)
            {
                output.WriteLine(json ? FeatureLines.JsonError(row.Smiles, error) : $"row {row.Record.Row}: {error}");
            }
            else
            {
                Write(output, json, row.Smiles, options.Layout.Expand(row.Batch.Graphs!, row.Accepted), options.Layout);
            }
        }
    }

    private static void Write(TextWriter output, bool json, string smiles, MoleculeFeatures features, FeatureLayout layout)
    {
        if (json)
        {
            output.WriteLine(FeatureLines.Json(smiles, features));
        }
        else
        {
            FeatureLines.WriteText(output, smiles, features, layout);
        }
    }
}
