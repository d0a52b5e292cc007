using MolScreen.Testing;

namespace MolScreen.Chemistry.Tests;

/// <summary>A test that needs the data sets.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DataFactAttribute : FactAttribute
{
    public DataFactAttribute() => Skip = Repository.Data is null ? "the data sets are absent: set MOLSCREEN_DATA" : null!;
}
