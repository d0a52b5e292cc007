using MolScreen.Gnn.Bundles;

namespace MolScreen.Gnn;

/// <summary>
/// Finds bundles by name: in the folders of <c>MOLSCREEN_BUNDLES</c> (separated as in PATH), then in models/bundles
/// of the program's folder, of the working folder and of every folder above either.
/// </summary>
public static class BundleCatalog
{
    /// <summary>The variable that names folders of bundles.</summary>
    public const string Variable = "MOLSCREEN_BUNDLES";

    /// <summary>Folders of the GNN bundles that can be found, one for each name, in the order they are searched.</summary>
    public static IReadOnlyList<string> Find() => Find(SearchedFolders());

    /// <summary>GNN bundles directly below some folders; of two with one name the first wins.</summary>
    public static IReadOnlyList<string> Find(IEnumerable<string> folders) =>
        folders.Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal))
            .Where(IsGnn)
            .DistinctBy(Path.GetFileName)
            .ToArray();

    /// <summary>The folder of a bundle given by its name or path.</summary>
    /// <exception cref="BundleException">There is none; lists the names that there are.</exception>
    public static string Resolve(string nameOrPath)
    {
        if (File.Exists(Path.Combine(nameOrPath, BundleFolder.ManifestFile)))
        {
            return Path.GetFullPath(nameOrPath);
        }

        var found = Find();
        return found.FirstOrDefault(folder => Path.GetFileName(folder) == nameOrPath)
            ?? throw new BundleException($"No model bundle '{nameOrPath}': it is neither a folder with {BundleFolder.ManifestFile} nor one of {(found.Count == 0 ? "the bundles found (none)" : string.Join(", ", found.Select(Path.GetFileName)))}.");
    }

    /// <summary>The folder of a bundle given by its name and never by a path: jobs come from outside and must not make a process open files of their choice.</summary>
    /// <exception cref="BundleException">It is no name, or there is no such bundle.</exception>
    public static string ResolveName(string name) =>
        name.AsSpan().IndexOfAny('/', '\\', '\0') >= 0 || name is "" or "." or ".."
            ? throw new BundleException($"'{name}' is not the name of a model.")
            : Resolve(name);

    /// <summary>Whether a folder has a manifest that says it is a GNN bundle.</summary>
    internal static bool IsGnn(string folder)
    {
        var manifest = Path.Combine(folder, BundleFolder.ManifestFile);
        return File.Exists(manifest) && File.ReadLines(manifest).Take(20).Any(line => line.Replace(" ", "", StringComparison.Ordinal) == $"kind:{BundleManifest.GnnKind}");
    }

    private static IEnumerable<string> SearchedFolders()
    {
        var named = Environment.GetEnvironmentVariable(Variable)?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries) ?? [];
        return named
            .Concat(Above(AppContext.BaseDirectory).Concat(Above(Directory.GetCurrentDirectory())).Select(folder => Path.Combine(folder, "models", "bundles")))
            .Select(Path.GetFullPath)
            .Distinct();
    }

    private static IEnumerable<string> Above(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            yield return folder.FullName;
        }
    }
}
