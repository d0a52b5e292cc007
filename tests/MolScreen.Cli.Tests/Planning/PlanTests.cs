using System.Text.Json;
using MolScreen.Cli.CommandLine;

namespace MolScreen.Cli.Tests.Planning;

/// <summary>The planning command over the shipped bundle.</summary>
public sealed class PlanTests
{
    private const string Paracetamol = "CC(=O)Nc1ccc(O)cc1";

    [Fact]
    public async Task A_plan_as_json_has_the_documented_form()
    {
        var run = await CommandRun.Of("plan", Paracetamol, "--routes", "1", "--json");

        Assert.Equal(ExitCode.Ok, run.Code);
        var plan = JsonDocument.Parse(Assert.Single(run.Lines)).RootElement;
        Assert.Equal(["target", "solved", "proved_optimal", "cause", "routes", "statistics"], Names(plan));
        Assert.Equal(Paracetamol, plan.GetProperty("target").GetString());
        Assert.True(plan.GetProperty("solved").GetBoolean());
        Assert.Equal(["calls", "unique_calls", "seconds", "seconds_to_first"], Names(plan.GetProperty("statistics")));
        var route = plan.GetProperty("routes")[0];
        Assert.Equal(["cost", "steps", "tree"], Names(route));
        var tree = route.GetProperty("tree");
        Assert.Equal(["smiles", "in_stock", "reaction"], Names(tree));
        Assert.Equal(["template", "probability", "reactants", "evidence"], Names(tree.GetProperty("reaction")));
        Assert.Equal(["class", "precedents", "examples"], Names(tree.GetProperty("reaction").GetProperty("evidence")));
        Assert.All(tree.GetProperty("reaction").GetProperty("reactants").EnumerateArray(), leaf => Assert.True(leaf.GetProperty("in_stock").GetBoolean()));
    }

    [Fact]
    public async Task The_option_may_stand_before_the_molecule()
    {
        var run = await CommandRun.Of("plan", "--json", Paracetamol);

        Assert.Equal(Paracetamol, JsonDocument.Parse(Assert.Single(run.Lines)).RootElement.GetProperty("target").GetString());
    }

    [Fact]
    public async Task A_plan_as_text_ends_in_what_can_be_bought()
    {
        var run = await CommandRun.Of("plan", Paracetamol, "--routes", "1");

        Assert.StartsWith($"{Paracetamol}: 1 route", run.Output, StringComparison.Ordinal);
        Assert.Contains("route 1: 1 step", run.Output, StringComparison.Ordinal);
        Assert.Contains("└─ ", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("(in stock)", run.Lines[^1].TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_gives_an_object_a_row_and_goes_on_past_a_bad_one()
    {
        using var folder = new TemporaryFolder();
        var targets = folder.Write("targets.smi", $"{Paracetamol} paracetamol\nC1CC broken\n");

        var run = await CommandRun.Of("plan", targets, "--calls", "5", "--json", folder["routes.jsonl"]);

        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.Equal("", run.Output);
        var plans = File.ReadAllLines(folder["routes.jsonl"]).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal([true, false], plans.Select(plan => plan.GetProperty("solved").GetBoolean()));
        Assert.Equal("invalid-target", plans[1].GetProperty("cause").GetString());
    }

    [Fact]
    public async Task A_stock_of_ones_own_decides_what_is_solved()
    {
        using var folder = new TemporaryFolder();
        var stock = folder.Write("stock.smi", "CCO\n");

        var run = await CommandRun.Of("plan", Paracetamol, "--stock", stock, "--calls", "3", "--json");

        var plan = JsonDocument.Parse(run.Output).RootElement;
        Assert.False(plan.GetProperty("solved").GetBoolean());
        Assert.Equal("budget", plan.GetProperty("cause").GetString());
    }

    [Fact]
    public async Task A_molecule_that_is_none_is_unusable_input()
    {
        var run = await CommandRun.Of("plan", "C1CC");

        Assert.Equal(ExitCode.BadInput, run.Code);
    }

    [Theory]
    [InlineData("and-or")]
    [InlineData("retro-star")]
    [InlineData("mcts")]
    public async Task Every_algorithm_makes_paracetamol_of_the_aniline_it_is_to_use(string algorithm)
    {
        var run = await CommandRun.Of("plan", Paracetamol, "--algorithm", algorithm, "--calls", "50", "--routes", "1", "--use", "Nc1ccc(O)cc1");

        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.Contains("Nc1ccc(O)cc1  (in stock)", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_algorithm_that_is_not_there_is_refused_with_those_that_are()
    {
        var run = await CommandRun.Of("plan", Paracetamol, "--algorithm", "dijkstra");

        Assert.NotEqual(ExitCode.Ok, run.Code);
        Assert.Contains("retro-star", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Constraints_are_kept_and_those_that_do_not_fit_are_refused()
    {
        const string mapped = "C[C:1](=O)[NH:2]c1ccc(O)cc1";

        var kept = await CommandRun.Of("plan", mapped, "--keep-bond", "1-2", "--ban-molecule", "Nc1ccc(O)cc1", "--calls", "20", "--routes", "5");
        var unreadable = await CommandRun.Of("plan", mapped, "--keep-bond", "1:2");
        var missing = await CommandRun.Of("plan", mapped, "--keep-bond", "1-3");

        Assert.StartsWith(Paracetamol, kept.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Nc1ccc(O)cc1  (in stock)", kept.Output.Replace("CC(=O)Nc1ccc(O)cc1", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("not \"1:2\"", unreadable.Error, StringComparison.Ordinal);
        Assert.NotEqual(ExitCode.Ok, missing.Code);
        Assert.Contains("no bond between atoms with map numbers 1 and 3", missing.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Routes_are_written_as_trees_of_AiZynthFinder()
    {
        // Keys as AiZynthFinder 4's ReactionTree.to_dict writes them.
        var run = await CommandRun.Of("plan", Paracetamol, "--routes", "1", "--json", "--form", "aizynthfinder");

        var tree = JsonDocument.Parse(Assert.Single(run.Lines)).RootElement.GetProperty("trees")[0];
        Assert.Equal(["type", "hide", "smiles", "is_chemical", "in_stock", "children", "scores"], Names(tree));
        var reaction = Assert.Single(tree.GetProperty("children").EnumerateArray());
        Assert.Equal(["type", "hide", "smiles", "is_reaction", "metadata", "children"], Names(reaction));
        Assert.StartsWith($"{Paracetamol}>>", reaction.GetProperty("smiles").GetString(), StringComparison.Ordinal);
        Assert.All(reaction.GetProperty("children").EnumerateArray(), leaf => Assert.Equal("mol", leaf.GetProperty("type").GetString()));
    }

    [Fact]
    public async Task Routes_are_drawn_with_every_molecule()
    {
        using var folder = new TemporaryFolder();

        await CommandRun.Of("plan", Paracetamol, "--routes", "1", "--svg", folder["route.svg"]);

        // The target and two leaves, which are framed.
        var svg = System.Xml.Linq.XDocument.Load(folder["route.svg"]);
        Assert.Equal(3, svg.Descendants().Count(element => (string?)element.Attribute("class") == "route-molecule"));
        Assert.Equal(2, svg.Descendants().Count(element => (string?)element.Attribute("stroke") == "#2a7"));
        Assert.Contains("route 1: 1 step", svg.Root!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unsolved_target_is_told_what_it_lacks()
    {
        using var folder = new TemporaryFolder();
        var stock = folder.Write("stock.smi", "CC(=O)Cl\n");
        var catalogue = folder.Write("catalogue.smi", "COc1ccc(N)cc1 anisidine\n");
        await CommandRun.Of("index", catalogue, "--out", folder["catalogue.index"]);

        var run = await CommandRun.Of("plan", Paracetamol, "--stock", stock, "--calls", "1", "--catalogue", folder["catalogue.index"]);
        var noIndex = await CommandRun.Of("plan", Paracetamol, "--catalogue", catalogue);

        Assert.Contains("would complete a route; nearest purchasable: anisidine", run.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.BadInput, noIndex.Code);
    }

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(member => member.Name);
}
