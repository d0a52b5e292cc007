using System.Diagnostics;
using System.Text;

namespace MolScreen.Testing;

/// <summary>A program started by a test, with all it writes kept for the message of a failing test. Disposing kills it.</summary>
public sealed class ChildProcess : IDisposable
{
    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly StringBuilder everything = new();

    /// <summary>Starts a program in the checkout's root.</summary>
    public ChildProcess(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Keep(line.Data, output);
        process.ErrorDataReceived += (_, line) => Keep(line.Data, null);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Standard output so far.</summary>
    public string Output => Read(output);

    /// <summary>Standard output and error so far, in order of arrival.</summary>
    public string Everything => Read(everything);

    /// <summary>The process id.</summary>
    public int Id => process.Id;

    /// <summary>Whether it is over.</summary>
    public bool HasExited => process.HasExited;

    /// <summary>Waits for its end.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="TimeoutException">It did not end; the message shows what it wrote.</exception>
    public async Task<int> Exit(TimeSpan limit)
    {
        try
        {
            await process.WaitForExitAsync().WaitAsync(limit);
            return process.ExitCode;
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"{process.StartInfo.FileName} {string.Join(' ', process.StartInfo.ArgumentList)} did not end:\n{Everything}");
        }
    }

    /// <summary>Ends it at once (SIGKILL), alone: its children live on.</summary>
    public void Kill()
    {
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit();
        }
    }

    /// <summary>Sends a signal such as <c>TERM</c> or <c>INT</c>.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{process.Id}"]);
        kill.WaitForExit();
    }

    public void Dispose()
    {
        Kill();
        process.Dispose();
    }

    private void Keep(string? line, StringBuilder? also)
    {
        if (line is not null)
        {
            lock (everything)
            {
                everything.AppendLine(line);
                also?.AppendLine(line);
            }
        }
    }

    private string Read(StringBuilder text)
    {
        lock (everything)
        {
            return text.ToString();
        }
    }
}
