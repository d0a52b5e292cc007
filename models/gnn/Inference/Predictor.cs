using MolScreen.Gnn.Arms;
using MolScreen.Gnn.Bundles;
using MolScreen.Gnn.Domain;
using MolScreen.Gnn.Kernel;
using MolScreen.Gnn.Uncertainty;

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
    private readonly IReadOnlyList<IArm> arms;
    private readonly ArmBlend blend;
    private readonly BundleCalibration? calibration;
    private readonly double[] deviations;
    private readonly Dictionary<ArmKind, bool> used;

    private Predictor(BundleManifest manifest, string device, IReadOnlyList<IArm> arms, BundleCalibration? calibration)
    {
        Manifest = manifest;
        Device = device;
        this.arms = arms;
        this.calibration = calibration;
        deviations = [.. calibration?.Tasks.Select(task => task.Deviation) ?? []];
        blend = manifest.BlendOf([.. arms.Select(arm => arm.Kind)]);
        used = arms.Select((arm, place) => (arm.Kind, Used: Enumerable.Range(0, manifest.Tasks.Count).Any(task => blend.Of(task)[place] > 0))).ToDictionary(entry => entry.Kind, entry => entry.Used);
    }

    /// <summary>What the bundle says of itself.</summary>
    public BundleManifest Manifest { get; }

    /// <summary>Where its networks run: <c>cpu</c> or <c>cuda</c>.</summary>
    public string Device { get; }

    /// <summary>Whether predictions have intervals.</summary>
    public bool HasIntervals => calibration is not null;

    /// <summary>Whether predictions have a percentile among reference molecules.</summary>
    public bool HasPercentiles => calibration?.Tasks.Any(task => task.Reference is not null) == true;

    /// <summary>Whether predictions of a task say which classes cannot be excluded.</summary>
    /// <param name="task">Its number.</param>
    public bool HasClasses(int task) => calibration?.Tasks[task].Classes is not null;

    /// <summary>Whether predictions say how far a molecule is from those that were learned.</summary>
    public bool HasDomain => calibration?.Domain is not null;

    /// <summary>The models that are blended, for their explanation.</summary>
    internal IReadOnlyList<IArm> Arms => arms;

    /// <summary>How they are blended.</summary>
    internal ArmBlend Blend => blend;

    /// <summary>What is known of their errors.</summary>
    internal BundleCalibration? Calibration => calibration;

    /// <summary>Opens a bundle, checking every file.</summary>
    /// <param name="bundleFolder">The bundle's folder; see <see cref="BundleCatalog.Resolve"/> for names.</param>
    /// <param name="options">Threads and device.</param>
    /// <exception cref="BundleException">The bundle is broken or of another version.</exception>
    /// <exception cref="ArgumentException">The device is not known or not there.</exception>
    /// <exception cref="MolScreen.Torch.MissingLibraryException">A library is missing that one of its models needs.</exception>
    public static Predictor Open(string bundleFolder, PredictorOptions? options = null)
    {
        options ??= new PredictorOptions();
        var manifest = BundleFolder.Read(bundleFolder);
        var (device, arms) = BundleArms.Open(bundleFolder, manifest, options);
        return new Predictor(manifest, device, arms, manifest.Files.ContainsKey(BundleCalibration.FileName) ? BundleCalibration.Read(bundleFolder, manifest.Tasks.Count) : null);
    }

    /// <summary>Predictions with all that the bundle knows of their certainty.</summary>
    /// <param name="inputs">What <see cref="BundleManifest.Needs"/> says, in the bundle's feature layout.</param>
    /// <param name="cancel">Stops between groups of molecules.</param>
    /// <exception cref="ArgumentException">The inputs are inconsistent, of another layout, or a part is missing.</exception>
    public Predictions Predict(MoleculeInputs inputs, CancellationToken cancel = default)
    {
        Check(inputs);
        var (n, tasks) = (inputs.Count, Manifest.Tasks.Count);
        var latent = new float[calibration?.Domain is null ? 0 : n];
        var nearest = new NearestMolecules(n);
        var each = arms.Select(arm =>
        {
            var values = new float[n * tasks];
            if (arm is KernelArm kernel)
            {
                kernel.Predict(inputs, values, nearest, cancel);
            }
            else if (arm is NetworkArm network && (used[arm.Kind] || latent.Length > 0))
            {
                network.Predict(inputs, values, latent, cancel);
            }
            else if (used[arm.Kind])
            {
                arm.Predict(inputs, values, cancel);
            }

            return values;
        }).ToArray();
        float[] blended = new float[n * tasks], spread = new float[n * tasks];
        blend.Apply(each, tasks, blended, spread);
        return Judged(blended, spread, nearest, latent);
    }

    /// <summary>Values of a bundle that takes nothing but graphs (n × tasks).</summary>
    /// <exception cref="ArgumentException">The graphs are inconsistent or of another layout, or the bundle takes more than graphs.</exception>
    public float[] Predict(MoleculeGraphs graphs, CancellationToken cancel = default) => Predict(new MoleculeInputs(graphs), cancel).Values;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var arm in arms)
        {
            arm.Dispose();
        }
    }

    private void Check(MoleculeInputs inputs)
    {
        if (inputs.Graphs.Layout != Manifest.FeatureLayout)
        {
            throw new ArgumentException($"The graphs have the feature layout '{inputs.Graphs.Layout}', the model {Manifest.Name} needs '{Manifest.FeatureLayout}'.", nameof(inputs));
        }

        if (Manifest.Descriptors.Count > 0 && inputs.Descriptors?.Width != Manifest.Descriptors.Count)
        {
            throw new ArgumentException($"The model {Manifest.Name} needs {Manifest.Descriptors.Count} descriptors of each molecule, {inputs.Descriptors?.Width ?? 0} are given.", nameof(inputs));
        }

        if (Manifest.Fingerprint is { } fingerprint && inputs.Fingerprints?.Size != fingerprint.Size)
        {
            throw new ArgumentException($"The model {Manifest.Name} needs count fingerprints of {fingerprint.Size} of each molecule, {inputs.Fingerprints?.Size ?? 0} are given.", nameof(inputs));
        }

        inputs.Validate();
    }

    private DomainEvidence Evidence(int row, NearestMolecules nearest, float latent, double deviation)
    {
        var kernel = arms.OfType<KernelArm>().FirstOrDefault()?.Model;
        return new DomainEvidence(
            kernel is null ? double.NaN : nearest.Nearest(row),
            kernel is null ? double.NaN : nearest.Mean(row, kernel.LabelledCount),
            latent,
            deviation,
            kernel?.Errors is { } errors ? nearest.Mean(row, errors) : double.NaN);
    }

    private Predictions Judged(float[] blended, float[] spread, NearestMolecules nearest, float[] latent)
    {
        var (n, tasks) = (nearest.Count, Manifest.Tasks.Count);
        var verdicts = calibration?.Domain is { } domain
            ? Enumerable.Range(0, n).Select(i => domain.Of(Evidence(i, nearest, latent[i], Certainty.RowDeviation(Manifest.Tasks, deviations, blended.AsSpan(i * tasks, tasks), spread.AsSpan(i * tasks, tasks), domain.CountsClassDeviation)))).ToArray()
            : null;
        var values = new float[n * tasks];
        float[]? low = calibration is null ? null : new float[n * tasks], high = calibration is null ? null : new float[n * tasks];
        var percentiles = HasPercentiles ? new float[n * tasks] : null;
        var classes = calibration?.Tasks.Any(task => task.Classes is not null) == true ? new ClassSet?[n * tasks] : null;
        for (var i = 0; i < values.Length; i++)
        {
            var task = Manifest.Tasks[i % tasks];
            var sure = calibration?.Tasks[i % tasks];
            var (value, interval) = Certainty.Of(task, sure, blended[i], spread[i], (float)(verdicts?[i / tasks].Score ?? 0));
            values[i] = value;
            if (calibration is not null)
            {
                (low![i], high![i]) = ((float)interval.Low, (float)interval.High);
            }

            if (percentiles is not null)
            {
                percentiles[i] = sure!.Reference is { } reference ? (float)reference.Percentile(value) : float.NaN;
            }

            if (classes is not null && sure!.Classes is { } mondrian)
            {
                classes[i] = mondrian.Classes(blended[i]);
            }
        }

        return new Predictions
        {
            Values = values,
            Low = low,
            High = high,
            Percentiles = percentiles,
            Classes = classes,
            Domain = verdicts,
        };
    }
}
