using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace MolScreen.Testing;

/// <summary>The distribution's Python, which has RDKit: an oracle that is asked while a test runs.</summary>
public static class Python
{
    /// <summary>Gives a script lines on standard input and reads one JSON object a line from its standard output.</summary>
    public static async Task<List<T>> Answers<T>(IEnumerable<string> lines, params string[] script) =>
        (await Lines(lines, script)).ConvertAll(line => JsonSerializer.Deserialize<T>(line)!);

    /// <summary>Gives a script lines on standard input (<c>/dev/stdin</c>, for one that takes a file) and reads its standard output.</summary>
    /// <param name="lines">Written one a line.</param>
    /// <param name="script">Name within <c>scripts/oracles/</c>, and its arguments.</param>
    /// <exception cref="InvalidOperationException">The script failed; the message holds what it wrote to standard error.</exception>
    public static async Task<List<string>> Lines(IEnumerable<string> lines, params string[] script)
    {
        var start = new ProcessStartInfo("/usr/bin/python3", [Path.Combine(Repository.Root, "scripts", "oracles", script[0]), .. script[1..]])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        start.Environment.Remove("LD_PRELOAD"); // what scripts/sanitize loads into this process is not for the script's
        using var python = Process.Start(start)!;
        var errors = python.StandardError.ReadToEndAsync();
        var writing = Task.Run(() => Write(python.StandardInput, lines));
        var answers = new List<string>();
        while (await python.StandardOutput.ReadLineAsync() is { } line)
        {
            answers.Add(line);
        }

        await python.WaitForExitAsync();
        if (python.ExitCode != 0)
        {
            throw new InvalidOperationException($"{script[0]} ended with code {python.ExitCode}: {await errors}");
        }

        await writing;
        return answers;
    }

    private static void Write(StreamWriter input, IEnumerable<string> lines)
    {
        using (input)
        {
            foreach (var line in lines)
            {
                input.Write(line + "\n");
            }
        }
    }
}
