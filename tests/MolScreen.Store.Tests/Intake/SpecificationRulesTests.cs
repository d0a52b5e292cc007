using MolScreen.Contracts.Screening;
using MolScreen.Store.Intake;
using MolScreen.Store.Tests.Toys;

namespace MolScreen.Store.Tests.Intake;

public sealed class SpecificationRulesTests
{
    private static readonly Objective Good = new("toy", null, 1, Direction.Higher, 0, 1);

    [Fact]
    public void A_sound_specification_has_no_violation() =>
        Assert.Empty(SpecificationRules.Violations(ToyChemistry.Specification(new RouteRequest(0), new PropertyFilter("qed", null, 0.5))));

    [Fact]
    public void Every_violation_is_told()
    {
        var specification = new ScreeningSpecification(
            " ",
            [Good with { Weight = 0 }, Good with { Low = 1 }, Good with { Model = "" }, Good with { High = double.NaN, Model = "other" }],
            [new PropertyFilter("mass", 1, 2), new PropertyFilter("qed", 2, 1)],
            new RouteRequest(-1));

        var violations = SpecificationRules.Violations(specification);

        string[] expected =
        [
            "name must have 1 to 200", "Objective 1 (toy): the weight", "Objective 2 (toy): low", "Objective 2: toy is there twice",
            "Objective 3 names no model", "Objective 4 (other): low", "no property mass", "leave nothing", "routes:",
        ];
        Assert.Equal(expected.Length, violations.Count);
        Assert.All(violations.Zip(expected), pair => Assert.Contains(pair.Second, pair.First));
    }

    [Fact]
    public void What_is_null_in_a_list_is_told() =>
        Assert.Equal(
            ["Objective 1 is null.", "A filter is null."],
            SpecificationRules.Violations(new ScreeningSpecification("x", [null!, Good], [null!], null)));

    [Fact]
    public void Filters_that_are_left_out_are_none()
    {
        var specification = new ScreeningSpecification("x", [Good], null!, null);

        Assert.Empty(SpecificationRules.Violations(specification));
        Assert.Empty(SpecificationRules.Completed(specification).Filters);
    }

    [Fact]
    public void A_job_without_objectives_is_refused() =>
        Assert.Single(SpecificationRules.Violations(new ScreeningSpecification("x", [], [], null)));
}
