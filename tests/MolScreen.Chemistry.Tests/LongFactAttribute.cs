using MolScreen.Testing;

namespace MolScreen.Chemistry.Tests;

/// <summary>A test of minutes: runs where the environment says <c>MOLSCREEN_LONG=1</c> and the data sets are there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LongFactAttribute : FactAttribute
{
    public LongFactAttribute()
    {
        Skip = Environment.GetEnvironmentVariable("MOLSCREEN_LONG") != "1" ? "takes minutes: set MOLSCREEN_LONG=1"
            : Repository.Data is null ? "the data sets are absent: set MOLSCREEN_DATA"
            : null!;
    }
}
