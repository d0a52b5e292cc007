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
        var command = new ExampledCommand(
            "features",
            "Print the exact atom and bond feature vectors (layout chemprop-v2).",
            "molscreen features 'CC(=O)Nc1ccc(O)cc1'",
            "molscreen features library.smi --json > features.jsonl",
            "molscreen features ligand.mol")
        {
            molecules, json, standardize,
        };
        command.SetAction((parsed, cancel) =>
        {
            Run(
                parsed.GetRequiredValue(molecules),
                parsed.GetValue(json),
                new ProcessingOptions { Standardize = parsed.GetValue(standardize), MaxHeavyAtoms = ProcessingOptions.HighestMaxHeavyAtoms },
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
                Write(output, json, row.Smiles, FeatureLayout.ChempropV2.Expand(row.Batch.Graphs!, row.Accepted));
            }
        }
    }

    private static void Write(TextWriter output, bool json, string smiles, MoleculeFeatures features)
    {
        if (json)
        {
            output.WriteLine(FeatureLines.Json(smiles, features));
        }
        else
        {
            FeatureLines.WriteText(output, smiles, features);
        }
    }
}
