using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MolScreen.Torch.Tests.System;

public sealed class TrainingTests
{
    [Fact]
    public void A_policy_shaped_network_learns_its_classes()
    {
        manual_seed(7);
        set_num_threads(1);
        using var network = new Policy(inputs: 32, hidden: 24, outputs: 5);
        using var optimizer = optim.Adam(network.parameters(), lr: 1e-2);
        using var inputs = rand(200, 32);
        using var targets = inputs.slice(1, 0, 5, 1).argmax(1);
        var (first, last) = (0f, 0f);
        for (var step = 0; step < 150; step++)
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            var loss = nn.functional.cross_entropy(network.call(inputs), targets);
            loss.backward();
            optimizer.step();
            last = loss.item<float>();
            first = step == 0 ? last : first;
        }

        network.eval();
        using var evaluation = no_grad();
        using var right = network.call(inputs).argmax(1).eq(targets).to(ScalarType.Float32).mean();
        Assert.InRange(first, 1.4f, 1.9f);
        Assert.True(last < 0.3f * first, $"cross entropy went from {first} to {last}");
        Assert.True(right.item<float>() > 0.9f, $"accuracy {right.item<float>()}");
    }

    [Fact]
    public void The_same_seed_gives_the_same_weights()
    {
        static float[] Weights(long seed)
        {
            manual_seed(seed);
            using var layer = nn.Linear(20, 30);
            return layer.weight.data<float>().ToArray();
        }

        Assert.Equal(Weights(3), Weights(3));
        Assert.NotEqual(Weights(3), Weights(4));
        Assert.All(Weights(3), w => Assert.InRange(w, -1 / MathF.Sqrt(20), 1 / MathF.Sqrt(20)));
    }

    /// <summary>Adam's first steps by its published equations in double precision.</summary>
    [Fact]
    public void Adam_follows_its_equations()
    {
        float[] start = [1, -2, 3, 0.5f, 4, -1, 2, 8, -3, 0.25f];
        using var parameter = new Parameter(tensor(start));
        using var optimizer = optim.Adam([parameter], lr: 0.1);
        var expected = start.Select(v => (double)v).ToArray();
        double[] m = new double[start.Length], v = new double[start.Length];
        for (var t = 1; t <= 5; t++)
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            parameter.mul(parameter).sum().backward();
            optimizer.ParamGroups.Single().LearningRate = 0.1 / t;
            optimizer.step();
            for (var i = 0; i < expected.Length; i++)
            {
                var gradient = 2 * expected[i];
                m[i] = (0.9 * m[i]) + (0.1 * gradient);
                v[i] = (0.999 * v[i]) + (0.001 * gradient * gradient);
                expected[i] -= 0.1 / t * (m[i] / (1 - Math.Pow(0.9, t))) / (Math.Sqrt(v[i] / (1 - Math.Pow(0.999, t))) + 1e-8);
            }
        }

        Assert.All(parameter.data<float>().ToArray().Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-4));
    }

    [Fact]
    public void State_moves_between_networks_by_name()
    {
        using var from = new Policy(8, 4, 3);
        using var to = new Policy(8, 4, 3);
        Assert.Equal(["first.weight", "first.bias", "second.weight", "second.bias"], from.named_parameters().Select(p => p.name));
        to.load_state_dict(from.state_dict());
        Assert.Equal(from.state_dict()["second.weight"].data<float>().ToArray(), to.state_dict()["second.weight"].data<float>().ToArray());
        var incomplete = from.state_dict();
        incomplete.Remove("first.bias");
        Assert.Throws<InvalidOperationException>(() => to.load_state_dict(incomplete));
    }

    private sealed class Policy : nn.Module<Tensor, Tensor>
    {
        private readonly Linear first;
        private readonly ELU activation = nn.ELU();
        private readonly Dropout dropout = nn.Dropout(0.1);
        private readonly Linear second;

        internal Policy(long inputs, long hidden, long outputs)
            : base(nameof(Policy))
        {
            first = nn.Linear(inputs, hidden);
            second = nn.Linear(hidden, outputs);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => second.call(dropout.call(activation.call(first.call(input))));
    }
}
