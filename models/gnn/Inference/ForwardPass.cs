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

/// <summary>
/// Runs the trained network itself through libtorch. Worker threads pack batches ahead; on CUDA copies and kernels of all batches are enqueued
/// and only the last result is waited for, so that the device goes from one batch to the next.
/// </summary>
internal sealed class TorchForwardPass : IForwardPass
{
    /// <summary>Molecules of a batch: on a device so many that its kernels take longer than enqueuing them.</summary>
    private const int BatchOfDevice = 4096, BatchOfProcessor = 512;

    /// <summary>How far outputs may be off by TF32, in units of the targets' scale: half of what CUDA may be off at all.</summary>
    private const float LargestRounding = 5e-4f;

    /// <summary>A process has one queue and one setting of TF32, whatever the number of its networks.</summary>
    private static readonly Lock queue = new();

    private readonly DeviceMemory memory;
    private readonly Device place;
    private readonly NetworkWeights weights;
    private readonly Dmpnn network;
    private bool? rounds;

    internal TorchForwardPass(NetworkWeights weights, NetworkArchitecture architecture, string device)
    {
        this.weights = weights;
        place = new Device(device);
        memory = new DeviceMemory(OnDevice ? BatchOfDevice : BatchOfProcessor);
        network = new Dmpnn(architecture);
        network.Load(weights);
        network.eval();
        network = network.to(place);
    }

    /// <summary>Whether products of matrices are in TF32: on CUDA, where the first batch was hardly off by it. False before.</summary>
    internal bool Rounds => rounds == true;

    private bool OnDevice => place.type == DeviceType.CUDA;

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
        if (inputs.Count == 0)
        {
            return;
        }

        using var off = no_grad();
        using var scope = NewDisposeScope();
        var tasks = weights.TargetScale.Length;
        var width = tasks + (readouts is null ? 0 : network.Architecture.Hidden);
        var values = Enqueue(inputs.Graphs, weights.Scaled(inputs), readouts is not null, cancel).cpu().data<float>().ToArray();
        for (var i = 0; i < inputs.Count; i++)
        {
            for (var task = 0; task < tasks; task++)
            {
                outputs[(i * tasks) + task] = (values[(i * width) + task] * weights.TargetScale[task]) + weights.TargetMean[task];
            }

            values.AsSpan((i * width) + tasks, width - tasks).CopyTo(readouts.AsSpan(i * (width - tasks)));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => network.Dispose();

    /// <summary>Whether outputs are the same but for what TF32 may change.</summary>
    internal static bool Same(ReadOnlySpan<float> exact, ReadOnlySpan<float> rounded)
    {
        for (var i = 0; i < exact.Length; i++)
        {
            if (!(MathF.Abs(exact[i] - rounded[i]) <= LargestRounding))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The outputs of all molecules (n × tasks), beside each its vector where asked (n × (tasks + hidden)); on CUDA they are not yet computed.</summary>
    private Tensor Enqueue(MoleculeGraphs graphs, DescriptorTable? descriptors, bool vectors, CancellationToken cancel)
    {
        lock (queue)
        {
            Tensor? all = null;
            memory.Run(size =>
            {
                List<Tensor> parts = [];
                foreach (var packed in PackedAhead.Of(graphs, descriptors, size, OnDevice, cancel))
                {
                    using (packed)
                    {
                        parts.Add(Enqueue(packed, vectors));
                    }
                }

                all = cat(parts);
            });
            return all!;
        }
    }

    private Tensor Enqueue(PackedBatch packed, bool vectors)
    {
        using var scope = NewDisposeScope();
        using var batch = new GraphBatch(packed, place);
        if (!OnDevice)
        {
            return Run(batch, vectors).MoveToOuterDisposeScope();
        }

        rounds ??= Same(Run(batch, false, rounded: false).cpu().data<float>().ToArray(), Run(batch, false, rounded: true).cpu().data<float>().ToArray());
        return Run(batch, vectors, rounds.Value).MoveToOuterDisposeScope();
    }

    private Tensor Run(GraphBatch batch, bool vectors)
    {
        var encoded = network.Encode(batch);
        var outputs = network.FeedForward(encoded, batch);
        return vectors ? cat([outputs, encoded], 1) : outputs;
    }

    private Tensor Run(GraphBatch batch, bool vectors, bool rounded)
    {
        backends.cuda.matmul.allow_tf32 = rounded;
        try
        {
            return Run(batch, vectors);
        }
        finally
        {
            backends.cuda.matmul.allow_tf32 = false;
        }
    }

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
