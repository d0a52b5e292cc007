using MolScreen.Gnn.Arms;

namespace MolScreen.Gnn.Tests.Arms;

public sealed class ArmBlendTests
{
    private static readonly TaskDescription[] number = [new TaskDescription { Name = "y" }];

    /// <summary>One arm is right, the other is the label turned round: all weight goes to the first.</summary>
    [Fact]
    public void An_arm_that_is_right_gets_the_weight()
    {
        var labels = Enumerable.Range(0, 400).Select(i => (float)(i % 7)).ToArray();
        var blend = ArmBlend.Fit([ArmKind.Network, ArmKind.Trees], number, [labels, Array.ConvertAll(labels, y => 6 - y)], labels);
        Assert.Equal([1, 0], blend.Of(0).ToArray());
    }

    /// <summary>
    /// Errors of +1 and −1 in turn, of the same size in both arms and of opposite sign: at equal weights they cancel, so the blend is the label itself.
    /// </summary>
    [Fact]
    public void Errors_that_cancel_share_the_weight()
    {
        var labels = Enumerable.Range(0, 200).Select(i => i * 0.1f).ToArray();
        float[] above = [.. labels.Select((y, i) => y + (i % 2 == 0 ? 1 : -1))], below = [.. labels.Select((y, i) => y - (i % 2 == 0 ? 1 : -1))];
        var blend = ArmBlend.Fit([ArmKind.Network, ArmKind.Kernel], number, [above, below], labels);
        Assert.Equal([0.5, 0.5], blend.Of(0).ToArray());

        float[] values = new float[200], spread = new float[200];
        blend.Apply([above, below], 1, values, spread);
        Assert.All(values.Zip(labels), pair => Assert.Equal(pair.Second, pair.First, 1e-5));
        Assert.All(spread, one => Assert.Equal(1, one, 1e-3));
    }

    /// <summary>Nothing held out, few rows, or an arm that does not know the task.</summary>
    [Fact]
    public void Little_evidence_leaves_the_arms_alike_and_none_the_network_alone()
    {
        float[] nan = [float.NaN, float.NaN, float.NaN], labels = [1, 2, 4];
        Assert.Equal([1, 0], ArmBlend.Fit([ArmKind.Network, ArmKind.Trees], number, [nan, nan], labels).Of(0).ToArray());
        Assert.Equal([1, 0], ArmBlend.Fit([ArmKind.Network, ArmKind.Kernel], number, [[1, 2, 3], nan], labels).Of(0).ToArray());

        // Both arms are the same: only the prior, that all arms are equally good, tells weights apart.
        Assert.Equal([0.5, 0.5], ArmBlend.Fit([ArmKind.Network, ArmKind.Trees], number, [[1, 2, 3], [1, 2, 3]], labels).Of(0).ToArray());
    }

    /// <summary>Of probabilities the log loss decides: the arm that says 0.9 for every 1 beats the one that always says 0.5.</summary>
    [Fact]
    public void Classes_are_weighed_by_log_loss()
    {
        var labels = Enumerable.Range(0, 300).Select(i => (float)(i % 2)).ToArray();
        var blend = ArmBlend.Fit(
            [ArmKind.Network, ArmKind.Trees],
            [new TaskDescription { Name = "c", Kind = TaskKind.Classification }],
            [Array.ConvertAll(labels, _ => 0.5f), Array.ConvertAll(labels, y => y > 0 ? 0.9f : 0.1f)],
            labels);
        Assert.Equal([0, 1], blend.Of(0).ToArray());
    }
}
