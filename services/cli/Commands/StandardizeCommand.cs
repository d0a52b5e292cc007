using System.CommandLine;
using MolScreen.Chemistry;
using MolScreen.Cli.CommandLine;
using MolScreen.Cli.Molecules;
using MolScreen.Cli.Output;
using MolScreen.Cli.Standardizing;

namespace MolScreen.Cli.Commands;

/// <summary><c>molscreen standardize</c>: molecules in standard form, with what was done to each.</summary>
public static class StandardizeCommand
{
    public static Command Create()
    {
        var molecules = MoleculeInput.Argument();
        var columns = new ColumnOptions();
        var path = new Option<string?>("--out") { Description = "CSV file to write; standard output without it." };
        var tautomer = new Option<bool>("--tautomer") { Description = "Take the canonical tautomer too; slow." };
        var seconds = Number.Option("--tautomer-seconds", "Time for the tautomers of one molecule, which keeps its form when it needs longer.", 1.0, 0.001, 3600);
        var inchiKey = new Option<bool>("--inchikey") { Description = "Add the standard InChIKey; needs libinchi." };
        var json = new Option<bool>("--json") { Description = "One JSON object a line instead of CSV." };
        var command = new ExampledCommand(
            "standardize",
            "Bring molecules into standard form and say what each step did (recipe " + StandardizationRecipe.Version + ").",
            "molscreen standardize 'CC(=O)[O-].[Na+]'",
            "molscreen standardize library.smi --inchikey --out standard.csv",
            "molscreen standardize library.csv --tautomer --tautomer-seconds 5 --json > standard.jsonl")
        {
            molecules, path, tautomer, seconds, inchiKey, json, columns.Smiles, columns.Id,
        };
        command.SetAction((parsed, cancel) =>
        {
            var options = new ProcessingOptions
            {
                MaxHeavyAtoms = ProcessingOptions.HighestMaxHeavyAtoms,
                Tautomer = parsed.GetValue(tautomer),
                TautomerTimeLimit = TimeSpan.FromSeconds(parsed.GetValue(seconds)),
            };
            var parts = MoleculeParts.Smiles | MoleculeParts.Standardization | (parsed.GetValue(inchiKey) ? MoleculeParts.Inchi : MoleculeParts.None);
            var given = parsed.GetRequiredValue(molecules);
            var rows = MoleculeInput.Process(given, columns.Of(parsed), parts, options, cancel);
            using var output = OutputFile.Open(parsed.GetValue(path), parsed.InvocationConfiguration.Output);
            if (MoleculeInput.IsText(given) && parsed.GetValue(path) is null && !parsed.GetValue(json))
            {
                WriteReport(output.Writer, rows.Single(), options.Tautomer);
            }
            else
            {
                WriteRows(new StandardizationRows(output.Writer, parsed.GetValue(json), parsed.GetValue(inchiKey)), rows);
            }

            output.Commit();
            return Task.FromResult(ExitCode.Ok);
        });
        return command;
    }

    private static void WriteReport(TextWriter output, ProcessedRow row, bool tautomer) =>
        StandardizationText.Write(
            output,
            row.Smiles,
            row.Batch.Smiles![row.Accepted],
            row.Batch.InchiKeys?[row.Accepted],
            row.Batch.Standardization![row.Accepted],
            tautomer);

    private static void WriteRows(StandardizationRows output, IEnumerable<ProcessedRow> rows)
    {
        output.WriteHeader();
        foreach (var row in rows)
        {
            output.Write(row);
        }
    }
}
