namespace MolScreen.Cli.Output;

/// <summary>A line on standard error that says how far a long command is and how fast; silent where that is not a terminal.</summary>
internal sealed class Progress : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);
    private readonly TextWriter _error;
    private readonly TimeProvider _time;
    private readonly string _unit;
    private readonly bool _visible;
    private readonly long _started;
    private long _shown;

    public Progress(TextWriter error, string unit, TimeProvider? time = null)
    {
        _error = error;
        _unit = unit;
        _time = time ?? TimeProvider.System;
        _visible = ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected;
        _started = _shown = _time.GetTimestamp();
    }

    /// <summary>Shows the count so far, with the mean rate and, when the total is known, the time left.</summary>
    public void Report(long done, long? total = null, string? note = null)
    {
        if (!_visible || (_time.GetElapsedTime(_shown) < Interval && done != total))
        {
            return;
        }

        _shown = _time.GetTimestamp();
        var seconds = _time.GetElapsedTime(_started).TotalSeconds;
        var rate = seconds > 0 ? done / seconds : 0;
        var left = total is { } all && rate > 0 ? $", {TimeSpan.FromSeconds((all - done) / rate):h\\:mm\\:ss} left" : "";
        var of = total is null ? "" : $" of {total:N0}";
        _error.Write($"\r\u001b[K{done:N0}{of} {_unit}, {rate:N0}/s{left}{(note is null ? "" : $", {note}")}");
    }

    public void Dispose()
    {
        if (_visible)
        {
            _error.Write("\r\u001b[K");
        }
    }
}
