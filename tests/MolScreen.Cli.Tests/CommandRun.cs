using MolScreen.Cli.CommandLine;

namespace MolScreen.Cli.Tests;

/// <summary>What one command line, run inside the test process, said and returned.</summary>
/// <param name="Code">Exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
public sealed record CommandRun(int Code, string Output, string Error)
{
    /// <summary>Lines of standard output.</summary>
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Runs <c>molscreen</c> with these arguments.</summary>
    public static async Task<CommandRun> Of(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await Invocation.Run(Program.Commands(), args, output, error);
        return new CommandRun(code, output.ToString(), error.ToString());
    }
}
