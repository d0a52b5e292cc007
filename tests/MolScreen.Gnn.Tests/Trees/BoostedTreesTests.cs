using MolScreen.Gnn.Trees;

namespace MolScreen.Gnn.Tests.Trees;

public sealed class BoostedTreesTests
{
    private static readonly BoostedTreesOptions few = new() { Rounds = 60, LearningRate = 0.2, ColumnSample = 1, Seed = 7 };

    [Fact]
    public void A_planted_rule_is_learned_and_carries_over()
    {
        var (train, labels) = PlantedRule.Draw(600, seed: 1);
        var (validation, validationLabels) = PlantedRule.Draw(100, seed: 2);
        var (test, expected) = PlantedRule.Draw(200, seed: 3);

        using var trees = BoostedTrees.Fit(TaskKind.Regression, train, labels, validation, validationLabels, few);

        // The labels spread by 1; what is left is at the edge of the descriptor's rule.
        Assert.InRange(PlantedRule.Predict(trees, test).Zip(expected, (value, label) => (value - label) * (value - label)).Average(), 0, 0.02f);
    }

    [Fact]
    public void Classes_of_a_planted_rule_are_told_apart()
    {
        var (train, values) = PlantedRule.Draw(600, seed: 1);
        var (test, expected) = PlantedRule.Draw(200, seed: 3);
        var labels = Array.ConvertAll(values, value => value >= 2 ? 1f : 0f);

        using var trees = BoostedTrees.Fit(TaskKind.Classification, train, labels, null, null, few with { BalanceClasses = true });

        Assert.All(PlantedRule.Predict(trees, test).Zip(expected), pair => Assert.Equal(pair.Second >= 2, pair.First > 0.5f));
        Assert.Equal(few.Rounds, trees.Rounds);
    }

    /// <summary>Labels that have nothing to do with the features: the first trees are as good as any.</summary>
    [Fact]
    public void Boosting_stops_early_on_noise()
    {
        var (train, labels) = PlantedRule.Draw(200, seed: 1);
        var (validation, validationLabels) = PlantedRule.Draw(200, seed: 2);
        new Random(5).Shuffle(labels);

        using var trees = BoostedTrees.Fit(TaskKind.Regression, train, labels, validation, validationLabels, few with { Rounds = 400, EarlyStoppingRounds = 10 });

        Assert.InRange(trees.Rounds, 1, 100);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_another_does_not()
    {
        var (train, labels) = PlantedRule.Draw(200, seed: 1);
        byte[] Bytes(int seed)
        {
            using var trees = BoostedTrees.Fit(TaskKind.Regression, train, labels, null, null, few with { Seed = seed });
            return trees.Save();
        }

        Assert.Equal(Bytes(1), Bytes(1));
        Assert.NotEqual(Bytes(1), Bytes(2));
    }

    /// <summary>An undefined descriptor says as much as a value: rows without it have a label of their own.</summary>
    [Fact]
    public void A_missing_value_is_not_a_zero()
    {
        var descriptors = Enumerable.Range(0, 90).Select(i => (i % 3) switch { 0 => float.NaN, 1 => 0f, _ => 1f }).ToArray();
        var labels = Enumerable.Range(0, 90).Select(i => i % 3 == 0 ? 5f : 1f).ToArray();
        var features = FeatureMatrix.Of(90, null, new DescriptorTable(descriptors, 1));

        using var trees = BoostedTrees.Fit(TaskKind.Regression, features, labels, null, null, few with { Subsample = 1 });

        Assert.All(PlantedRule.Predict(trees, features).Zip(labels), pair => Assert.Equal(pair.Second, pair.First, 0.1f));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void One_class_alone_gives_its_probability_towards_its_end(int label)
    {
        var (train, _) = PlantedRule.Draw(50, seed: 1);
        using var trees = BoostedTrees.Fit(TaskKind.Classification, train, Enumerable.Repeat((float)label, 50).ToArray(), null, null, few with { BalanceClasses = true });
        Assert.All(PlantedRule.Predict(trees, train), value => Assert.Equal(label, value, 0.02f));
    }

    [Fact]
    public void Constant_labels_come_back()
    {
        var (train, _) = PlantedRule.Draw(50, seed: 1);
        using var trees = BoostedTrees.Fit(TaskKind.Regression, train, Enumerable.Repeat(-3.25f, 50).ToArray(), null, null, few);
        Assert.All(PlantedRule.Predict(trees, train), value => Assert.Equal(-3.25f, value, 1e-5f));
    }

    [Fact]
    public void Three_rows_without_any_entry_give_their_mean()
    {
        var features = new FeatureMatrix(5, [0, 0, 0, 0], [], []);
        using var trees = BoostedTrees.Fit(TaskKind.Regression, features, [1, 2, 6], features, [1, 2, 6], few with { Subsample = 1 });
        Assert.All(PlantedRule.Predict(trees, features), value => Assert.Equal(3, value, 1e-5f));
        trees.Predict(new FeatureMatrix(5, [0], [], []), []);
    }

    [Fact]
    public void Threads_may_predict_with_one_model_at_once()
    {
        var (train, labels) = PlantedRule.Draw(300, seed: 1);
        using var trees = BoostedTrees.Fit(TaskKind.Regression, train, labels, null, null, few);
        var expected = PlantedRule.Predict(trees, train);
        Parallel.For(0, 64, i =>
        {
            var rows = Enumerable.Range(i, 100).ToArray();
            Assert.Equal(Array.ConvertAll(rows, row => expected[row]), PlantedRule.Predict(trees, train.Select(rows)));
        });
    }

    [Fact]
    public void Labels_options_and_sizes_that_do_not_fit_are_refused()
    {
        var (train, labels) = PlantedRule.Draw(20, seed: 1);
        void Refused(TaskKind kind, float[] with, BoostedTreesOptions options) =>
            Assert.ThrowsAny<ArgumentException>(() => BoostedTrees.Fit(kind, train, with, null, null, options));

        Refused(TaskKind.Regression, labels[1..], few);
        Refused(TaskKind.Regression, [float.NaN, .. labels[1..]], few);
        Refused(TaskKind.Classification, [0.5f, .. labels[1..]], few);
        Refused(TaskKind.Regression, labels, few with { Rounds = 0, Subsample = 2 });
        Assert.ThrowsAny<ArgumentException>(() => BoostedTrees.Fit(TaskKind.Regression, train, labels, new FeatureMatrix(3, [0, 0], [], []), [1], few));
        using var trees = BoostedTrees.Fit(TaskKind.Regression, train, labels, null, null, few);
        Assert.ThrowsAny<ArgumentException>(() => trees.Predict(new FeatureMatrix(3, [0, 0], [], []), new float[1]));
        Assert.ThrowsAny<ArgumentException>(() => trees.Predict(train, new float[1]));
    }

    [Fact]
    public void A_cancelled_fit_ends()
    {
        var (train, labels) = PlantedRule.Draw(20, seed: 1);
        Assert.Throws<OperationCanceledException>(() => BoostedTrees.Fit(TaskKind.Regression, train, labels, null, null, few, new CancellationToken(canceled: true)));
    }
}
