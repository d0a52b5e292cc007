using MolScreen.Gnn.Trees;

namespace MolScreen.Gnn.Tests.Trees;

public sealed class BoostedTreesFileTests
{
    private static readonly byte[] saved = Fit();

    [Fact]
    public void A_model_read_back_predicts_the_same_bits()
    {
        var (features, labels) = PlantedRule.Draw(100, seed: 1);
        using var fitted = BoostedTrees.Fit(TaskKind.Regression, features, labels, null, null, new BoostedTreesOptions { Rounds = 20 });
        using var read = BoostedTrees.Load(fitted.Save(), threads: 2);
        Assert.Equal((fitted.Kind, fitted.Width, fitted.Rounds), (read.Kind, read.Width, read.Rounds));
        Assert.Equal(PlantedRule.Predict(fitted, features), PlantedRule.Predict(read, features));
        Assert.Equal(fitted.Save(), read.Save());
    }

    [Fact]
    public void Truncated_bytes_are_refused()
    {
        for (var length = 0; length < saved.Length; length += length < 80 ? 1 : 97)
        {
            Assert.Throws<BoostedTreesException>(() => BoostedTrees.Load(saved.AsSpan(0, length)));
        }
    }

    [Fact]
    public void Changed_bytes_are_refused()
    {
        for (var i = 0; i < saved.Length; i += i < 80 ? 1 : 97)
        {
            var changed = (byte[])saved.Clone();
            changed[i] ^= 4;
            Assert.Throws<BoostedTreesException>(() => BoostedTrees.Load(changed));
        }
    }

    private static byte[] Fit()
    {
        var (features, labels) = PlantedRule.Draw(100, seed: 1);
        using var trees = BoostedTrees.Fit(TaskKind.Regression, features, labels, null, null, new BoostedTreesOptions { Rounds = 20 });
        return trees.Save();
    }
}
