using System.Xml.Linq;
using MolScreen.Testing;

namespace MolScreen.Architecture.Tests;

/// <summary>A project of the solution as its file states it.</summary>
/// <param name="Name">For example <c>MolScreen.Gnn</c>.</param>
/// <param name="Folder">Relative to the root, with forward slashes.</param>
/// <param name="References">Names of the projects it references directly.</param>
/// <param name="Packages">Packages and shared frameworks it references directly.</param>
public sealed record SolutionProject(string Name, string Folder, IReadOnlySet<string> References, IReadOnlySet<string> Packages)
{
    /// <summary>Every product project (tests left out), read from disk.</summary>
    public static IReadOnlyList<SolutionProject> Products { get; } =
        [.. ProjectFiles().Where(path => !path.StartsWith("tests/", StringComparison.Ordinal)).Select(Read)];

    /// <summary>Every project file below the root, relative, sorted.</summary>
    public static IReadOnlyList<string> ProjectFiles() =>
        [.. new[] { "contracts", "models", "services", "tests" }
            .SelectMany(top => Directory.EnumerateFiles(Path.Combine(Repository.Root, top), "*.csproj", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
            .Where(path => !path.Contains("/node_modules/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];

    private static SolutionProject Read(string path)
    {
        var xml = XDocument.Load(Path.Combine(Repository.Root, path));
        return new SolutionProject(
            Path.GetFileNameWithoutExtension(path),
            Path.GetDirectoryName(path)!.Replace('\\', '/'),
            Included("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(reference.Replace('\\', '/'))).ToHashSet(),
            Included("PackageReference").Concat(Included("FrameworkReference")).ToHashSet());

        IEnumerable<string> Included(string element) =>
            xml.Descendants(element).Select(item => (string?)item.Attribute("Include")).OfType<string>();
    }
}
