using System.Diagnostics;
using MolScreen.Testing;

namespace MolScreen.Benchmarks.Accuracy;

/// <summary>The command line as a process.</summary>
internal static class MolscreenRun
{
    /// <summary>Runs <c>scripts/molscreen</c>, or the program that MOLSCREEN names.</summary>
    /// <returns>What it wrote.</returns>
    /// <exception cref="InvalidOperationException">It failed; with all it said.</exception>
    public static string Of(TextWriter log, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("MOLSCREEN") ?? Path.Combine(Repository.Root, "scripts", "molscreen"), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        log.WriteLine($"molscreen {string.Join(' ', arguments)}");
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output.Result
            : throw new InvalidOperationException($"molscreen {arguments[0]} ended with {process.ExitCode}: {error}{output.Result}");
    }
}
