using System.CommandLine;
using MolScreen.Chemistry;
using MolScreen.Chemistry.Alerts;
using MolScreen.Chemistry.Input;
using MolScreen.Cli.Alerts;
using MolScreen.Cli.CommandLine;
using MolScreen.Cli.Molecules;
using MolScreen.Cli.Output;

namespace MolScreen.Cli.Commands;

/// <summary><c>molscreen alerts</c>: structural alerts of molecules.</summary>
public static class AlertsCommand
{
    public static Command Create()
    {
        var molecules = MoleculeInput.Argument();
        var catalogs = new Option<string>("--catalogs") { Description = "Of pains, pains_a, pains_b, pains_c, brenk, nih, zinc, separated by commas; all of them without it.", DefaultValueFactory = _ => "all" };
        var json = new Option<bool>("--json") { Description = "One JSON object a line, with the atoms of every match, counted from 0 as in its smiles." };
        var asWritten = new Option<bool>("--as-written") { Description = "Take molecules as written; without it they are standardized first, as predictions do." };
        var output = new Option<string?>("--out", "-o") { Description = "File to write; standard output without it." };
        var columns = new ColumnOptions();
        var command = new ExampledCommand(
            "alerts",
            "Structural alerts (PAINS, BRENK, NIH, ZINC): rows out are rows in, with their number and the names in each catalog.",
            "molscreen alerts 'O=C1C=CC(=O)C=C1'",
            "molscreen alerts library.smi --catalogs pains,brenk --out alerts.csv",
            "molscreen alerts library.csv.gz --json > alerts.jsonl")
        {
            molecules, catalogs, json, asWritten, output, columns.Smiles, columns.Id,
        };
        command.SetAction((parsed, cancel) => Task.Run(
            () =>
            {
                var options = new ProcessingOptions { AlertCatalogs = CatalogNames.Parse(parsed.GetRequiredValue(catalogs)), Standardize = !parsed.GetValue(asWritten) };
                var parts = MoleculeParts.Alerts | (options.Standardize ? MoleculeParts.Smiles : MoleculeParts.None);
                var rows = MoleculeInput.Process(parsed.GetRequiredValue(molecules), columns.Of(parsed), parts, options, cancel);
                using var file = OutputFile.Open(parsed.GetValue(output), parsed.InvocationConfiguration.Output);
                Write(rows, file.Writer, options.AlertCatalogs, parsed.GetValue(json));
                file.Commit();
                return ExitCode.Ok;
            },
            cancel));
        return command;
    }

    private static void Write(IEnumerable<ProcessedRow> rows, TextWriter writer, AlertCatalogs catalogs, bool json)
    {
        if (!json)
        {
            AlertRows.WriteHeader(writer, catalogs);
        }

        MoleculeBatch? batch = null;
        IEnumerator<IReadOnlyList<AlertMatch>>? alerts = null;
        foreach (var row in rows)
        {
            if (!ReferenceEquals(batch, row.Batch))
            {
                batch = row.Batch;
                alerts = batch.Alerts!.ByMolecule().GetEnumerator();
            }

            IReadOnlyList<AlertMatch>? found = null;
            if (row.Error is null)
            {
                alerts!.MoveNext();
                found = alerts.Current;
            }

            var smiles = row.Error is null && batch.Smiles is { } standard ? standard[row.Accepted] : row.Smiles;
            if (json)
            {
                AlertRows.WriteJson(writer, row, smiles, found);
            }
            else
            {
                AlertRows.WriteRow(writer, row, smiles, found, catalogs);
            }
        }
    }
}
