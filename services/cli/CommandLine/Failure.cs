using MolScreen.Chemistry;
using MolScreen.Chemistry.Input;
using MolScreen.Chemistry.Search;
using MolScreen.Gateway.Jobs;
using MolScreen.Gnn;
using MolScreen.Hosting.Settings;
using MolScreen.Retro;
using MolScreen.Store;
using MolScreen.Store.Database;

namespace MolScreen.Cli.CommandLine;

/// <summary>The one place where an error becomes a sentence and an exit code.</summary>
/// <param name="Sentence">For standard error; null when nothing need be said.</param>
/// <param name="Code">An <see cref="ExitCode"/>.</param>
public sealed record Failure(string? Sentence, int Code)
{
    /// <summary>Says what an error means to the user; an error of no known kind is a bug and is shown whole.</summary>
    public static Failure Of(Exception error) => error switch
    {
        OperationCanceledException => new("interrupted", ExitCode.Interrupted),
        AggregateException { InnerExceptions: [var first, ..] } => Of(first),
        InputException or MoleculeFileException or BundleException or RetroException or JobFileException
            or QueryException or IndexException or ScreeningRequestException or DatabaseException or SettingsException => new(error.Message, ExitCode.BadInput),
        ChemistryException => new(error.Message, ExitCode.Failed),
        FileNotFoundException { FileName: { } file } => new($"{file}: no such file", ExitCode.BadInput),
        DirectoryNotFoundException or UnauthorizedAccessException => new(error.Message, ExitCode.BadInput),
        DllNotFoundException => new($"{error.Message} (`molscreen doctor` says what to install)", ExitCode.Failed),
        IOException => new(error.Message, ExitCode.Failed),
        _ => new($"internal error, please report it: {error}", ExitCode.Failed),
    };
}
