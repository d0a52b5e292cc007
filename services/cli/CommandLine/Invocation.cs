using System.CommandLine;

namespace MolScreen.Cli.CommandLine;

/// <summary>Parses, runs, and turns what went wrong into one sentence and an exit code.</summary>
public static class Invocation
{
    /// <summary>Runs a command line; commands write to these two writers only.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static async Task<int> Run(
        RootCommand root,
        IReadOnlyList<string> args,
        TextWriter output,
        TextWriter error,
        CancellationToken cancel = default)
    {
        ExampleHelp.Use(root);
        var parsed = root.Parse(args.Count == 0 ? ["--help"] : args);
        if (parsed.Errors.Count > 0)
        {
            var name = string.Join(' ', CommandNames(parsed.CommandResult));
            await error.WriteLineAsync($"molscreen: {parsed.Errors[0].Message} (see `{name} --help`)");
            return ExitCode.BadInput;
        }

        var configuration = new InvocationConfiguration
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = TimeSpan.FromSeconds(30),
        };
        try
        {
            return await parsed.InvokeAsync(configuration, cancel);
        }
        catch (Exception e) when (Failure.Of(e) is { } failure)
        {
            await error.WriteLineAsync($"molscreen: {failure.Sentence}");
            return failure.Code;
        }
    }

    private static Stack<string> CommandNames(System.CommandLine.Parsing.SymbolResult? result)
    {
        var names = new Stack<string>();
        for (; result is System.CommandLine.Parsing.CommandResult command; result = command.Parent)
        {
            names.Push(command.Command is RootCommand ? "molscreen" : command.Command.Name);
        }

        return names;
    }
}
