namespace MolScreen.Testing;

/// <summary>Where the checkout and the data sets are, seen from a running test.</summary>
public static class Repository
{
    /// <summary>The folder that holds MolScreen.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The data sets: <c>MOLSCREEN_DATA</c>, else <c>../shared/data</c> beside the checkout; null where neither is.</summary>
    public static string? Data { get; } = FindData();

    /// <summary>A file of tests/data.</summary>
    public static string TestData(params string[] parts) => Path.Combine([Root, "tests", "data", .. parts]);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MolScreen.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No MolScreen.sln above {AppContext.BaseDirectory}.");
    }

    private static string? FindData()
    {
        var named = Environment.GetEnvironmentVariable("MOLSCREEN_DATA");
        var folder = string.IsNullOrEmpty(named) ? Path.Combine(Root, "..", "shared", "data") : named;
        return Directory.Exists(folder) ? Path.GetFullPath(folder) : null;
    }
}
