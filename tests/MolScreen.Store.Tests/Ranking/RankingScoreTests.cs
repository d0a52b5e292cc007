using MolScreen.Contracts.Scoring;
using MolScreen.Contracts.Screening;
using MolScreen.Store.Ranking;

namespace MolScreen.Store.Tests.Ranking;

public sealed class RankingScoreTests
{
    private static readonly ScoreColumn[] Columns =
        [new("esol", "1", "logS", "log mol/L"), new("tox21", "3", "NR-AR", "probability"), new("tox21", "3", "SR-p53", "probability")];

    [Fact]
    public void A_score_is_the_mean_of_its_objectives_and_keeps_every_component()
    {
        // logS −4.5 on −6…−3 is 0.5; NR-AR 0.2, lower is better on 0…0.8, is 0.75: √(0.5 · 0.75). SR-p53 is no objective.
        var score = RankingScore.Bind([new Objective("tox21", "NR-AR", 1, Direction.Lower, 0, 0.8), new Objective("esol", null, 1, Direction.Higher, -6, -3)], Columns);
        var components = new double[3];

        var total = score.Of([-4.5f, 0.2f, 0.9f], components);

        Assert.Equal(Math.Sqrt(0.375), total, 6);
        Assert.Equal(0.5, components[0], 6);
        Assert.Equal(0.75, components[1], 6);
        Assert.True(double.IsNaN(components[2]));
    }

    [Fact]
    public void A_missing_prediction_gives_no_score_but_keeps_the_other_components()
    {
        var score = RankingScore.Bind([new Objective("tox21", "NR-AR", 1, Direction.Higher, 0, 1), new Objective("esol", null, 1, Direction.Higher, -6, -3)], Columns);
        var components = new double[3];

        Assert.True(double.IsNaN(score.Of([float.NaN, 0.25f, 0], components)));
        Assert.Equal(0.25, components[1], 6);
    }

    [Fact]
    public void A_missing_prediction_of_no_objective_does_no_harm()
    {
        var score = RankingScore.Bind([new Objective("esol", null, 1, Direction.Higher, -6, -3)], Columns);

        Assert.Equal(1, score.Of([-2, float.NaN, float.NaN], new double[3]), 12);
    }

    [Theory]
    [InlineData("bbbp", null, "no predictions of model bbbp")]
    [InlineData("tox21", "NR-AhR", "no task NR-AhR; it has: NR-AR, SR-p53")]
    [InlineData("tox21", null, "several tasks, name one of them: NR-AR, SR-p53")]
    public void An_objective_without_exactly_one_column_is_refused(string model, string? task, string message)
    {
        var refused = Assert.Throws<ObjectiveException>(() => RankingScore.Bind([new Objective(model, task, 1, Direction.Higher, 0, 1)], Columns));

        Assert.Contains(message, refused.Message);
    }

    [Fact]
    public void Two_objectives_may_not_share_a_column()
    {
        Objective[] twice = [new("esol", null, 1, Direction.Higher, -6, -3), new("esol", "logS", 1, Direction.Lower, -6, -3)];

        Assert.Contains("esol.logS", Assert.Throws<ObjectiveException>(() => RankingScore.Bind(twice, Columns)).Message);
    }

    [Fact]
    public void Filters_include_their_ends_and_accept_no_missing_property()
    {
        var filters = new PropertyFilters([new PropertyFilter("qed", 0.2, null), new PropertyFilter("molecular_weight", 100, 600)]);

        Assert.True(filters.Accept([600, 1, 1, 1, 1, 1, 0.2f]));
        Assert.True(filters.Accept([100, 1, 1, 1, 1, 1, 1]));
        Assert.False(filters.Accept([600.1f, 1, 1, 1, 1, 1, 0.5f]));
        Assert.False(filters.Accept([300, 1, 1, 1, 1, 1, 0.19f]));
        Assert.False(filters.Accept([float.NaN, 1, 1, 1, 1, 1, 0.5f]));
        Assert.True(new PropertyFilters([]).Accept([float.NaN, 1, 1, 1, 1, 1, 1]));
    }
}
