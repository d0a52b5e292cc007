using System.Globalization;
using MolScreen.Gnn.Network;

namespace MolScreen.Gnn.Training;

/// <summary>What one try of a search was, and how well it did.</summary>
/// <param name="Settings">The settings, for people.</param>
/// <param name="Loss">Lowest loss on the molecules held out from the first fit; lower is better.</param>
public sealed record SearchTrial(string Settings, double Loss);

/// <summary>
/// Random search (Bergstra and Bengio 2012) over sizes and learning rates: each try trains one network on the first fit's molecules and is judged by
/// those held out from it. The test part is never looked at.
/// </summary>
public static class HyperparameterSearch
{
    private static readonly int[] depths = [2, 3, 4, 5], hiddens = [300, 450, 600], layers = [1, 2, 3], ffnHiddens = [300, 600], batches = [32, 64, 128];

    private static readonly double[] dropouts = [0, 0.1, 0.2, 0.3];

    /// <summary>Tries the given settings and others drawn at random, and returns the best.</summary>
    /// <param name="data">Molecules with labels.</param>
    /// <param name="options">The settings to start from; what a bundle to start from decides is kept.</param>
    /// <param name="trials">Tries in all; from 1.</param>
    /// <param name="outFolder">Where the bundle will be; only checked.</param>
    /// <param name="progress">Told after each epoch of each try.</param>
    /// <param name="cancel">Stops between steps.</param>
    /// <exception cref="ArgumentException">The data does not fit the options, or there is nothing to judge by.</exception>
    public static (TrainingOptions Best, IReadOnlyList<SearchTrial> Trials) Run(
        TrainingData data, TrainingOptions options, int trials, string outFolder, IProgress<TrainingProgress>? progress = null, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        TrainingChecks.Check(data, options, outFolder);
        var fit = Holdout.Of(TrainingChecks.Split(data, options), options, data.Scaffolds)[0];
        if (fit.Held.Length == 0)
        {
            throw new ArgumentException("A search needs molecules that are held out: a validation part or folds.");
        }

        var random = new Random(options.Seed);
        TrainingOptions[] tried = [options, .. Enumerable.Range(1, trials - 1).Select(_ => Drawn(options, random))];
        var losses = new double[trials];
        var learned = data.Learned(options.Tasks);
        var history = new TrainingHistory(progress, trials, options.Epochs);
        Parallel.For(0, trials, new ParallelOptions { MaxDegreeOfParallelism = options.Workers, CancellationToken = cancel }, i =>
        {
            var (lowest, settings) = (double.PositiveInfinity, tried[i]);
            new NetworkTraining(learned, settings, settings.ArchitectureFor(learned), fit, Math.Max(trials, options.Workers), checkpoints: null).Run(
                0,
                epoch =>
                {
                    lowest = Math.Min(lowest, epoch.ValidationLoss ?? double.PositiveInfinity);
                    history.Add(epoch with { Network = i + 1, Networks = trials });
                },
                cancel);
            losses[i] = lowest;
        });
        return (tried[Array.IndexOf(losses, losses.Min())], [.. tried.Select((settings, i) => new SearchTrial(Describe(settings), losses[i]))]);
    }

    private static TrainingOptions Drawn(TrainingOptions options, Random random)
    {
        T One<T>(T[] values) => values[random.Next(values.Length)];
        var rate = Math.Pow(10, -3.5 + (0.9 * random.NextDouble()));
        var (depth, hidden) = (One(depths), One(hiddens));
        return options with
        {
            Architecture = options.Architecture with
            {
                Depth = options.Initial is null ? depth : options.Architecture.Depth,
                Hidden = options.Initial is null ? hidden : options.Architecture.Hidden,
                Dropout = One(dropouts),
                FfnLayers = One(layers),
                FfnHidden = One(ffnHiddens),
            },
            BatchSize = One(batches),
            InitialLearningRate = rate / 10,
            MaximumLearningRate = rate,
            FinalLearningRate = rate / 10,
        };
    }

    private static string Describe(TrainingOptions options)
    {
        NetworkArchitecture a = options.Architecture;
        return string.Create(CultureInfo.InvariantCulture, $"--depth {a.Depth} --hidden {a.Hidden} --dropout {a.Dropout} --ffn-layers {a.FfnLayers} --ffn-hidden {a.FfnHidden} --batch-size {options.BatchSize} --learning-rate {options.MaximumLearningRate:0.#####}");
    }
}
