using MolScreen.Gnn.Network;
using MolScreen.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace MolScreen.Gnn.Inference;

/// <summary>One network ready to run: on the processor by the fused engine, on CUDA by libtorch.</summary>
internal interface IForwardPass : IDisposable
{
    /// <summary>Outputs with the targets' scale applied, before any sigmoid. Thread-safe.</summary>
    /// <param name="inputs">Checked graphs of the network's layout, with its descriptors where it takes any.</param>
    /// <param name="outputs">n × tasks, row-major.</param>
    /// <param name="readouts">n × hidden: the molecules' vectors, which the feed-forward network takes, without descriptors; null where nobody asks.</param>
    /// <param name="cancel">Stops between groups of molecules.</param>
    void Predict(MoleculeInputs inputs, float[] outputs, float[]? readouts, CancellationToken cancel);
}

/// <summary>Spreads groups of molecules over worker threads, one BLAS thread in each.</summary>
internal sealed class FusedForwardPass(NetworkWeights weights, NetworkArchitecture architecture, int threads) : IForwardPass
{
    /// <summary>Molecules of a group at most: the more, the more environments they share.</summary>
    private const int MostTogether = 1024;

    /// <summary>So that threads find work in few molecules: these are divided into four groups, or fewer where a group would not have 64.</summary>
    private const int FewestTogether = 64, FewestGroups = 4;

    private readonly FusedNetwork network = new(weights, architecture);

    /// <inheritdoc/>
    public void Predict(MoleculeInputs inputs, float[] outputs, float[]? readouts, CancellationToken cancel)
    {
        var graphs = inputs.Graphs;
        var offsets = graphs.Offsets();
        var descriptors = weights.Scaled(inputs);
        var tasks = architecture.Tasks;

        // Not by the number of threads, on which no bit of a result may depend.
        var groups = Math.Max(Parts(MostTogether), Math.Min(FewestGroups, Parts(FewestTogether)));
        int Parts(int size) => (graphs.Count + size - 1) / size;
        void Group(int group)
        {
            var first = (int)((long)graphs.Count * group / groups);
            var end = (int)((long)graphs.Count * (group + 1) / groups);
            var vectors = readouts is null ? [] : readouts.AsSpan(first * architecture.Hidden, (end - first) * architecture.Hidden);
            network.Predict(graphs, offsets, descriptors, first, end, outputs.AsSpan(first * tasks, (end - first) * tasks), vectors);
        }

        var workers = Math.Min(groups, threads > 0 ? threads : Environment.ProcessorCount);
        if (workers > 1)
        {
            Parallel.For(0, groups, new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancel }, Group);
            return;
        }

        for (var group = 0; group < groups; group++)
        {
            cancel.ThrowIfCancellationRequested();
            Group(group);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}

/// <summary>Runs the trained network itself through libtorch.</summary>
internal sealed class TorchForwardPass : IForwardPass
{
    private readonly DeviceMemory memory = new(512);
    private readonly Lock one = new();
    private readonly Device place;
    private readonly NetworkWeights weights;
    private readonly Dmpnn network;

    internal TorchForwardPass(NetworkWeights weights, NetworkArchitecture architecture, string device)
    {
        this.weights = weights;
        place = new Device(device);
        network = new Dmpnn(architecture);
        network.Load(weights);
        network.eval();
        network = network.to(place);
    }

    /// <summary><c>cpu</c> or <c>cuda</c> for what the user asked.</summary>
    /// <exception cref="ArgumentException">The name is not known, or CUDA is asked for and not there.</exception>
    internal static string ResolveDevice(string wanted) => wanted switch
    {
        "cpu" => "cpu",
        // libtorch is loaded only where the driver says that there is a device.
        "auto" => File.Exists("/dev/nvidiactl") && HasCuda() ? "cuda" : "cpu",
        "cuda" => cuda.is_available() ? "cuda" : throw new ArgumentException("CUDA was asked for, but there is no device or libtorch was built without CUDA (set LIBTORCH to one with CUDA and build again)."),
        _ => throw new ArgumentException($"The device '{wanted}' is not auto, cpu or cuda."),
    };

    /// <inheritdoc/>
    public void Predict(MoleculeInputs inputs, float[] outputs, float[]? readouts, CancellationToken cancel)
    {
        lock (one)
        {
            using var off = no_grad();
            var graphs = inputs.Graphs;
            var offsets = graphs.Offsets();
            var descriptors = weights.Scaled(inputs);
            var tasks = network.Architecture.Tasks;
            var positions = Enumerable.Range(0, graphs.Count).ToArray();
            memory.Run(size =>
            {
                for (var first = 0; first < graphs.Count; first += size)
                {
                    cancel.ThrowIfCancellationRequested();
                    using var scope = NewDisposeScope();
                    using var batch = new GraphBatch(graphs, offsets, positions.AsSpan(first, Math.Min(size, graphs.Count - first)), place, descriptors);
                    var vectors = network.Encode(batch);
                    var values = network.FeedForward(vectors, batch).cpu().data<float>().ToArray();
                    if (readouts is not null)
                    {
                        vectors.cpu().data<float>().ToArray().CopyTo(readouts, first * network.Architecture.Hidden);
                    }

                    for (var i = 0; i < values.Length; i++)
                    {
                        outputs[(first * tasks) + i] = (values[i] * weights.TargetScale[i % tasks]) + weights.TargetMean[i % tasks];
                    }
                }
            });
        }
    }

    /// <inheritdoc/>
    public void Dispose() => network.Dispose();

    private static bool HasCuda()
    {
        try
        {
            return cuda.is_available();
        }
        catch (MissingLibraryException)
        {
            return false;
        }
    }
}
