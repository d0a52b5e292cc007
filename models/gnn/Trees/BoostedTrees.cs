namespace MolScreen.Gnn.Trees;

/// <summary>
/// Gradient-boosted trees of one task (Chen and Guestrin, "XGBoost", KDD 2016), fitted and asked through XGBoost's
/// library: f(x) = b + η Σ_k tree_k(x), b the mean of the labels, for classification σ(f(x)), b their log odds. Immutable, thread-safe.
/// </summary>
public sealed class BoostedTrees : IDisposable
{
    private readonly BoosterHandle booster;
    private readonly BoostedTreesFile file;
    private readonly int threads;

    private BoostedTrees(BoostedTreesFile file, int threads)
    {
        (this.file, this.threads) = (file, threads);
        booster = BoosterHandle.Create(threads);
        try
        {
            booster.Load(file.Model);
        }
        catch (BoostedTreesException)
        {
            booster.Dispose();
            throw;
        }
    }

    /// <summary>What is predicted.</summary>
    public TaskKind Kind => file.Kind;

    /// <summary>Columns of the features.</summary>
    public int Width => file.Width;

    /// <summary>Trees.</summary>
    public int Rounds => file.Rounds;

    /// <summary>
    /// Boosts until the validation part (root mean squared error, for classification the log loss) has been no better for
    /// some rounds, and keeps the trees up to the best; without a validation part all rounds. The same seed, threads and
    /// library give the same model.
    /// </summary>
    /// <param name="kind">Squared error for regression, logistic loss for classification.</param>
    /// <param name="train">At least one row.</param>
    /// <param name="labels">One for each row: finite, for classification 0 or 1.</param>
    /// <param name="validation">As wide as <paramref name="train"/>; null or no rows for none.</param>
    /// <param name="validationLabels">One for each of its rows.</param>
    /// <param name="options">Ranges are checked.</param>
    /// <param name="cancel">Stops between rounds.</param>
    /// <exception cref="ArgumentException">Labels or options are wrong or do not fit the rows.</exception>
    /// <exception cref="MolScreen.Torch.MissingLibraryException">XGBoost is not installed.</exception>
    /// <exception cref="BoostedTreesException">XGBoost failed.</exception>
    public static BoostedTrees Fit(
        TaskKind kind,
        FeatureMatrix train,
        float[] labels,
        FeatureMatrix? validation,
        float[]? validationLabels,
        BoostedTreesOptions options,
        CancellationToken cancel = default)
    {
        options.Validate();
        CheckLabels(kind, train, labels);
        var stopsEarly = validation is { Rows: > 0 };
        if (stopsEarly)
        {
            CheckLabels(kind, validation!, validationLabels ?? []);
            if (validation!.Width != train.Width)
            {
                throw new ArgumentException($"The validation part has {validation.Width} columns, the training part {train.Width}.", nameof(validation));
            }
        }

        using var trainMatrix = MatrixHandle.Of(train, labels, options.Threads);
        using var validationMatrix = stopsEarly ? MatrixHandle.Of(validation!, validationLabels, options.Threads) : null;
        using var booster = validationMatrix is null ? BoosterHandle.Create(options.Threads, trainMatrix) : BoosterHandle.Create(options.Threads, trainMatrix, validationMatrix);
        Configure(booster, kind, labels, options);
        var (best, bestRounds) = (double.PositiveInfinity, options.Rounds);
        for (var round = 0; round < options.Rounds; round++)
        {
            cancel.ThrowIfCancellationRequested();
            XgBoost.Check(XgBoost.Update(booster, round, trainMatrix));
            if (validationMatrix is null)
            {
                continue;
            }

            var loss = booster.Evaluate(round, validationMatrix);
            if (round == 0 || loss < best)
            {
                (best, bestRounds) = (loss, round + 1);
            }
            else if (round + 1 - bestRounds >= options.EarlyStoppingRounds)
            {
                break;
            }
        }

        using var kept = booster.First(bestRounds);
        return new BoostedTrees(new BoostedTreesFile(kind, train.Width, bestRounds, SlimTrees.Of(kept.Save())), options.Threads);
    }

    /// <summary>The values, or the probabilities of a 1. Thread-safe.</summary>
    /// <param name="features">As wide as those of the training part, built in the same way.</param>
    /// <param name="values">One for each row.</param>
    /// <exception cref="ArgumentException">The sizes do not fit.</exception>
    public void Predict(FeatureMatrix features, Span<float> values)
    {
        if (features.Width != Width || values.Length != features.Rows)
        {
            throw new ArgumentException($"{features.Rows} rows of {features.Width} columns do not fit trees on {Width} columns and {values.Length} values.", nameof(features));
        }

        if (features.Rows > 0)
        {
            using var matrix = MatrixHandle.Of(features, [], threads);
            booster.Predict(matrix, values);
        }
    }

    /// <summary>
    /// Shapley values of every prediction (TreeSHAP: Lundberg et al., Nature Machine Intelligence 2 (2020) 56): a contribution of each
    /// column and, last, the expected value. They add up to the value, for classification to its log odds. Thread-safe.
    /// </summary>
    /// <param name="features">As for <see cref="Predict"/>.</param>
    /// <returns>Rows × (<see cref="Width"/> + 1), row-major.</returns>
    /// <exception cref="ArgumentException">The sizes do not fit.</exception>
    public float[] Contributions(FeatureMatrix features)
    {
        if (features.Width != Width || features.Rows == 0)
        {
            throw new ArgumentException($"{features.Rows} rows of {features.Width} columns do not fit trees on {Width} columns.", nameof(features));
        }

        using var matrix = MatrixHandle.Of(features, [], threads);
        return booster.Contributions(matrix, features.Rows, Width);
    }

    /// <summary>The model as bytes that <see cref="Load"/> takes.</summary>
    public byte[] Save() => file.Write();

    /// <summary>A model of <see cref="Save"/>.</summary>
    /// <param name="bytes">All of them.</param>
    /// <param name="threads">Threads of a prediction; from 1.</param>
    /// <exception cref="BoostedTreesException">The bytes are truncated, changed or something else.</exception>
    /// <exception cref="MolScreen.Torch.MissingLibraryException">XGBoost is not installed.</exception>
    public static BoostedTrees Load(ReadOnlySpan<byte> bytes, int threads = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        return new BoostedTrees(BoostedTreesFile.Read(bytes), threads);
    }

    /// <inheritdoc/>
    public void Dispose() => booster.Dispose();

    private static void Configure(BoosterHandle booster, TaskKind kind, float[] labels, BoostedTreesOptions options)
    {
        booster.Set("booster", "gbtree");
        booster.Set("tree_method", "hist");
        booster.Set("max_bin", options.Bins);
        booster.Set("max_depth", options.Depth);
        booster.Set("eta", options.LearningRate);
        booster.Set("min_child_weight", options.MinimumChildWeight);
        booster.Set("subsample", options.Subsample);
        booster.Set("colsample_bytree", options.ColumnSample);
        booster.Set("lambda", options.Lambda);
        booster.Set("seed", options.Seed);
        if (kind == TaskKind.Regression)
        {
            booster.Set("objective", "reg:squarederror");
            booster.Set("eval_metric", "rmse");
            booster.Set("base_score", labels.Average(label => (double)label));
            return;
        }

        double positives = labels.Count(label => label == 1), negatives = labels.Length - positives;
        var weight = options.BalanceClasses && positives > 0 && negatives > 0 ? negatives / positives : 1;
        booster.Set("objective", "binary:logistic");
        booster.Set("eval_metric", "logloss");
        booster.Set("scale_pos_weight", weight);

        // Half a molecule of each class more (Laplace), so that the odds of one class alone are finite.
        booster.Set("base_score", ((weight * positives) + 0.5) / ((weight * positives) + negatives + 1));
    }

    private static void CheckLabels(TaskKind kind, FeatureMatrix features, float[] labels)
    {
        if (features.Rows == 0 || labels.Length != features.Rows)
        {
            throw new ArgumentException($"{labels.Length} labels do not fit {features.Rows} rows.", nameof(labels));
        }

        var wrong = Array.FindIndex(labels, label => kind == TaskKind.Classification ? label is not (0 or 1) : !float.IsFinite(label));
        if (wrong >= 0)
        {
            throw new ArgumentException($"The label {labels[wrong]} of row {wrong} is not {(kind == TaskKind.Classification ? "0 or 1" : "a finite number")}.", nameof(labels));
        }
    }
}
