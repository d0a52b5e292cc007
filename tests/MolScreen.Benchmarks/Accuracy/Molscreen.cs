using System.Diagnostics;
using MolScreen.Testing;

namespace MolScreen.Benchmarks.Accuracy;

/// <summary>Runs the command line, as a user does.</summary>
internal static class Molscreen
{
    /// <summary>Runs a command to its end.</summary>
    /// <param name="arguments">Command and options.</param>
    /// <param name="folder">Where; the current folder without.</param>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static void Run(IReadOnlyList<string> arguments, string? folder = null)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("MOLSCREEN") ?? Path.Combine(Repository.Root, "scripts", "molscreen"), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "",
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"molscreen {string.Join(' ', arguments)} ended with {process.ExitCode}: {error}{output.Result}");
        }
    }
}
