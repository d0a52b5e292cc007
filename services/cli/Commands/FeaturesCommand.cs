using System.CommandLine;
using MolScreen.Chemistry;
using MolScreen.Chemistry.Input;
using MolScreen.Cli.CommandLine;
using MolScreen.Cli.Features;

namespace MolScreen.Cli.Commands;

/// <summary><c>molscreen features</c>: exactly what the networks see of a molecule.</summary>
public static class FeaturesCommand
{
    private const int ChunkSize = 256;

    public static Command Create()
    {
        var molecules = new Argument<string>("molecules") { Description = "A SMILES, or a file of molecules (- reads standard input)." };
        var json = new Option<bool>("--json") { Description = "One JSON object a line: smiles, V, E, edge_index, rev_edge_index." };
        var standardize = new Option<bool>("--standardize") { Description = "Standardize first, as predictions do; without it molecules are taken as written." };
        var command = new ExampledCommand(
            "features",
            "Print the exact atom and bond feature vectors (layout chemprop-v2).",
            "molscreen features 'CC(=O)Nc1ccc(O)cc1'",
            "molscreen features library.smi --json > features.jsonl")
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
        if (molecules != "-" && !File.Exists(molecules))
        {
            var single = MoleculeProcessor.Process([molecules], MoleculeParts.Graph, options, cancel);
            if (single.Accepted.Length == 0)
            {
                throw new InputException($"{molecules}: not a file, and not a SMILES. {single.Messages[0]}");
            }

            Write(output, json, molecules, FeatureLayout.ChempropV2.Expand(single.Graphs!, 0));
            return;
        }

        foreach (var records in MoleculeFile.Read(molecules).Chunk(ChunkSize))
        {
            var batch = MoleculeProcessor.Process([.. records.Select(r => r.Error is null ? r.Text : "")], MoleculeParts.Graph, options, cancel);
            var accepted = 0;
            for (var i = 0; i < records.Length; i++)
            {
                if (batch.Status[i] == MoleculeStatus.Ok)
                {
                    Write(output, json, records[i].Text, FeatureLayout.ChempropV2.Expand(batch.Graphs!, accepted++));
                    continue;
                }

                var error = records[i].Error ?? batch.Status[i].ReasonCode();
                output.WriteLine(json ? FeatureLines.JsonError(records[i].Text, error) : $"row {records[i].Row}: {error}");
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
