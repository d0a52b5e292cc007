using System.CommandLine;
using System.Globalization;
using MolScreen.Cli.CommandLine;
using MolScreen.Cli.Output;
using MolScreen.Contracts.Results;
using MolScreen.Store.Queries;

namespace MolScreen.Cli.Commands;

/// <summary><c>molscreen jobs</c>: the screenings of a database.</summary>
public static class JobsCommand
{
    public static Command Create()
    {
        var database = DatabaseOption.Create();
        var command = new ExampledCommand("jobs", "List the screenings of a database, the newest first.", "molscreen jobs --db screening.db") { database };
        command.SetAction(async (parsed, cancel) =>
        {
            var jobs = await ScreeningQueries.Open(DatabaseOption.Existing(parsed, database)).Jobs(cancel);
            var table = Tables.With("id", "name", "state", ">molecules", ">scored", ">rejected", ">routes", "created (UTC)");
            foreach (var job in jobs)
            {
                table.Add(
                    job.Id.ToString(),
                    job.Name,
                    Name(job.State),
                    Count(job.Molecules),
                    Count(job.Scored),
                    Count(job.Rejected),
                    $"{job.RoutesFound} of {job.RoutesRequested}",
                    job.Created.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));
            }

            parsed.InvocationConfiguration.Output.Draw(table);
            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>A state as the REST API names it.</summary>
    internal static string Name(JobState state) => state.ToString().ToLowerInvariant();

    private static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
