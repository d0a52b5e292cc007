using MolScreen.Gnn.Arms;
using MolScreen.Gnn.Bundles;
using MolScreen.Gnn.Explanation;

namespace MolScreen.Gnn;

/// <summary>
/// Says which atoms a bundle's predictions come from: contributions that add up to the prediction. EXPLANATION.md defines them. Opens
/// libtorch at the first explanation that a network takes part in. Thread-safe; one network is explained at a time.
/// </summary>
public sealed class Explainer : IDisposable
{
    private const byte Hydrogen = 0;

    private readonly Predictor predictor;
    private readonly IReadOnlyList<IAttributor> attributors;

    private Explainer(Predictor predictor, IReadOnlyList<IAttributor> attributors) => (this.predictor, this.attributors) = (predictor, attributors);

    /// <summary>What the bundle says of itself.</summary>
    public BundleManifest Manifest => predictor.Manifest;

    /// <summary>Opens a bundle, checking every file.</summary>
    /// <param name="bundleFolder">The bundle's folder; see <see cref="BundleCatalog.Resolve"/> for names.</param>
    /// <exception cref="BundleException">The bundle is broken or of another version.</exception>
    /// <exception cref="MolScreen.Torch.MissingLibraryException">A library is missing that one of its models needs.</exception>
    public static Explainer Open(string bundleFolder)
    {
        var predictor = Predictor.Open(bundleFolder, new PredictorOptions { Threads = 1, Device = "cpu" });
        return new Explainer(predictor, [.. predictor.Arms.Select(arm => Attributor(arm, bundleFolder, predictor.Manifest))]);
    }

    /// <summary>Explains the predictions for one molecule.</summary>
    /// <param name="molecule">One molecule with what <see cref="BundleManifest.Needs"/> says.</param>
    /// <param name="environments">Environments of its fingerprint, in the fingerprint's own settings; null for a bundle without fingerprints.</param>
    /// <param name="tasks">Names of tasks; null for all.</param>
    /// <param name="cancel">Stops between models and points.</param>
    /// <returns>One for each task asked for, in that order. NaN throughout where an arm that counts has not learned the task.</returns>
    /// <exception cref="ArgumentException">There is not one molecule, something does not fit it, or there is no such task.</exception>
    /// <exception cref="MolScreen.Torch.MissingLibraryException">libtorch is not installed.</exception>
    public IReadOnlyList<ExplainedPrediction> Explain(MoleculeInputs molecule, FingerprintEnvironments? environments, IReadOnlyList<string>? tasks = null, CancellationToken cancel = default)
    {
        if (molecule.Count != 1)
        {
            throw new ArgumentException($"One molecule is explained at a time, not {molecule.Count}.", nameof(molecule));
        }

        var numbers = tasks is null ? [.. Enumerable.Range(0, Manifest.Tasks.Count)] : tasks.Select(NumberOf).ToArray();
        var predictions = predictor.Predict(molecule, cancel);
        if (Manifest.Needs.HasFlag(InputParts.Fingerprints))
        {
            (environments ?? throw new ArgumentException($"The model {Manifest.Name} needs the environments of each molecule's fingerprint.", nameof(environments)))
                .Validate(molecule.Fingerprints!, molecule.Graphs.AtomCounts[0]);
        }

        return [.. numbers.Select(task => Explain(molecule, environments, task, predictions, cancel))];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var attributor in attributors)
        {
            attributor.Dispose();
        }

        predictor.Dispose();
    }

    private static IAttributor Attributor(IArm arm, string folder, BundleManifest manifest) => arm switch
    {
        KernelArm kernel => new KernelAttributor(kernel.Model, manifest.Tasks),
        TreesArm trees => new TreesAttributor(trees.Models),
        _ => new NetworkAttributor(BundleFolder.ReadNetworks(folder, manifest), manifest.Architecture, manifest.Tasks),
    };

    private ExplainedPrediction Explain(MoleculeInputs molecule, FingerprintEnvironments? environments, int task, Predictions predictions, CancellationToken cancel)
    {
        var atoms = molecule.Graphs.AtomCounts[0];
        var weights = predictor.Blend.Of(task).ToArray();
        var parts = attributors.Select((attributor, arm) => (Weight: weights[arm], Attributor: attributor)).Where(part => part.Weight > 0).ToArray();
        var blend = Attribution.Blend([.. parts.Select(part => (part.Weight, part.Attributor.Of(molecule, environments, task, cancel)))], atoms);
        var described = Manifest.Tasks[task];
        var sum = BlendedPrediction.Of(blend, described, predictor.Calibration?.Tasks[task], predictions.Values[task]);

        // What belongs to no atom is everyone's.
        var heavy = Enumerable.Range(0, atoms).Where(atom => molecule.Graphs.AtomCodes[atom * MoleculeGraphs.CodesPerAtom] != Hydrogen).ToArray();
        heavy = heavy.Length > 0 ? heavy : [.. Enumerable.Range(0, atoms)];
        foreach (var atom in heavy)
        {
            sum.Atoms[atom] += (sum.Descriptors + sum.Absences) / heavy.Length;
        }

        return new ExplainedPrediction(described, sum.Value, sum.Baseline, sum.Atoms, sum.Descriptors, sum.Absences, Math.Abs(blend.Error), [.. parts.Select(part => (part.Attributor.Kind, part.Weight))])
        {
            Low = predictions.Low?[task] ?? double.NaN,
            High = predictions.High?[task] ?? double.NaN,
            Domain = predictions.Domain?[0],
        };
    }

    private int NumberOf(string name) => Enumerable.Range(0, Manifest.Tasks.Count).FirstOrDefault(task => Manifest.Tasks[task].Name == name, -1) is var number and >= 0
        ? number
        : throw new ArgumentException($"The model {Manifest.Name} has no task '{name}'; it has {string.Join(", ", Manifest.Tasks.Select(task => task.Name))}.");
}
