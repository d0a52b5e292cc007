namespace MolScreen.Architecture.Tests;

/// <summary>The arrows between projects point one way, as the README's diagram draws them.</summary>
public sealed class ArrowTests
{
    /// <summary>All that each project may reference; a project that is missing here fails the test that asks for it.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["MolScreen.Contracts"] = [],
        ["MolScreen.Chemistry"] = [],
        ["MolScreen.Torch"] = [],
        ["MolScreen.Gnn"] = ["MolScreen.Torch"],
        ["MolScreen.Retro"] = ["MolScreen.Chemistry", "MolScreen.Torch"],
        ["MolScreen.Hosting"] = [],
        ["MolScreen.Gateway"] = ["MolScreen.Contracts", "MolScreen.Hosting"],
        ["MolScreen.Featurizer"] = ["MolScreen.Contracts", "MolScreen.Hosting", "MolScreen.Chemistry"],
        ["MolScreen.Scorer"] = ["MolScreen.Contracts", "MolScreen.Hosting", "MolScreen.Gnn"],
        ["MolScreen.Planner"] = ["MolScreen.Contracts", "MolScreen.Hosting", "MolScreen.Retro"],
        ["MolScreen.Store"] = ["MolScreen.Contracts", "MolScreen.Hosting", "MolScreen.Chemistry"],
        ["MolScreen.Cli"] =
        [
            "MolScreen.Contracts", "MolScreen.Hosting", "MolScreen.Chemistry", "MolScreen.Torch", "MolScreen.Gnn", "MolScreen.Retro",
            "MolScreen.Featurizer", "MolScreen.Scorer", "MolScreen.Planner", "MolScreen.Store", "MolScreen.Gateway",
        ],
    };

    public static TheoryData<string> ProductNames => [.. SolutionProject.Products.Select(project => project.Name)];

    [Theory]
    [MemberData(nameof(ProductNames))]
    public void A_project_references_only_what_its_arrows_allow(string name)
    {
        var project = SolutionProject.Products.Single(product => product.Name == name);

        Assert.True(Allowed.ContainsKey(name), $"{name} has no arrows: add it to the diagram in README.md and to this test.");
        Assert.Empty(project.References.Except(Allowed[name]));
    }

    [Theory]
    [MemberData(nameof(ProductNames))]
    public void Models_know_no_bus_and_no_web_server(string name)
    {
        var project = SolutionProject.Products.Single(product => product.Name == name);
        if (!project.Folder.StartsWith("models/", StringComparison.Ordinal))
        {
            return;
        }

        Assert.DoesNotContain(project.Packages, package =>
            package.StartsWith("MassTransit", StringComparison.Ordinal)
            || package.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)
            || package.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal));
    }

    [Fact]
    public void Only_the_store_knows_the_database()
    {
        var withDatabase = SolutionProject.Products
            .Where(project => project.Packages.Any(package => package.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal)))
            .Select(project => project.Name);

        Assert.Equal(["MolScreen.Store"], withDatabase);
    }

    [Fact]
    public void Contracts_reference_no_package()
    {
        Assert.Empty(SolutionProject.Products.Single(project => project.Name == "MolScreen.Contracts").Packages);
    }
}
