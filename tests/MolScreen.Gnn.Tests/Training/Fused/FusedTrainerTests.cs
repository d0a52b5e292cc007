using MolScreen.Gnn.Network;
using MolScreen.Gnn.Tests.Network;
using MolScreen.Gnn.Training;
using MolScreen.Gnn.Training.Fused;
using static TorchSharp.torch;

namespace MolScreen.Gnn.Tests.Training.Fused;

/// <summary>The trainer without libtorch against libtorch's gradients and optimizer, against the equations, and against itself.</summary>
public sealed class FusedTrainerTests
{
    /// <summary>Of a gradient's norm: single precision over sums of some ten thousand terms in another order.</summary>
    private const double Tolerance = 1e-4;

    public static TheoryData<NetworkArchitecture> Architectures =>
    [
        new NetworkArchitecture { Tasks = 2 },
        new NetworkArchitecture { Hidden = 24, FfnHidden = 20, Depth = 1, AggregationNorm = 20 },
        new NetworkArchitecture { Hidden = 33, FfnHidden = 40, FfnLayers = 3, Depth = 5, Aggregation = Aggregation.Sum, Tasks = 3 },
        new NetworkArchitecture { Hidden = 16, FfnHidden = 7, FfnLayers = 2, Depth = 2, Aggregation = Aggregation.Mean, Tasks = 5, Descriptors = 11 },
        new NetworkArchitecture { Hidden = 20, FfnLayers = 0, Depth = 4, Aggregation = Aggregation.Mean, Tasks = 2, Descriptors = 3 },
        new NetworkArchitecture { Hidden = 20, FfnHidden = 50, Depth = 3, Bias = true, Tasks = 2 },
    ];

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Loss_and_gradients_are_those_of_autograd(NetworkArchitecture architecture)
    {
        var batch = new FusedBatch(architecture);
        var state = batch.Draw();
        using var scope = NewDisposeScope();
        using var network = Torch(batch, state);
        var loss = Loss(batch, network);
        loss.backward();

        var trainer = new FusedTrainer(state, batch.Tasks, workers: 1);
        Assert.Equal(loss.item<float>(), batch.Step(trainer, 0), 1e-5 * Math.Max(1, loss.item<float>()));
        var expected = Gradients(network);
        foreach (var (name, actual) in Named(state.Export(trainer.Gradient, [], [], null)))
        {
            if (!expected.TryGetValue(name, out var gradient))
            {
                Assert.True(architecture.Depth == 1 && name.StartsWith("updateLayer", StringComparison.Ordinal), name);
                Assert.All(actual, value => Assert.Equal(0, value));
                continue;
            }

            var norm = Math.Sqrt(gradient.Sum(value => (double)value * value));
            var off = Math.Sqrt(gradient.Zip(actual, (a, b) => ((double)a - b) * ((double)a - b)).Sum());
            Assert.True(norm > 0 && off <= Tolerance * norm, $"{name}: off by {off} of {norm}");
        }
    }

    [Fact]
    public void Steps_are_those_of_torchs_Adam()
    {
        var batch = new FusedBatch(new NetworkArchitecture { Hidden = 24, FfnHidden = 20, Tasks = 2, AggregationNorm = 10 });
        var state = batch.Draw();
        using var scope = NewDisposeScope();
        using var network = Torch(batch, state);
        using var optimizer = optim.Adam(network.parameters(), 1e-3);
        var trainer = new FusedTrainer(state, batch.Tasks, workers: 1);
        var before = Named(state.Export(state.Values, [], [], null));
        for (var step = 0; step < 5; step++)
        {
            foreach (var group in optimizer.ParamGroups)
            {
                group.LearningRate = 1e-3 * (step + 1);
            }

            optimizer.zero_grad();
            Loss(batch, network).backward();
            optimizer.step();
            batch.Step(trainer, 1e-3 * (step + 1));
        }

        // Adam's first steps are the sign of the gradient: a gradient near 0 may go either way, hence the norm and not each number.
        var expected = Named(network.Export([0, 0], [1, 1]));
        foreach (var (name, actual) in Named(state.Export(state.Values, [], [], null)))
        {
            var moved = Math.Sqrt(expected[name].Zip(before[name], (a, b) => ((double)a - b) * ((double)a - b)).Sum());
            var off = Math.Sqrt(expected[name].Zip(actual, (a, b) => ((double)a - b) * ((double)a - b)).Sum());
            Assert.True(moved > 0 && off < 1e-3 * moved, $"{name}: off by {off} of {moved}");
        }
    }

    [Fact]
    public void Gradients_equal_finite_differences_of_the_equations()
    {
        var architecture = new NetworkArchitecture { Hidden = 6, FfnHidden = 5, Depth = 4, Tasks = 1, AggregationNorm = 5, Bias = true };
        var batch = new FusedBatch(architecture, Oracle.Graphs.Select([4, 6, 8, 20, 33]));
        var state = batch.Draw();
        var trainer = new FusedTrainer(state, batch.Tasks, workers: 1);
        var weights = state.Export(state.Values, [0], [1], null);
        batch.Step(trainer, 0);
        var gradients = Named(state.Export(trainer.Gradient, [], [], null));
        var reversed = batch.Graphs.Select(batch.Rows);
        double Loss() => ReferenceNetwork.Predict(weights, architecture, reversed).Select((y, i) => batch.Present[i] * (y - batch.Targets[i]) * (y - batch.Targets[i])).Sum() / batch.Present.Sum();
        foreach (var (name, values) in Named(weights))
        {
            var largest = gradients[name].Max(Math.Abs);
            for (var i = 0; i < values.Length; i += Math.Max(1, values.Length / 8))
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

    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    public void The_bits_do_not_depend_on_the_threads(double dropout)
    {
        var batch = new FusedBatch(new NetworkArchitecture { Hidden = 40, FfnHidden = 20, FfnLayers = 2, Tasks = 2, Dropout = dropout });
        var once = batch.Trained(batch.Draw(), workers: 1, steps: 4);
        Assert.All(once, value => Assert.True(float.IsFinite(value)));
        Assert.Equal(once, batch.Trained(batch.Draw(), workers: 2, steps: 4));
        Assert.Equal(once, batch.Trained(batch.Draw(), workers: 5, steps: 4));
        Assert.NotEqual(once, batch.Trained(batch.Draw(seed: 4), workers: 1, steps: 4));
    }

    /// <summary>The slope along the gradient is the gradient's squared length; the chance of a step is the same each time.</summary>
    [Fact]
    public void Gradients_with_dropout_are_those_of_the_loss_with_the_same_dropout()
    {
        var batch = new FusedBatch(new NetworkArchitecture { Hidden = 40, FfnHidden = 30, FfnLayers = 2, Tasks = 2, Dropout = 0.2, AggregationNorm = 10 });
        var state = batch.Draw();
        var trainer = new FusedTrainer(state, batch.Tasks, workers: 1);
        var plain = new FusedBatch(batch.Architecture with { Dropout = 0 });
        var loss = batch.Step(trainer, 0);
        Assert.NotEqual(loss, plain.Step(new FusedTrainer(plain.Draw(), plain.Tasks, workers: 1), 0), 1e-4);
        var (start, gradient) = (state.Values.ToArray(), trainer.Gradient.ToArray());
        double Along(float by)
        {
            for (var i = 0; i < start.Length; i++)
            {
                state.Values[i] = start[i] + (by * gradient[i]);
            }

            state.Step = 0;
            return batch.Step(trainer, 0);
        }

        var squared = gradient.Sum(value => (double)value * value);
        var step = 1e-3f / (float)Math.Sqrt(squared);
        Assert.Equal(squared, (Along(step) - Along(-step)) / (2 * step), 0.01 * squared);
    }

    [Fact]
    public void A_training_goes_on_from_a_file_with_the_same_bits()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("state").FullName, "state.safetensors");
        var batch = new FusedBatch(new NetworkArchitecture { Hidden = 20, FfnHidden = 20, Tasks = 2, Dropout = 0.1 });
        var expected = batch.Trained(batch.Draw(), workers: 1, steps: 5);
        var state = batch.Draw();
        batch.Trained(state, workers: 1, steps: 2);
        state.Write(path);
        var read = FusedTrainingState.Read(path, batch.Architecture).State;
        Assert.Equal(2, read.Step);
        Assert.Equal(expected, batch.Trained(read, workers: 1, steps: 3));
        Assert.Throws<Torch.Safetensors.SafetensorsException>(() => FusedTrainingState.Read(path, batch.Architecture with { Hidden = 21 }));
        Directory.Delete(Path.GetDirectoryName(path)!, true);
    }

    [Fact]
    public void Molecules_without_bonds_or_atoms_and_batches_without_labels_train()
    {
        var carbon = Oracle.Graphs.AtomCodes.AsSpan(0, MoleculeGraphs.CodesPerAtom).ToArray();
        var graphs = MoleculeGraphs.Concatenate([new MoleculeGraphs(Oracle.Graphs.Layout, [1, 0, 2], [0, 0, 0], [.. carbon, .. carbon, .. carbon], [12, 12, 13], [], [])]);
        foreach (var aggregation in Enum.GetValues<Aggregation>())
        {
            foreach (var with in new[] { graphs, MoleculeGraphs.Concatenate([graphs, Oracle.Graphs.Select([3, 9])]) })
            {
                var batch = new FusedBatch(new NetworkArchitecture { Hidden = 12, FfnHidden = 8, Tasks = 2, Aggregation = aggregation }, with);
                batch.Present.AsSpan().Fill(1);
                var state = batch.Draw();
                using var scope = NewDisposeScope();
                using var network = Torch(batch, state);
                Assert.Equal(Loss(batch, network).item<float>(), batch.Step(new FusedTrainer(state, batch.Tasks, workers: 2), 1e-3), 1e-5);
                Assert.Equal(1, state.Step);
                batch.Present.AsSpan().Clear();
                var before = state.Values.ToArray();
                Assert.Equal(0, batch.Step(new FusedTrainer(state, batch.Tasks, workers: 1), 1e-3));
                Assert.Equal(before, state.Values.ToArray());
            }
        }
    }

    [Fact]
    public void An_encoder_that_is_given_is_where_training_starts()
    {
        var architecture = new NetworkArchitecture { Hidden = 20, FfnHidden = 9 };
        var encoder = ForwardTests.RandomWeights(architecture with { Tasks = 4 }, 5);
        var state = FusedTrainingState.Draw(architecture, 1, encoder);
        var weights = state.Export(state.Values, [0], [1], null);
        Assert.Equal(encoder.Input.Weight, weights.Input.Weight);
        Assert.Equal(encoder.Update.Weight, weights.Update.Weight);
        Assert.Equal(encoder.Output.Weight, weights.Output.Weight);
        Assert.Equal(encoder.Output.Bias, weights.Output.Bias);
        Assert.All(weights.FeedForward[0].Weight, value => Assert.InRange(Math.Abs(value), 0, 1 / Math.Sqrt(20)));
        Assert.Contains("cannot start", Assert.Throws<ArgumentException>(() => FusedTrainingState.Draw(architecture with { Hidden = 21 }, 1, encoder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_trained_here_is_said()
    {
        Assert.True(FusedTrainer.Supports(new NetworkArchitecture { Bias = true, Dropout = 0.5, Depth = 1, FfnLayers = 0, FfnActivation = Activation.Tanh }));
        foreach (var other in new[]
        {
            new NetworkArchitecture { Undirected = true }, new NetworkArchitecture { BatchNorm = true },
            new NetworkArchitecture { Activation = Activation.Tanh }, new NetworkArchitecture { FfnActivation = Activation.Prelu },
        })
        {
            Assert.False(FusedTrainer.Supports(other));
            Assert.Throws<ArgumentException>(() => new FusedTrainer(FusedTrainingState.Draw(other, 1), [new TaskDescription()], 1));
        }
    }

    private static Dmpnn Torch(FusedBatch batch, FusedTrainingState state)
    {
        var network = new Dmpnn(batch.Architecture);
        network.Load(state.Export(state.Values, [], [], null));
        network.train();
        return network;
    }

    private static Tensor Loss(FusedBatch batch, Dmpnn network)
    {
        using var graphs = new GraphBatch(batch.Graphs, batch.Offsets, batch.Rows, CPU, batch.Descriptors);
        long[] shape = [batch.Rows.Length, batch.Tasks.Length];
        return MaskedLoss.Of(batch.Tasks, network.call(graphs), tensor(batch.Targets, shape), tensor(batch.Present, shape));
    }

    private static Dictionary<string, float[]> Gradients(Dmpnn network) =>
        network.named_parameters().Where(p => p.parameter.grad is not null).ToDictionary(p => p.name, p => p.parameter.grad!.data<float>().ToArray());

    private static Dictionary<string, float[]> Named(NetworkWeights weights)
    {
        Dictionary<string, float[]> named = [];
        void Add(string name, LayerWeights layer)
        {
            named[$"{name}.weight"] = layer.Weight;
            if (layer.Bias is { } bias)
            {
                named[$"{name}.bias"] = bias;
            }
        }

        Add("inputLayer", weights.Input);
        Add("updateLayer", weights.Update);
        Add("outputLayer", weights.Output);
        for (var layer = 0; layer < weights.FeedForward.Count; layer++)
        {
            Add($"feedForward{layer}", weights.FeedForward[layer]);
        }

        return named;
    }
}
