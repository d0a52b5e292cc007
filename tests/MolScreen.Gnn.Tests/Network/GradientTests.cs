using MolScreen.Gnn.Network;
using MolScreen.Gnn.Training;
using static TorchSharp.torch;

namespace MolScreen.Gnn.Tests.Network;

public sealed class GradientTests
{
    private static readonly NetworkArchitecture architecture = new() { Hidden = 12, FfnHidden = 9, Depth = 4, Tasks = 2, AggregationNorm = 5 };

    /// <summary>Central differences of the equations in double precision; 1e-3 of the largest gradient covers the single precision of the other side.</summary>
    [Fact]
    public void Gradients_equal_finite_differences_of_the_equations()
    {
        var graphs = Oracle.Graphs.Select([4, 6, 8, 20, 33]);
        float[] targets = [0.3f, -1, 2, 0.7f, 1, 0, -0.2f, 0.9f, 0, 0], present = [1, 1, 0, 1, 1, 1, 1, 0, 1, 1];
        var weights = ForwardTests.RandomWeights(architecture, 5) with { TargetMean = [0, 0], TargetScale = [1, 1] };

        using var scope = NewDisposeScope();
        using var network = new Dmpnn(architecture);
        network.Load(weights);
        using var batch = new GraphBatch(graphs, graphs.Offsets(), [0, 1, 2, 3, 4], CPU);
        MaskedLoss.Of(TaskKind.Regression, network.call(batch), tensor(targets, [5, 2]), tensor(present, [5, 2])).backward();
        var gradients = network.named_parameters().ToDictionary(p => p.name, p => p.parameter.grad!.data<float>().ToArray());

        double Loss() => ReferenceNetwork.Predict(weights, architecture, graphs).Select((y, i) => present[i] * (y - targets[i]) * (y - targets[i])).Sum() / present.Sum();
        var compared = new Dictionary<string, float[]>
        {
            ["inputLayer.weight"] = weights.Input.Weight,
            ["updateLayer.weight"] = weights.Update.Weight,
            ["outputLayer.weight"] = weights.Output.Weight,
            ["outputLayer.bias"] = weights.Output.Bias!,
            ["feedForward0.weight"] = weights.FeedForward[0].Weight,
            ["feedForward1.bias"] = weights.FeedForward[1].Bias!,
        };
        foreach (var (name, values) in compared)
        {
            var largest = gradients[name].Max(Math.Abs);
            Assert.True(largest > 0, name);
            for (var i = 0; i < values.Length; i += Math.Max(1, values.Length / 12))
            {
                var kept = values[i];
                var (above, below) = (kept + 1e-5f, kept - 1e-5f);
                values[i] = above;
                var up = Loss();
                values[i] = below;
                var down = Loss();
                values[i] = kept;
                Assert.Equal((up - down) / ((double)above - below), gradients[name][i], 1e-3 * largest);
            }
        }
    }

    [Fact]
    public void A_missing_label_neither_counts_nor_pulls()
    {
        using var scope = NewDisposeScope();
        var outputs = tensor([1f, 5, -2, 3], [2, 2], requires_grad: true);
        var loss = MaskedLoss.Of(TaskKind.Regression, outputs, tensor([0f, 0, 0, 0], [2, 2]), tensor([1f, 0, 1, 0], [2, 2]));
        Assert.Equal((1 + 4) / 2f, loss.item<float>());
        loss.backward();
        Assert.Equal([1f, 0, -2, 0], outputs.grad!.data<float>().ToArray());
        var one = MaskedLoss.Of(TaskKind.Classification, tensor([0f, 9], [1, 2]), tensor([1f, 0], [1, 2]), tensor([1f, 0], [1, 2]));
        Assert.Equal(Math.Log(2), one.item<float>(), 1e-6);
    }
}
