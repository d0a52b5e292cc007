using System.Diagnostics;
using System.Text.RegularExpressions;
using MolScreen.Testing;

namespace MolScreen.Architecture.Tests;

/// <summary>The shape of the tree: what stands at the top, what the solution lists, how long a file may be.</summary>
public sealed partial class HouseTests
{
    private const int LongestFile = 400;

    [Fact]
    public void The_root_holds_only_the_house()
    {
        var expected = new[]
        {
            ".ci", ".editorconfig", ".gitattributes", ".gitignore", "BannedSymbols.txt", "Directory.Build.props", "Directory.Packages.props",
            "MolScreen.sln", "README.md", "compose", "contracts", "global.json", "models", "scripts", "services", "tests",
        };

        var tracked = TrackedFiles().Select(path => path.Split('/')[0]).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(expected.Order(StringComparer.Ordinal), tracked);
    }

    [Fact]
    public void The_solution_lists_every_project()
    {
        var listed = ProjectLine().Matches(File.ReadAllText(Path.Combine(Repository.Root, "MolScreen.sln")))
            .Select(match => match.Groups[1].Value.Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

        Assert.Equal(SolutionProject.ProjectFiles(), listed);
    }

    [Fact]
    public void Every_product_project_has_a_test_project()
    {
        var missing = SolutionProject.Products
            .Select(project => $"tests/{project.Name}.Tests/{project.Name}.Tests.csproj")
            .Where(path => !File.Exists(Path.Combine(Repository.Root, path)));

        Assert.Empty(missing);
    }

    [Fact]
    public void Source_files_stay_humane()
    {
        var tooLong = TrackedFiles()
            .Where(path => path.EndsWith(".cs", StringComparison.Ordinal) || path.EndsWith(".cpp", StringComparison.Ordinal))
            .Where(path => !path.Contains("/Migrations/", StringComparison.Ordinal))
            .Where(path => File.ReadLines(Path.Combine(Repository.Root, path)).Count() > LongestFile);

        Assert.Empty(tooLong);
    }

    [Fact]
    public void Every_data_file_of_the_tests_is_accounted_for()
    {
        var account = File.ReadAllText(Repository.TestData("README.md"));
        var unaccounted = TrackedFiles()
            .Where(path => path.StartsWith("tests/data/", StringComparison.Ordinal) && path != "tests/data/README.md")
            .Where(path => !account.Contains(path["tests/data/".Length..], StringComparison.Ordinal));

        Assert.Empty(unaccounted);
    }

    private static string[] TrackedFiles()
    {
        var start = new ProcessStartInfo("git", ["ls-files", "-z"]) { WorkingDirectory = Repository.Root, RedirectStandardOutput = true };
        using var git = Process.Start(start)!;
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
        return [.. output.Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Where(path => File.Exists(Path.Combine(Repository.Root, path)))];
    }

    [GeneratedRegex("""Project\("[^"]+"\) = "[^"]+", "([^"]+\.csproj)""")]
    private static partial Regex ProjectLine();
}
