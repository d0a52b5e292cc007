using MolScreen.Testing;

namespace MolScreen.Chemistry.Tests;

/// <summary>A test that takes minutes: runs with <c>MOLSCREEN_LONG=1</c> and the data sets present, else it is skipped with the reason.</summary>
internal sealed class LongFactAttribute : FactAttribute
{
    public LongFactAttribute() => Skip = Environment.GetEnvironmentVariable("MOLSCREEN_LONG") != "1"
        ? "takes minutes; set MOLSCREEN_LONG=1 to run it"
        : Repository.Data is null ? "no data sets: set MOLSCREEN_DATA" : null;
}
