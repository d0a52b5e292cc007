using System.Text;
using MolScreen.Cli.CommandLine;

namespace MolScreen.Cli.Output;

/// <summary>
/// A file that is either written whole or not at all: it grows under a temporary name beside the target and takes the
/// target's name on <see cref="Commit"/>. Without a path it is standard output.
/// </summary>
internal sealed class OutputFile : IDisposable
{
    private readonly string? _path;
    private readonly string? _temporary;
    private bool _committed;

    private OutputFile(string? path, string? temporary, TextWriter writer)
    {
        _path = path;
        _temporary = temporary;
        Writer = writer;
    }

    /// <summary>Where to write.</summary>
    public TextWriter Writer { get; }

    /// <summary>Opens the temporary file, so that a folder that cannot be written is told before any work starts.</summary>
    /// <exception cref="InputException">The file cannot be made there.</exception>
    public static OutputFile Open(string? path, TextWriter standardOutput)
    {
        if (path is null or "-")
        {
            return new OutputFile(null, null, ReferenceEquals(standardOutput, Console.Out) ? Buffered() : standardOutput);
        }

        if (Directory.Exists(path))
        {
            throw new InputException($"{path}: is a folder, not a file");
        }

        var full = Path.GetFullPath(path);
        var temporary = $"{full}.{Environment.ProcessId}.part";
        try
        {
            return new OutputFile(full, temporary, new StreamWriter(temporary, append: false, new UTF8Encoding(false), 1 << 16));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be written. {e.Message}", e);
        }
    }

    /// <summary>Fails before any work starts when a file cannot be made there.</summary>
    /// <exception cref="InputException">The file cannot be made there.</exception>
    public static void RequireWritable(string path) => Open(path, TextWriter.Null).Dispose();

    /// <summary>Everything is written: take the target's name.</summary>
    public void Commit()
    {
        Writer.Flush();
        if (_temporary is not null)
        {
            Writer.Dispose();
            File.Move(_temporary, _path!, overwrite: true);
        }

        _committed = true;
    }

    /// <summary>The console's own writer flushes at every line.</summary>
    private static StreamWriter Buffered() => new(Console.OpenStandardOutput(), new UTF8Encoding(false), 1 << 16);

    public void Dispose()
    {
        if (_temporary is not null && !_committed)
        {
            Writer.Dispose();
            File.Delete(_temporary);
        }
    }
}
