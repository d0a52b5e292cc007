using System.Text.RegularExpressions;
using MolScreen.Chemistry.Reactions;
using MolScreen.Retro.Stock;
using MolScreen.Retro.Templates;
using MolScreen.Retro.Tests.Search;
using MolScreen.Testing;

namespace MolScreen.Retro.Tests.Planning;

/// <summary>Opened once: compiling the templates takes a moment.</summary>
public sealed class ShippedPlanner : IDisposable
{
    internal static readonly string Folder = Path.Combine(Repository.Root, "models", "bundles", "retro");

    public ShippedPlanner()
    {
        Planner = RoutePlanner.Open(Folder);
        Stock = StockFile.Open(Path.Combine(Folder, "stock.bin"));
        var templates = TemplateSet.Read(Path.Combine(Folder, "templates.tsv.gz")).Templates;
        Library = TemplateLibrary.Compile([.. templates.Select(template => template.Smarts)]);
        Position = templates.Select((template, i) => (template.Id, i)).ToDictionary(pair => pair.Id, pair => pair.i);
    }

    public RoutePlanner Planner { get; }

    public StockFile Stock { get; }

    public TemplateLibrary Library { get; }

    public IReadOnlyDictionary<string, int> Position { get; }

    public void Dispose()
    {
        Planner.Dispose();
        Stock.Dispose();
        Library.Dispose();
    }
}

public sealed partial class ShippedBundleTests(ShippedPlanner shipped) : IClassFixture<ShippedPlanner>
{
    private static readonly PlanBudget Budget = new() { Calls = 200, Seconds = 120, FirstRoute = true };

    [Theory]
    [InlineData("paracetamol", "CC(=O)Nc1ccc(O)cc1")]
    [InlineData("ibuprofen", "CC(C)Cc1ccc(cc1)C(C)C(=O)O")]
    [InlineData("imatinib", "Cc1ccc(NC(=O)c2ccc(CN3CCN(C)CC3)cc2)cc1Nc1nccc(n1)-c1cccnc1")]
    [InlineData("lidocaine", "CCN(CC)CC(=O)Nc1c(C)cccc1C")]
    [InlineData("procaine", "CCN(CC)CCOC(=O)c1ccc(N)cc1")]
    public void Well_known_drugs_have_routes_that_keep_every_rule(string name, string smiles)
    {
        var result = shipped.Planner.Plan(smiles, Budget);

        Assert.True(result.Solved, $"{name}: {result.Cause}");
        Assert.InRange(result.Statistics.Calls, 1, Budget.Calls);
        foreach (var route in result.Routes)
        {
            Assert.Equal(result.Target, route.Tree.Smiles);
            RouteRules.Check(route, Budget.MaxDepth, shipped.Stock.Contains);
            CheckChemistry(route.Tree);

            // Nothing in the route is the target again, in whatever charge state: the stock holds some of these drugs.
            var below = Molecules(route.Tree).Skip(1).Select(molecule => molecule.Smiles).ToArray();
            Assert.DoesNotContain(result.Target, MolScreen.Chemistry.MoleculeProcessor.Process(below, MolScreen.Chemistry.MoleculeParts.Smiles).Smiles!);
        }
    }

    [Fact]
    public void Imatinib_is_cut_at_its_amide()
    {
        var result = shipped.Planner.Plan("Cc1ccc(NC(=O)c2ccc(CN3CCN(C)CC3)cc2)cc1Nc1nccc(n1)-c1cccnc1", Budget with { Routes = 10, FirstRoute = false, Calls = 60 });

        // The aniline is one side of the amide; the acid or its chloride the other.
        Assert.Contains(result.Routes, route => Molecules(route.Tree).Any(molecule => molecule.Smiles == "Cc1ccc(N)cc1Nc1nccc(-c2cccnc2)n1"));
    }

    [Fact]
    public void The_target_is_standardized_like_the_stock()
    {
        var result = shipped.Planner.Plan("[Na+].CC(=O)Nc1ccc([O-])cc1", Budget);

        Assert.Equal("CC(=O)Nc1ccc(O)cc1", result.Target);
        Assert.True(result.Solved);
    }

    [Fact]
    public void Configuration_of_the_target_is_made_or_bought_never_lost()
    {
        // (S)-N-acetylproline benzyl amide: the centre must survive in one of the reactants of every step.
        var result = shipped.Planner.Plan("CC(=O)N1CCC[C@H]1C(=O)NCc1ccccc1", Budget with { Calls = 20, FirstRoute = false });

        Assert.NotEmpty(result.Routes);
        foreach (var reaction in result.Routes.SelectMany(route => Molecules(route.Tree)).Where(molecule => molecule.Reaction is not null && molecule.Smiles.Contains('@', StringComparison.Ordinal)))
        {
            Assert.Contains(reaction.Reaction!.Reactants, reactant => reactant.Smiles.Contains('@', StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("C1CC")]
    [InlineData("hello")]
    public void What_is_no_molecule_is_an_invalid_target(string smiles)
    {
        var result = shipped.Planner.Plan(smiles, new PlanBudget());

        Assert.Equal((false, PlanCause.InvalidTarget, 0), (result.Solved, result.Cause, result.Statistics.Calls));
        Assert.Equal(smiles, result.Target);
    }

    [Theory]
    [InlineData("[He]", "no carbon")]
    [InlineData("[Na+].[Cl-]", "no carbon")]
    [InlineData("OP(=O)(Cl)[Cu]", "no carbon")]
    [InlineData("*CCO", "not one definite molecule")]
    [InlineData("CCCCOc1ccccc1.CC(=O)Nc1ccc(O)cc1", "several molecules")]
    [InlineData("", "empty")]
    [InlineData("C1CC", "cannot be read")]
    public void A_target_that_cannot_be_searched_says_why(string smiles, string reason)
    {
        var result = shipped.Planner.Plan(smiles, new PlanBudget());

        Assert.Equal((PlanCause.InvalidTarget, 0), (result.Cause, result.Statistics.Calls));
        Assert.Contains(reason, result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_target_of_too_many_atoms_says_so()
    {
        Assert.Equal("The target has more than 200 heavy atoms.", shipped.Planner.Plan(new string('C', 201), new PlanBudget()).Reason);
    }

    [Fact]
    public void A_target_with_a_counter_ion_is_one_molecule()
    {
        Assert.Equal("CC(=O)Nc1ccc(O)cc1", shipped.Planner.Plan("CC(=O)Nc1ccc(O)cc1.Cl", new PlanBudget { Calls = 0 }).Target);
    }

    [Fact]
    public void A_target_in_stock_is_planned_and_said_to_be_in_stock()
    {
        var result = shipped.Planner.Plan("CC(=O)O", new PlanBudget { Calls = 1 });

        Assert.Contains("in stock", result.Reason, StringComparison.Ordinal);
        Assert.Equal(1, result.Statistics.Calls);
    }

    [Theory]
    [InlineData("C")]
    [InlineData("C1CCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCC1")]
    public void Odd_targets_end_with_a_cause(string smiles)
    {
        var result = shipped.Planner.Plan(smiles, new PlanBudget { Calls = 5 });

        Assert.True(result.Solved || result.Cause is PlanCause.NoTemplate or PlanCause.Stock or PlanCause.Budget or PlanCause.Depth, result.Cause);
    }

    [Fact]
    public void Searches_side_by_side_give_what_they_give_alone()
    {
        string[] targets = ["CC(=O)Nc1ccc(O)cc1", "CCN(CC)CC(=O)Nc1c(C)cccc1C", "CCN(CC)CCOC(=O)c1ccc(N)cc1"];
        var budget = Budget with { Calls = 10, FirstRoute = false };
        string Describe(string target)
        {
            var result = shipped.Planner.Plan(target, budget);
            return $"{result.Statistics.Calls} {string.Join(' ', result.Routes.SelectMany(route => Molecules(route.Tree)).Select(molecule => molecule.Smiles))}";
        }

        var alone = targets.Select(Describe).ToArray();
        var together = new string[targets.Length];
        Parallel.For(0, targets.Length, i => together[i] = Describe(targets[i]));

        Assert.Equal(alone, together);
    }

    [Fact]
    public async Task A_search_is_cancelled_at_once()
    {
        // A stock of helium alone: nothing is ever solved, and the open molecules only grow.
        using var folder = new TemporaryFolder();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var planner = RoutePlanner.Open(ShippedPlanner.Folder, folder.Write("helium.smi", "[He]\n"), new SignallingClock(begun));
        using var cancel = new CancellationTokenSource();
        var search = Task.Run(() => planner.Plan(
            "CC[C@H](C)[C@H](NC(=O)CNC(=O)c1ccc(Oc2ccccc2)cc1)C(=O)NCc1ccc(OC)cc1", new PlanBudget { Calls = int.MaxValue, Seconds = 120 }, cancel: cancel.Token));
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(120));
        await cancel.CancelAsync();

        var result = await search;

        // A search that took no notice would end with its time.
        Assert.Equal((false, PlanCause.Cancelled), (result.Solved, result.Cause));
        Assert.InRange(result.Statistics.Calls, 1, int.MaxValue);
    }

    /// <summary>The system's clock; tells when it is read the third time: at the start, before the first expansion, after it.</summary>
    private sealed class SignallingClock(TaskCompletionSource begun) : TimeProvider
    {
        private int _readings;

        public override long GetTimestamp()
        {
            if (Interlocked.Increment(ref _readings) == 3)
            {
                begun.SetResult();
            }

            return base.GetTimestamp();
        }
    }

    private void CheckChemistry(PlannedMolecule molecule)
    {
        if (molecule.Reaction is null)
        {
            return;
        }

        var reactants = molecule.Reaction.Reactants.Select(reactant => reactant.Smiles).ToArray();
        Assert.True(
            shipped.Library.Regenerates(shipped.Position[molecule.Reaction.Template], reactants, molecule.Smiles),
            $"{string.Join('.', reactants)} does not give {molecule.Smiles}");
        var supplied = string.Concat(reactants);
        foreach (var element in Elements(molecule.Smiles).GroupBy(symbol => symbol))
        {
            Assert.True(element.Count() <= Elements(supplied).Count(symbol => symbol == element.Key), $"{element.Key} of {molecule.Smiles} comes from nowhere");
        }

        foreach (var reactant in molecule.Reaction.Reactants)
        {
            CheckChemistry(reactant);
        }
    }

    private static IEnumerable<PlannedMolecule> Molecules(PlannedMolecule molecule) =>
        [molecule, .. molecule.Reaction?.Reactants.SelectMany(Molecules) ?? []];

    private static IEnumerable<string> Elements(string smiles) =>
        Element().Matches(smiles).Select(match => match.Value.ToUpperInvariant());

    [GeneratedRegex("Cl|Br|Si|[BCNOFPSI]|[bcnops]")]
    private static partial Regex Element();
}
