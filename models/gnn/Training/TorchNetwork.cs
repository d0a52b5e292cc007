using MolScreen.Gnn.Inference;
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
    private readonly DeviceMemory memory;

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
        memory = new DeviceMemory(options.BatchSize);
        optimizer = optim.Adam(network.parameters(), options.InitialLearningRate);
    }

    /// <inheritdoc/>
    public double Step(int[] rows, float[] targets, float[] present, double learningRate)
    {
        foreach (var group in optimizer.ParamGroups)
        {
            group.LearningRate = learningRate;
        }

        // Parts of a batch that the device cannot hold as a whole add up to its gradient: each counts by its labels.
        double sum = 0, labels = present.Sum();
        memory.Run(size =>
        {
            optimizer.zero_grad();
            sum = 0;
            for (var first = 0; first < rows.Length; first += size)
            {
                sum += Part(rows, targets, present, first, Math.Min(size, rows.Length - first), labels);
            }
        });
        optimizer.step();
        return sum;
    }

    /// <summary>Adds a part's gradient, and returns its share of the loss.</summary>
    private double Part(int[] rows, float[] targets, float[] present, int first, int count, double labels)
    {
        var (from, end) = (first * tasks.Count, (first + count) * tasks.Count);
        var share = present.AsSpan(from..end).ToArray().Sum() / labels;
        if (share == 0)
        {
            return 0;
        }

        using var scope = NewDisposeScope();
        using var batch = new GraphBatch(graphs, offsets, rows.AsSpan(first, count), place, descriptors);
        long[] shape = [count, tasks.Count];
        var loss = MaskedLoss.Of(tasks, network.call(batch), tensor(targets[from..end], shape, device: place), tensor(present[from..end], shape, device: place)) * (float)share;
        loss.backward();
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
