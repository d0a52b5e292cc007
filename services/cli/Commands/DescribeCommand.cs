using System.CommandLine;
using MolScreen.Chemistry;
using MolScreen.Cli.CommandLine;
using MolScreen.Cli.Describing;
using MolScreen.Cli.Molecules;
using MolScreen.Cli.Output;

namespace MolScreen.Cli.Commands;

/// <summary><c>molscreen describe</c>: descriptors, synthetic accessibility and rules of drug-likeness.</summary>
public static class DescribeCommand
{
    public static Command Create()
    {
        var molecules = MoleculeInput.Argument();
        var output = new Option<string?>("--out", "-o") { Description = "File to write; standard output without it." };
        var descriptors = new Option<string?>("--descriptors") { Description = "all, or names of RDKit's descriptors separated by commas." };
        var sa = new Option<bool>("--sa") { Description = "The synthetic accessibility score, 1 (easy) to 10 (hard)." };
        var rules = new Option<bool>("--rules") { Description = "Violations of the rules of Lipinski, Veber, Egan, Ghose, for leads and for fragments." };
        var json = new Option<bool>("--json") { Description = "One JSON object a line instead of CSV." };
        var asWritten = new Option<bool>("--as-written") { Description = "Take molecules as written: keep salts and charges." };
        var threads = ModelOptions.Threads();
        var columns = new ColumnOptions();
        var command = new ExampledCommand(
            "describe",
            "Compute descriptors (RDKit's 208), the synthetic accessibility score and rules of drug-likeness; without options a small set of them.",
            "molscreen describe 'CC(=O)Nc1ccc(O)cc1'",
            "molscreen describe library.smi --descriptors all --out descriptors.csv",
            "molscreen describe vendor.csv.gz --descriptors MolWt,MolLogP,TPSA --sa --rules --json")
        {
            molecules, output, descriptors, sa, rules, json, asWritten, columns.Smiles, columns.Id, threads,
        };
        command.SetAction((parsed, cancel) => Task.Run(
            () =>
            {
                var error = parsed.InvocationConfiguration.Error;
                var asked = DescriptionColumns.Of(parsed.GetValue(descriptors), parsed.GetValue(sa), parsed.GetValue(rules));
                var options = new ProcessingOptions { Standardize = !parsed.GetValue(asWritten), Threads = parsed.GetValue(threads) };
                var name = parsed.GetRequiredValue(molecules);
                var rows = MoleculeInput.Process(name, columns.Of(parsed), asked.Parts, options, cancel);
                using var file = OutputFile.Open(parsed.GetValue(output), parsed.InvocationConfiguration.Output);
                using var progress = new Progress(error, "molecules");
                var form = parsed.GetValue(json) ? Form.Json : IsText(name) && parsed.GetValue(output) is null ? Form.Table : Form.Csv;
                var (count, rejected) = Write(rows, new DescriptionWriter(file.Writer, asked), form, progress);
                file.Commit();
                if (rejected > 0)
                {
                    progress.Dispose();
                    error.WriteLine($"molscreen: {rejected} of {count} rows could not be described; see their error column");
                }

                return ExitCode.Ok;
            },
            cancel));
        return command;
    }

    private enum Form
    {
        Csv,
        Json,
        Table,
    }

    private static bool IsText(string molecules) => molecules != "-" && !File.Exists(molecules);

    private static (long Rows, long Rejected) Write(
        IEnumerable<ProcessedRow> rows, DescriptionWriter writer, Form form, Progress progress)
    {
        var (count, rejected) = (0L, 0L);
        if (form == Form.Csv)
        {
            writer.WriteHeader();
        }

        Action<ProcessedRow> write = form switch
        {
            Form.Json => writer.WriteJson,
            Form.Table => writer.WriteTable,
            _ => writer.WriteRow,
        };
        foreach (var row in rows)
        {
            write(row);
            rejected += row.Error is null ? 0 : 1;
            progress.Report(++count);
        }

        return (count, rejected);
    }
}
