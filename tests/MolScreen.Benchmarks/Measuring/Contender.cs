using System.Diagnostics;

namespace MolScreen.Benchmarks.Measuring;

/// <summary>One way of doing a benchmark's work.</summary>
/// <param name="Name">As the table shows it.</param>
/// <param name="Run">Does the work once and returns how many seconds it took, start-up left out.</param>
public sealed record Contender(string Name, Func<double> Run)
{
    /// <summary>Work done in this process, timed from outside.</summary>
    public static Contender Here(string name, Action work) => new(name, () =>
    {
        var clock = Stopwatch.StartNew();
        work();
        return clock.Elapsed.TotalSeconds;
    });

    /// <summary>A whole process of the built command line, start-up and files included.</summary>
    public static Contender Molscreen(string name, params string[] arguments) => Here(name, () =>
    {
        var start = new ProcessStartInfo(Path.Combine(Testing.Repository.Root, "scripts", "molscreen"), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("molscreen did not start");
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"molscreen ended with code {process.ExitCode}: {errors.Result}");
        }
    });

    /// <summary>A Python peer that times its own loop and prints the seconds as its last line, so imports do not count.</summary>
    public static Contender Python(string name, string script, params string[] arguments) => new(name, () =>
    {
        var path = Path.Combine(Testing.Repository.Root, "tests", "MolScreen.Benchmarks", "peers", script);
        var start = new ProcessStartInfo("/usr/bin/python3", [path, .. arguments]) { RedirectStandardOutput = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("python3 did not start");
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? double.Parse(output.Trim().Split('\n')[^1])
            : throw new InvalidOperationException($"{script} ended with code {process.ExitCode}");
    });
}
