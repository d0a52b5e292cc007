using MolScreen.Gnn.Bundles;
using MolScreen.Gnn.Explanation;
using MolScreen.Gnn.Tests.Kernel;
using MolScreen.Gnn.Tests.Trees;
using MolScreen.Gnn.Trees;
using MolScreen.Gnn.Uncertainty;

namespace MolScreen.Gnn.Tests.Explanation;

public sealed class ArmAttributionTests
{
    private static readonly TaskDescription Class = new() { Name = "c", Kind = TaskKind.Classification, Minimum = 0, Maximum = 1 };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(16)]
    [InlineData(64)]
    [InlineData(512)]
    public void Gauss_Legendre_is_exact_for_polynomials(int points)
    {
        var (t, w) = GaussLegendre.Rule(points);
        Assert.Equal(points, t.Distinct().Count());
        foreach (var power in new[] { 0, 1, (2 * points) - 1 })
        {
            Assert.Equal(1.0 / (power + 1), t.Zip(w, (x, weight) => weight * Math.Pow(x, power)).Sum(), 1e-13);
        }
    }

    [Fact]
    public void Contributions_of_trees_add_up()
    {
        var (features, labels) = PlantedRule.Draw(300, 1);
        var (few, _) = PlantedRule.Draw(20, 2);
        foreach (var kind in new[] { TaskKind.Regression, TaskKind.Classification })
        {
            var options = new BoostedTreesOptions { Rounds = 60, Depth = 3, LearningRate = 0.2 };
            using var trees = BoostedTrees.Fit(kind, features, kind == TaskKind.Regression ? labels : Array.ConvertAll(labels, label => label > 1 ? 1f : 0), null, null, options);
            using var loaded = BoostedTrees.Load(trees.Save());
            var contributions = loaded.Contributions(few);
            var predicted = PlantedRule.Predict(trees, few);
            for (var i = 0; i < few.Rows; i++)
            {
                var row = contributions.AsSpan(i * (few.Width + 1), few.Width + 1);
                var sum = 0.0;
                foreach (var one in row)
                {
                    sum += one;
                }

                Assert.Equal(predicted[i], kind == TaskKind.Regression ? sum : 1 / (1 + Math.Exp(-sum)), 1e-5);
                Assert.True(Math.Abs(row[3]) > Math.Abs(row[0]), "The column that counts contributes most.");
            }
        }
    }

    /// <summary>The shares of a similarity are the integrals of its derivatives, and add up to it.</summary>
    [Fact]
    public void Shares_of_a_similarity_are_its_integrated_gradients()
    {
        var fingerprints = PlainTanimoto.Draw(12, 30, 3);
        for (var i = 1; i < fingerprints.Count; i++)
        {
            var counts = Dense(fingerprints, 0);
            var others = Dense(fingerprints, i);
            var set = Enumerable.Range(0, counts.Length).Where(j => counts[j] > 0).ToArray();
            var (own, theirs, shares) = (Array.ConvertAll(set, j => counts[j]), Array.ConvertAll(set, j => others[j]), new double[set.Length]);
            KernelAttributor.SimilarityShares(own, theirs, others.Sum(), shares);
            Assert.Equal(PlainTanimoto.Similarity(fingerprints, 0, fingerprints, i), shares.Sum(), 1e-12);

            const int pieces = 60_000; // a multiple of the counts, so that no piece holds a kink
            var integrals = new double[set.Length];
            for (var piece = 0; piece < pieces; piece++)
            {
                var t = (piece + 0.5) / pieces;
                var absent = others.Sum() - theirs.Sum();
                double n = 0, d = absent;
                for (var j = 0; j < set.Length; j++)
                {
                    (n, d) = (n + Math.Min(t * own[j], theirs[j]), d + Math.Max(t * own[j], theirs[j]));
                }

                for (var j = 0; j < set.Length; j++)
                {
                    integrals[j] += own[j] * (t * own[j] < theirs[j] ? 1 / d : -n / (d * d)) / pieces;
                }
            }

            Assert.All(integrals, (integral, j) => Assert.Equal(integral, shares[j], 1e-7));
        }
    }

    [Fact]
    public void An_entry_is_shared_by_its_environments_and_their_atoms()
    {
        var environments = new FingerprintEnvironments([4, 9, 4], [0, 1, 3, 6], [0, 0, 1, 0, 1, 2]);
        var atoms = new double[3];
        Assert.True(environments.Share(4, 6, atoms));
        Assert.Equal([4, 1, 1], atoms);
        Assert.False(environments.Share(5, 6, atoms));
        Assert.Equal([4, 1, 1], atoms);
    }

    [Theory]
    [InlineData(0.3, 0.7)]
    [InlineData(0.5, 0.501)]
    [InlineData(0.5, 0.5)]
    [InlineData(0.999, 0.2)]
    public void A_calibration_keeps_the_sum_and_the_order_of_contributions(double baseline, double value)
    {
        var calibration = new TaskCalibration { Probability = new ProbabilityCalibration { Kind = CalibrationKind.Platt, Slope = 2, Intercept = 0.5 } };
        var blend = new Attribution(value, baseline, [0.4, value - baseline - 0.35, -0.1]) { Descriptors = 0.05 };
        var predicted = Certainty.Of(Class, calibration, (float)value, 0, 0).Value;

        var found = BlendedPrediction.Of(blend, Class, calibration, predicted);

        Assert.Equal(predicted, found.Value);
        Assert.Equal(0, found.Error, 1e-12);
        Assert.True(found.Atoms[0] > found.Atoms[2] && found.Atoms[0] > 0 && found.Atoms[2] < 0);
        Assert.InRange(found.Atoms[0], 0.1, 1);
    }

    [Fact]
    public void A_limit_scales_contributions_and_what_it_does_not_touch_stays()
    {
        var task = new TaskDescription { Name = "y", Minimum = 0 };
        var free = BlendedPrediction.Of(new Attribution(3, 1, [3, -1]), task, null, 3);
        Assert.Equal([3, -1], free.Atoms);
        var limited = BlendedPrediction.Of(new Attribution(-2, 2, [-5, 1]), task, null, 0);
        Assert.Equal([-2.5, 0.5], limited.Atoms);
        Assert.Equal((2, 0), (limited.Baseline, limited.Error));
        var both = BlendedPrediction.Of(new Attribution(-2, -1, [-2, 1]), task, null, 0);
        Assert.Equal((0, 0), (both.Baseline, both.Atoms.Sum(Math.Abs)));
    }

    private static double[] Dense(CountFingerprints fingerprints, int row)
    {
        var dense = new double[fingerprints.Size];
        for (var i = fingerprints.Starts[row]; i < fingerprints.Starts[row + 1]; i++)
        {
            dense[fingerprints.Positions[i]] = fingerprints.Counts[i];
        }

        return dense;
    }
}
