using MolScreen.Gnn.Network;
using MolScreen.Gnn.Training;
using static TorchSharp.torch;

namespace MolScreen.Gnn.Tests.Network;

public sealed class GradientTests
{
    public static TheoryData<NetworkArchitecture> Architectures =>
    [
        new NetworkArchitecture { Hidden = 12, FfnHidden = 9, Depth = 4, Tasks = 2, AggregationNorm = 5 },
        new NetworkArchitecture
        {
            Hidden = 9, FfnHidden = 8, FfnLayers = 2, Tasks = 2, AggregationNorm = 5, Bias = true, Undirected = true, BatchNorm = true, Descriptors = 3,
            Activation = Activation.Prelu, FfnActivation = Activation.Prelu,
        },
        new NetworkArchitecture { Hidden = 8, FfnHidden = 8, Tasks = 2, AggregationNorm = 5, Bias = true, Activation = Activation.Selu, FfnActivation = Activation.Tanh },
        new NetworkArchitecture { Hidden = 8, FfnHidden = 8, Tasks = 2, AggregationNorm = 5, Undirected = true, Activation = Activation.LeakyRelu, FfnActivation = Activation.Elu },
    ];

    /// <summary>Central differences of the equations in double precision; 1e-3 of the largest gradient covers the single precision of the other side.</summary>
    [Theory]
    [MemberData(nameof(Architectures))]
    public void Gradients_equal_finite_differences_of_the_equations(NetworkArchitecture architecture)
    {
        var inputs = ForwardTests.RandomInputs(architecture.Descriptors, [4, 6, 8, 20, 33]);
        float[] targets = [0.3f, -1, 2, 0.7f, 1, 0, -0.2f, 0.9f, 0, 0], present = [1, 1, 0, 1, 1, 1, 1, 0, 1, 1];
        var weights = ForwardTests.RandomWeights(architecture, 5) with { TargetMean = [0, 0], TargetScale = [1, 1] };

        using var scope = NewDisposeScope();
        using var network = new Dmpnn(architecture);
        network.Load(weights);
        using var batch = new GraphBatch(inputs.Graphs, inputs.Graphs.Offsets(), [0, 1, 2, 3, 4], CPU, weights.Scaled(inputs));
        MaskedLoss.Of(Two(TaskKind.Regression), network.call(batch), tensor(targets, [5, 2]), tensor(present, [5, 2])).backward();
        var gradients = network.named_parameters().Where(p => p.parameter.requires_grad).ToDictionary(p => p.name, p => p.parameter.grad!.data<float>().ToArray());

        double Loss(NetworkWeights with) => ReferenceNetwork.Predict(with, architecture, inputs, training: true).Select((y, i) => present[i] * (y - targets[i]) * (y - targets[i])).Sum() / present.Sum();
        void Compare(string name, int place, double gradient)
        {
            var largest = gradients[name].Max(Math.Abs);
            Assert.True(largest > 0, name);
            Assert.Equal(gradient, gradients[name][place], 1e-3 * largest);
        }

        var compared = new Dictionary<string, float[]>
        {
            ["inputLayer.weight"] = weights.Input.Weight,
            ["updateLayer.weight"] = weights.Update.Weight,
            ["outputLayer.weight"] = weights.Output.Weight,
            ["outputLayer.bias"] = weights.Output.Bias!,
            ["feedForward0.weight"] = weights.FeedForward[0].Weight,
            ["feedForward1.bias"] = weights.FeedForward[1].Bias!,
        };
        if (architecture.Bias)
        {
            (compared["inputLayer.bias"], compared["updateLayer.bias"]) = (weights.Input.Bias!, weights.Update.Bias!);
        }

        if (weights.BatchNorm is { } norm)
        {
            (compared["batchNorm.weight"], compared["batchNorm.bias"]) = (norm.Weight, norm.Bias);
        }

        foreach (var (name, values) in compared)
        {
            for (var i = 0; i < values.Length; i += Math.Max(1, values.Length / 12))
            {
                var kept = values[i];
                var (above, below) = (kept + 1e-5f, kept - 1e-5f);
                values[i] = above;
                var up = Loss(weights);
                values[i] = below;
                var down = Loss(weights);
                values[i] = kept;
                Compare(name, i, (up - down) / ((double)above - below));
            }
        }

        if (weights is { MessageSlope: { } message, FfnSlope: { } feedForward })
        {
            const float step = 1e-4f;
            Compare("messageSlope", 0, (Loss(weights with { MessageSlope = message + step }) - Loss(weights with { MessageSlope = message - step })) / ((double)(message + step) - (message - step)));
            Compare("feedForwardSlope", 0, (Loss(weights with { FfnSlope = feedForward + step }) - Loss(weights with { FfnSlope = feedForward - step })) / ((double)(feedForward + step) - (feedForward - step)));
        }
    }

    /// <summary>As PyTorch keeps them: a tenth of the batch's mean and unbiased variance, nine tenths of what was.</summary>
    [Fact]
    public void Training_moves_the_running_statistics_and_inference_does_not()
    {
        using var scope = NewDisposeScope();
        using var norm = new BatchNorm(2);
        var batch = tensor([1f, 10, 3, 30, 8, 20], [3, 2]);
        norm.eval();
        norm.call(batch);
        Assert.Equal([0, 0], norm.Export(t => t.data<float>().ToArray()).Mean);
        norm.train();
        norm.call(batch);
        norm.call(tensor([7f, 7], [1, 2]));
        var after = norm.Export(t => t.data<float>().ToArray());
        Assert.Equal([0.4f, 2], after.Mean);
        Assert.Equal(0.9 + (0.1 * 13), after.Variance[0], 1e-5);
        Assert.Equal(0.9 + (0.1 * 100), after.Variance[1], 1e-5);
    }

    [Fact]
    public void A_missing_label_neither_counts_nor_pulls()
    {
        using var scope = NewDisposeScope();
        var outputs = tensor([1f, 5, -2, 3], [2, 2], requires_grad: true);
        var loss = MaskedLoss.Of(Two(TaskKind.Regression), outputs, tensor([0f, 0, 0, 0], [2, 2]), tensor([1f, 0, 1, 0], [2, 2]));
        Assert.Equal((1 + 4) / 2f, loss.item<float>());
        loss.backward();
        Assert.Equal([1f, 0, -2, 0], outputs.grad!.data<float>().ToArray());
        var one = MaskedLoss.Of(Two(TaskKind.Classification), tensor([0f, 9], [1, 2]), tensor([1f, 0], [1, 2]), tensor([1f, 0], [1, 2]));
        Assert.Equal(Math.Log(2), one.item<float>(), 1e-6);

        // A number off by 2 and a logit of 0: (4 + log 2) / 2.
        var mixed = MaskedLoss.Of([new TaskDescription(), new TaskDescription { Kind = TaskKind.Classification }], tensor([3f, 0], [1, 2]), tensor([1f, 1], [1, 2]), tensor([1f, 1], [1, 2]));
        Assert.Equal((4 + Math.Log(2)) / 2, mixed.item<float>(), 1e-6);
    }

    private static TaskDescription[] Two(TaskKind kind) => [new TaskDescription { Kind = kind }, new TaskDescription { Kind = kind }];
}
