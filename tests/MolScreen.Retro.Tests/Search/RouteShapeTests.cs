namespace MolScreen.Retro.Tests.Search;

public sealed class RouteShapeTests
{
    [Fact]
    public void Cycles_are_no_routes_even_when_they_cost_nothing()
    {
        // A ← B ← A for nothing, B ← C for 2: the one route is A ← B ← C.
        var chemistry = new ToyChemistry().Make("A", 0, "B").Make("B", 0, "A").Make("B", 2, "C").Buy("C");

        var result = chemistry.Plan("A", new PlanBudget { Routes = 10 });

        var route = Assert.Single(result.Routes);
        Assert.Equal((2.0, 2, true), (Math.Round(route.Cost, 9), route.Steps, result.ProvedOptimal));
    }

    [Fact]
    public void Nothing_but_a_cycle_is_no_route()
    {
        var result = new ToyChemistry().Make("A", 1, "B").Make("B", 1, "A").Plan("A");

        Assert.Equal((false, PlanCause.Stock, 2), (result.Solved, result.Cause, result.Statistics.Calls));
    }

    [Fact]
    public void A_reaction_that_needs_its_own_product_is_dropped()
    {
        var result = new ToyChemistry().Make("A", 0, "A", "C").Make("A", 1, "C").Buy("C").Plan("A", new PlanBudget { Routes = 5 });

        Assert.Equal(1, Assert.Single(result.Routes).Cost, 9);
    }

    [Fact]
    public void Without_a_template_for_the_target_the_cause_says_so()
    {
        Assert.Equal(PlanCause.NoTemplate, new ToyChemistry().Plan("A").Cause);
    }

    [Fact]
    public void A_dead_end_beside_an_open_molecule_closes_its_reaction()
    {
        // A ← Dead + Open: once Dead has no reaction, Open is not looked at any more.
        var chemistry = new ToyChemistry().Make("A", 1, "DeadEnd", "Open").Make("Open", 1, "S").Buy("S");

        var result = chemistry.Plan("A");

        Assert.Equal(PlanCause.Stock, result.Cause);
        Assert.Equal(["A", "DeadEnd"], chemistry.Calls);
    }

    [Fact]
    public void The_depth_limit_counts_reactions_on_a_path()
    {
        // A ← B ← C ← D takes three.
        var chemistry = new ToyChemistry().Make("A", 1, "B").Make("B", 1, "C").Make("C", 1, "D").Buy("D");

        var two = chemistry.Plan("A", new PlanBudget { MaxDepth = 2 });
        var three = chemistry.Plan("A", new PlanBudget { MaxDepth = 3 });

        Assert.Equal((PlanCause.Depth, 2), (two.Cause, two.Statistics.Calls));
        Assert.Equal(3, three.Routes[0].Steps);
    }

    [Fact]
    public void A_molecule_too_deep_on_one_path_may_be_used_on_a_shorter_one()
    {
        // X is needed below B (depth 2, then its own two reactions are too many) and directly (fits).
        var chemistry = new ToyChemistry()
            .Make("A", 0.1, "B").Make("B", 0.1, "X").Make("A", 5, "X").Make("X", 1, "Y").Make("Y", 1, "S").Buy("S");

        var result = chemistry.Plan("A", new PlanBudget { MaxDepth = 3 });

        Assert.Equal((7.0, true), (Math.Round(result.Routes[0].Cost, 9), result.ProvedOptimal));
    }

    [Fact]
    public void The_best_routes_come_cheapest_first()
    {
        // A ← X: 1.  A ← B ← Z: 0.5 + 0.7.  A ← Y: 2.  A ← B ← W: 0.5 + 3.
        var chemistry = new ToyChemistry()
            .Make("A", 1, "X").Make("A", 2, "Y").Make("A", 0.5, "B").Make("B", 0.7, "Z").Make("B", 3, "W").Buy("X", "Y", "Z", "W");

        double[] Costs(int routes) => [.. chemistry.Plan("A", new PlanBudget { Routes = routes }).Routes.Select(route => Math.Round(route.Cost, 9))];

        Assert.Equal([1, 1.2, 2, 3.5], Costs(10));
        Assert.Equal([1, 1.2], Costs(2));
    }

    [Fact]
    public void Alternatives_of_both_reactants_are_combined()
    {
        // A ← B + C; B: 1 or 2; C: 1 or 4. Sums 2, 3, 5, 6.
        var chemistry = new ToyChemistry()
            .Make("A", 0, "B", "C").Make("B", 1, "S").Make("B", 2, "T").Make("C", 1, "S").Make("C", 4, "T").Buy("S", "T");

        var routes = chemistry.Plan("A", new PlanBudget { Routes = 10 }).Routes;

        Assert.Equal([2.0, 3, 5, 6], routes.Select(route => Math.Round(route.Cost, 9)));
    }

    [Fact]
    public void Alternatives_are_searched_until_no_cheaper_one_can_come()
    {
        // A ← S: 1, proved with the first call.  A ← B ← S: 2 + 1 = 3.  A ← C ← S: 4 + 1 = 5.  A ← D: 9 is not looked at for three routes.
        ToyChemistry Chemistry() => new ToyChemistry()
            .Make("A", 1, "S").Make("A", 2, "B").Make("B", 1, "S").Make("A", 4, "C").Make("C", 1, "S").Make("A", 6, "D").Make("D", 0, "S").Buy("S");
        var (plain, searched) = (Chemistry(), Chemistry());

        Assert.Equal([1.0], plain.Plan("A", new PlanBudget { Routes = 3 }).Routes.Select(route => Math.Round(route.Cost, 9)));
        Assert.Equal([1.0, 3, 5], searched.Plan("A", new PlanBudget { Routes = 3, Alternatives = true }).Routes.Select(route => Math.Round(route.Cost, 9)));
        Assert.Equal(["A"], plain.Calls);
        Assert.Equal(["A", "B", "C"], searched.Calls);
    }

    [Fact]
    public void Alternatives_are_the_cheapest_that_a_search_of_everything_finds()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var chemistry = new StringChemistry(seed);
            IReadOnlyList<PlannedRoute> Routes(int wanted) => new Retro.Search.AndOrSearch(chemistry, chemistry, TimeProvider.System, Retro.Search.LeafValue.Zero)
                .Plan("abbab", new PlanBudget { Calls = 100_000, Seconds = 1000, MaxDepth = 4, Routes = wanted, Alternatives = true }).Routes;

            // 50 routes wanted leave next to nothing unexpanded; the first five must be the same.
            Assert.Equal(Routes(50).Take(5).Select(route => Math.Round(route.Cost, 9)), Routes(5).Select(route => Math.Round(route.Cost, 9)));
        }
    }
}
