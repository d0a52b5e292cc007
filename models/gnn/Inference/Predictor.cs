using MolScreen.Gnn.Bundles;
using MolScreen.Gnn.Inference;
using MolScreen.Gnn.Network;

namespace MolScreen.Gnn;

/// <summary>How predictions are computed.</summary>
public sealed record PredictorOptions
{
    /// <summary>Worker threads of one call; 0 = one a core.</summary>
    public int Threads { get; init; }

    /// <summary><c>cpu</c>, <c>cuda</c>, or <c>auto</c>: CUDA where a device and a libtorch with CUDA are there, else the processor.</summary>
    public string Device { get; init; } = "auto";
}

/// <summary>Predicts with a bundle. Thread-safe.</summary>
public sealed class Predictor : IDisposable
{
    private readonly IReadOnlyList<IForwardPass> networks;

    private Predictor(BundleManifest manifest, string device, IReadOnlyList<IForwardPass> networks)
    {
        Manifest = manifest;
        Device = device;
        this.networks = networks;
    }

    /// <summary>What the bundle says of itself.</summary>
    public BundleManifest Manifest { get; }

    /// <summary>Where it runs: <c>cpu</c> or <c>cuda</c>.</summary>
    public string Device { get; }

    /// <summary>Opens a bundle, checking every file.</summary>
    /// <param name="bundleFolder">The bundle's folder; see <see cref="BundleCatalog.Resolve"/> for names.</param>
    /// <param name="options">Threads and device.</param>
    /// <exception cref="BundleException">The bundle is broken or of another version.</exception>
    /// <exception cref="ArgumentException">The device is not known or not there.</exception>
    public static Predictor Open(string bundleFolder, PredictorOptions? options = null)
    {
        options ??= new PredictorOptions();
        var (manifest, weights) = BundleFolder.Read(bundleFolder);
        var device = TorchForwardPass.ResolveDevice(options.Device);
        IReadOnlyList<IForwardPass> networks = device == "cuda"
            ? weights.Select(w => (IForwardPass)new TorchForwardPass(w, manifest.Architecture, device)).ToArray()
            : weights.Select(w => (IForwardPass)new FusedForwardPass(w, manifest.Architecture, options.Threads)).ToArray();
        return new Predictor(manifest, device, networks);
    }

    /// <summary>Predictions of a bundle that takes graphs alone.</summary>
    /// <inheritdoc cref="Predict(MoleculeInputs, CancellationToken)"/>
    public float[] Predict(MoleculeGraphs graphs, CancellationToken cancel = default) => Predict(new MoleculeInputs(graphs), cancel);

    /// <summary>Predictions in the tasks' units (a probability for classification), within each task's limits.</summary>
    /// <param name="inputs">Graphs of the bundle's feature layout, with the descriptors that its manifest names, in that order.</param>
    /// <param name="cancel">Stops between groups of molecules.</param>
    /// <returns>n × tasks, row-major; the mean over the bundle's networks.</returns>
    /// <exception cref="ArgumentException">The inputs are inconsistent, of another layout or without the descriptors.</exception>
    public float[] Predict(MoleculeInputs inputs, CancellationToken cancel = default)
    {
        var graphs = inputs.Graphs;
        if (graphs.Layout != Manifest.FeatureLayout)
        {
            throw new ArgumentException($"The graphs have the feature layout '{graphs.Layout}', the model {Manifest.Name} needs '{Manifest.FeatureLayout}'.", nameof(inputs));
        }

        inputs.Validate();
        if (Manifest.Architecture.Descriptors > 0 && inputs.Descriptors?.Width != Manifest.Architecture.Descriptors)
        {
            throw new ArgumentException($"The model {Manifest.Name} needs {Manifest.Architecture.Descriptors} descriptors of each molecule, {inputs.Descriptors?.Width ?? 0} are given.", nameof(inputs));
        }

        var mean = new float[graphs.Count * Manifest.Tasks.Count];
        var one = new float[mean.Length];
        foreach (var network in networks)
        {
            network.Predict(inputs, one, cancel);
            for (var i = 0; i < mean.Length; i++)
            {
                mean[i] += InUnits(one[i], Manifest.Tasks[i % Manifest.Tasks.Count].Kind) / networks.Count;
            }
        }

        for (var i = 0; i < mean.Length; i++)
        {
            mean[i] = Limited(mean[i], Manifest.Tasks[i % Manifest.Tasks.Count]);
        }

        return mean;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var network in networks)
        {
            network.Dispose();
        }
    }

    internal static float InUnits(float output, TaskKind kind) => kind == TaskKind.Classification ? 1 / (1 + MathF.Exp(-output)) : output;

    private static float Limited(float value, TaskDescription task) =>
        (float)Math.Min(task.Maximum ?? double.PositiveInfinity, Math.Max(task.Minimum ?? double.NegativeInfinity, value));
}
