using System.CommandLine;
using MolScreen.Cli.CommandLine;
using MolScreen.Cli.Screening;
using MolScreen.Store.Queries;

namespace MolScreen.Cli.Commands;

/// <summary><c>molscreen screen</c>: a library in, a ranking with routes out, all services in this process.</summary>
public static class ScreenCommand
{
    public static Command Create()
    {
        var library = new Argument<string>("library") { Description = "File of molecules: SMILES, CSV, TSV, SD or MOL, gzipped or not; - for standard input." };
        var job = new Option<string?>("--job") { Description = "Job file (YAML): models with weights and desirabilities, property filters, routes." };
        var models = new Option<string?>("--models") { Description = "Instead of a job file: models, comma-separated, each over its whole range; all without it." };
        var top = Number.Option("--top", "Molecules of the table.", 20, 1, ScreeningQueries.MaxPage);
        var routes = Number.Option("--routes", "Best molecules that get synthesis routes; the job file's number without it.", 3, 0, 10_000);
        var output = new Option<string?>("--out", "-o") { Description = "CSV to write with every scored molecule (- for standard output)." };
        var database = DatabaseOption.Create();
        var columns = new ColumnOptions();
        var command = new ExampledCommand(
            "screen",
            "Screen a library: score, rank, and plan syntheses for the best. Interrupted, the same command goes on where it stopped.",
            "molscreen screen library.smi --models bace,esol --routes 5 --out ranked.csv",
            "molscreen screen library.csv.gz --job job.yaml --db project.db")
        {
            library, job, models, top, routes, output, database, columns.Smiles, columns.Id,
        };
        command.SetAction((parsed, cancel) =>
        {
            var request = new ScreeningRequest
            {
                Library = parsed.GetRequiredValue(library),
                JobFile = parsed.GetValue(job),
                Models = parsed.GetValue(models)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
                Top = parsed.GetValue(top),
                Routes = parsed.GetResult(routes) is { Implicit: false } ? parsed.GetValue(routes) : null,
                Output = parsed.GetValue(output),
                Database = parsed.GetRequiredValue(database),
                Columns = columns.Of(parsed),
            };
            return new ScreeningRun(request, parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error).Run(cancel);
        });
        return command;
    }
}
