using System.Buffers.Binary;
using System.Text;
using MolScreen.Gnn.Trees;

namespace MolScreen.Gnn.Tests.Trees;

public sealed class SlimTreesTests
{
    /// <summary>Whatever stands in the two arrays, predictions and Shapley values are the same: XGBoost does not read them.</summary>
    [Fact]
    public void Nothing_that_is_cleared_is_read()
    {
        var (features, labels) = PlantedRule.Draw(200, seed: 1);
        using var trees = BoostedTrees.Fit(TaskKind.Regression, features, labels, null, null, new BoostedTreesOptions { Rounds = 20, Seed = 3 });
        var file = BoostedTreesFile.Read(trees.Save());
        var filled = file.Model.ToArray();
        var arrays = Fill(filled, "loss_changes"u8, 7) + Fill(filled, "base_weights"u8, 9);
        using var other = BoostedTrees.Load((file with { Model = filled }).Write());

        Assert.Equal(40, arrays);
        Assert.Equal(PlantedRule.Predict(trees, features), PlantedRule.Predict(other, features));
        Assert.Equal(trees.Contributions(features), other.Contributions(features));
        Assert.Equal(file.Model, SlimTrees.Of(filled));
    }

    [Theory]
    [InlineData("i", new byte[] { 2 })]
    [InlineData("U", new byte[] { 2 })]
    [InlineData("I", new byte[] { 0, 2 })]
    [InlineData("l", new byte[] { 0, 0, 0, 2 })]
    [InlineData("L", new byte[] { 0, 0, 0, 0, 0, 0, 0, 2 })]
    public void Counts_of_every_width_are_read(string type, byte[] count)
    {
        byte[] Model(byte value) => [.. Encoding.ASCII.GetBytes("loss_changes[$d#" + type), .. count, .. Enumerable.Repeat(value, 8), 5];
        Assert.Equal(Model(0), SlimTrees.Of(Model(4)));
    }

    [Fact]
    public void Another_form_is_refused() =>
        Assert.Throws<BoostedTreesException>(() => SlimTrees.Of(Encoding.ASCII.GetBytes("base_weights[d    d    ]")));

    /// <returns>How many arrays were found.</returns>
    private static int Fill(byte[] model, ReadOnlySpan<byte> key, float value)
    {
        var found = 0;
        for (var at = model.AsSpan().IndexOf(key); at >= 0; found++)
        {
            // XGBoost writes counts as 64-bit numbers.
            var start = at + key.Length + "[$d#L"u8.Length;
            var count = (int)BinaryPrimitives.ReadInt64BigEndian(model.AsSpan(start));
            for (var i = 0; i < count; i++)
            {
                BinaryPrimitives.WriteSingleBigEndian(model.AsSpan(start + sizeof(long) + (i * sizeof(float))), value);
            }

            var next = model.AsSpan(start).IndexOf(key);
            at = next < 0 ? -1 : start + next;
        }

        return found;
    }
}
