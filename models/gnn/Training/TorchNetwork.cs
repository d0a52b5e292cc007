using MolScreen.Gnn.Network;
using TorchSharp;
using static TorchSharp.torch;

namespace MolScreen.Gnn.Training;

/// <summary>Trains every architecture, on the processor or on CUDA, by libtorch's autograd.</summary>
internal sealed class TorchNetwork : ITrainableNetwork
{
    // libtorch's generator belongs to the process: networks are initialized one at a time.
    private static readonly Lock initializing = new();

    private readonly MoleculeGraphs graphs;
    private readonly (int[] Atoms, int[] Bonds) offsets;
    private readonly DescriptorScale? descriptorScale;
    private readonly DescriptorTable? descriptors;
    private readonly IReadOnlyList<TaskDescription> tasks;
    private readonly Device place;
    private readonly Dmpnn network;
    private readonly optim.Optimizer optimizer;

    internal TorchNetwork(TrainingData data, TrainingOptions options, NetworkArchitecture architecture, DescriptorScale? descriptorScale, int seed, string device)
    {
        set_num_threads(1);
        (graphs, offsets, tasks, place) = (data.Graphs, data.Graphs.Offsets(), options.Tasks, new Device(device));
        (this.descriptorScale, descriptors) = (descriptorScale, descriptorScale?.Apply(data.Inputs.Descriptors!));
        lock (initializing)
        {
            manual_seed(seed);
            network = new Dmpnn(architecture);
            if (options.Initial is { } initial)
            {
                network.LoadEncoder(initial);
            }

            network = network.to(place);
        }

        network.train();
        optimizer = optim.Adam(network.parameters(), options.InitialLearningRate);
    }

    /// <inheritdoc/>
    public double Step(int[] rows, float[] targets, float[] present, double learningRate)
    {
        foreach (var group in optimizer.ParamGroups)
        {
            group.LearningRate = learningRate;
        }

        using var scope = NewDisposeScope();
        using var batch = new GraphBatch(graphs, offsets, rows, place, descriptors);
        long[] shape = [rows.Length, tasks.Count];
        optimizer.zero_grad();
        var loss = MaskedLoss.Of(tasks, network.call(batch), tensor(targets, shape, device: place), tensor(present, shape, device: place));
        loss.backward();
        optimizer.step();
        return loss.item<float>();
    }

    /// <inheritdoc/>
    public NetworkWeights Export(TargetScale scale) => network.Export(scale.Mean, scale.Scale, descriptorScale);

    /// <inheritdoc/>
    public void Dispose()
    {
        optimizer.Dispose();
        network.Dispose();
    }
}
