namespace MolScreen.Retro.Tests.Search;

/// <summary>A clock that stands still until it is moved.</summary>
internal sealed class ManualClock : TimeProvider
{
    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _ticks;

    public void Advance(int seconds) => _ticks += seconds * TimeSpan.TicksPerSecond;
}
