using Xunit;

namespace MolScreen.Testing;

/// <summary>A test that needs the data sets (<see cref="Repository.Data"/>); skipped with a reason where they are not.</summary>
public sealed class DataSetFactAttribute : FactAttribute
{
    public DataSetFactAttribute() => Skip = Tier.WithoutData;
}

/// <summary>A test that takes minutes: it runs with <c>scripts/test --long</c>.</summary>
public sealed class LongFactAttribute : FactAttribute
{
    public LongFactAttribute() => Skip = Tier.NotLong;
}

/// <summary>A test that takes minutes and needs the data sets.</summary>
public sealed class LongDataSetFactAttribute : FactAttribute
{
    public LongDataSetFactAttribute() => Skip = Tier.NotLong ?? Tier.WithoutData;
}

internal static class Tier
{
    public static string? WithoutData => Repository.Data is null ? "the data sets are not here: set MOLSCREEN_DATA" : null;

    public static string? NotLong =>
        Environment.GetEnvironmentVariable("MOLSCREEN_LONG") == "1" ? null : "takes minutes: scripts/test --long runs it";
}
