using MolScreen.Gnn.Uncertainty;

namespace MolScreen.Gnn.Tests.Uncertainty;

public sealed class MondrianConformalTests
{
    /// <summary>
    /// Class 0 has the strangeness 0.125, 0.25, 0.5; class 1 (0.75, 0.375) has 0.25, 0.625. A row with 0.25: two of class 0 are at least as strange,
    /// p0 = 3/4; its strangeness as class 1 is 0.75, no row's is, p1 = 1/3.
    /// </summary>
    [Fact]
    public void Worked_by_hand()
    {
        var conformal = MondrianConformal.Fit([0.125f, 0.25f, 0.5f, 0.75f, 0.375f, float.NaN, 0.5f], [0, 0, 0, 1, 1, 1, float.NaN]);
        Assert.Equal((3.0 / 4, 1.0 / 3), conformal.PValues(0.25f));
        Assert.Equal(ClassSet.Both, conformal.Classes(0.25f, 0.1));
        Assert.Equal(ClassSet.Negative, conformal.Classes(0.25f, 0.4));
        Assert.Equal(ClassSet.None, conformal.Classes(0.25f, 0.8));
        Assert.Equal((1, 1), new MondrianConformal().PValues(0.5f));
    }

    /// <summary>A true class is refused at ε in at most ε of the cases, each class by itself, although one has a tenth of the rows.</summary>
    [Theory]
    [InlineData(200)]
    [InlineData(6000)]
    public void Each_class_is_refused_as_rarely_as_promised(int count)
    {
        var random = new Random(21);
        const double Significance = 0.2;
        double[] refused = new double[2], seen = new double[2];
        for (var draw = 0; draw < 120; draw++)
        {
            static double Rare(double score) => 0.2 * score;
            var (scores, labels) = SimulatedRows.Classification(random, count, Rare);
            var conformal = MondrianConformal.Fit(scores, labels);
            var (fresh, truth) = SimulatedRows.Classification(random, 500, Rare);
            for (var i = 0; i < fresh.Length; i++)
            {
                seen[(int)truth[i]]++;
                refused[(int)truth[i]] += conformal.Classes(fresh[i], Significance).HasFlag(truth[i] > 0 ? ClassSet.Positive : ClassSet.Negative) ? 0 : 1;
            }
        }

        Assert.InRange(refused[0] / seen[0], Significance - 0.02, Significance + 0.005);
        // Twenty rows of the rare class: refusing is possible in steps of 1/21, and ⌊0.2 · 21⌋ / 21 = 0.19 of them are.
        Assert.InRange(refused[1] / seen[1], Significance - 0.06, Significance + 0.02);
    }

    [Fact]
    public void A_thousand_points_stand_for_more_and_never_make_a_p_value_smaller()
    {
        var (scores, labels) = SimulatedRows.Classification(new Random(22), 12345, score => score / 2);
        var conformal = MondrianConformal.Fit(scores, labels);
        Assert.Equal(ClassStrangeness.MostPoints, conformal.Negative.Points.Length);
        var negatives = scores.Where((_, i) => labels[i] == 0).ToArray();
        Assert.Equal(negatives.Length, conformal.Negative.Count);
        for (var i = 0; i <= 400; i++)
        {
            var exact = (1.0 + negatives.Count(score => score >= i / 400f)) / (1 + negatives.Length);
            Assert.InRange(conformal.PValues(i / 400f).P0, exact, exact + 0.00101);
        }
    }
}
