using System.CommandLine;
using MolScreen.Cli.CommandLine;
using MolScreen.Cli.Output;
using MolScreen.Contracts.Results;
using MolScreen.Store.Queries;

namespace MolScreen.Cli.Commands;

/// <summary><c>molscreen query</c>: the ranked results of a job, filtered and sorted.</summary>
public static class QueryCommand
{
    public static Command Create()
    {
        var job = new Argument<string>("job") { Description = "A job's id, the start of it, its name, or last.", DefaultValueFactory = _ => "last" };
        var where = new Option<string?>("--where", "-w") { Description = "Condition, for example \"bace.Class >= 0.7 and molecular_weight < 450\"." };
        var sort = new Option<string?>("--sort") { Description = "Field and direction, for example \"esol.log_solubility desc\"; by rank without it." };
        var top = Number.Option("--top", "Rows of the table, or of the file when given.", 20, 1, ScreeningQueries.MaxPage);
        var output = new Option<string?>("--out", "-o") { Description = "CSV to write with every column (- for standard output); all rows unless --top is given." };
        var rejected = new Option<bool>("--rejected") { Description = "List the molecules that have a reason instead of scores." };
        var database = DatabaseOption.Create();
        var command = new ExampledCommand(
            "query",
            "Read the ranked results of a screening.",
            "molscreen query last --where 'score > 0.5 and qed >= 0.4' --top 10",
            "molscreen query last --sort 'molecular_weight asc' --out ranked.csv",
            "molscreen query last --rejected")
        {
            job, where, sort, top, output, rejected, database,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            var writer = parsed.InvocationConfiguration.Output;
            var queries = ScreeningQueries.Open(DatabaseOption.Existing(parsed, database));
            var status = await queries.Named(parsed.GetRequiredValue(job), cancel);
            var (limit, limited) = (parsed.GetValue(top), parsed.GetResult(top) is { Implicit: false });
            if (parsed.GetValue(rejected))
            {
                await ListRejected(queries, status, limit, writer, cancel);
            }
            else if (parsed.GetValue(output) is { } path)
            {
                using var file = OutputFile.Open(path, writer);
                await queries.Export(status.Id, parsed.GetValue(where), parsed.GetValue(sort), limited ? limit : null, file.Writer, cancel);
                file.Commit();
            }
            else
            {
                var query = new ResultQuery(limit, 0, parsed.GetValue(sort), parsed.GetValue(where));
                var page = await queries.Ranked(status.Id, query, cancel) ?? throw new InputException($"job {status.Id} is gone");
                writer.Draw(RankedTable.Of(page));
                writer.WriteLine($"{page.Molecules.Count} of {page.Total} molecules of {status.Name} ({status.Id}, {JobsCommand.Name(status.State)})");
            }

            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task ListRejected(ScreeningQueries queries, JobStatus status, int limit, TextWriter writer, CancellationToken cancel)
    {
        var page = await queries.Rejected(status.Id, limit, 0, cancel) ?? throw new InputException($"job {status.Id} is gone");
        var table = Tables.With(">row", "id", "reason", "detail");
        foreach (var row in page.Molecules)
        {
            table.Add($"{row.Index + 1}", row.Id, row.Reason, row.Detail);
        }

        writer.Draw(table);
        writer.WriteLine($"{page.Molecules.Count} of {page.Total} rejected molecules of {status.Name} ({status.Id})");
    }
}
