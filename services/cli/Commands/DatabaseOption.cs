using System.CommandLine;
using MolScreen.Cli.CommandLine;

namespace MolScreen.Cli.Commands;

/// <summary><c>--db</c>: where screenings are kept.</summary>
internal static class DatabaseOption
{
    public static Option<string> Create() => new("--db")
    {
        Description = "Database of screenings.",
        DefaultValueFactory = _ => "screening.db",
    };

    /// <summary>The database that is there to be read.</summary>
    public static string Existing(ParseResult parsed, Option<string> option)
    {
        var path = parsed.GetRequiredValue(option);
        return File.Exists(path) ? path : throw new InputException($"{path}: no such database; run molscreen screen first, or name one with --db");
    }
}
