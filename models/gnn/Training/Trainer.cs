using System.Text.Json;
using MolScreen.Gnn.Baseline;
using MolScreen.Gnn.Bundles;
using MolScreen.Gnn.Inference;
using MolScreen.Gnn.Metrics;
using MolScreen.Gnn.Network;

namespace MolScreen.Gnn.Training;

/// <summary>Trains an ensemble of networks and writes it as a bundle.</summary>
public static class Trainer
{
    private static readonly JsonSerializerOptions splitFormat = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Divides the data, trains, measures on the test part beside the baseline, and writes the bundle as a whole.</summary>
    /// <param name="data">Molecules with labels.</param>
    /// <param name="options">How to train.</param>
    /// <param name="outFolder">The bundle to make; replaced where it already is a GNN bundle.</param>
    /// <param name="progress">Told after each epoch of each network.</param>
    /// <param name="cancel">Stops between steps; nothing is written then.</param>
    /// <exception cref="ArgumentException">The data does not fit the options, or the folder holds something else.</exception>
    public static TrainingReport Train(TrainingData data, TrainingOptions options, string outFolder, IProgress<TrainingProgress>? progress = null, CancellationToken cancel = default)
    {
        TrainingChecks.Check(data, options, outFolder);
        var architecture = options.Architecture with { Tasks = options.Tasks.Count, FeatureLayout = data.Graphs.Layout };
        var split = TrainingChecks.Split(data, options);
        var scale = TargetScale.Of(options.Tasks[0].Kind, data.Targets, options.Tasks.Count, split.Train);
        var training = new NetworkTraining(data, options, architecture, split, scale);
        var trained = new (NetworkWeights Weights, int Epoch)[options.Ensemble];
        List<TrainingProgress> history = [];
        void Report(TrainingProgress epoch)
        {
            lock (history)
            {
                history.Add(epoch);
                progress?.Report(epoch);
            }
        }

        // Dropout draws from libtorch's one generator: with it, networks follow one another to stay reproducible.
        var workers = architecture.Dropout > 0 ? 1 : options.Threads > 0 ? options.Threads : Environment.ProcessorCount;
        Parallel.For(0, options.Ensemble, new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancel }, member => trained[member] = training.Run(member, Report, cancel));

        var networks = Array.ConvertAll(trained, t => t.Weights);
        var manifest = new BundleManifest
        {
            Name = options.Name,
            Description = options.Description,
            FeatureLayout = data.Graphs.Layout,
            Architecture = architecture,
            Tasks = options.Tasks.Select((task, t) => task with { TrainingSize = split.Train.Count(row => !float.IsNaN(data.Targets[(row * options.Tasks.Count) + t])) }).ToArray(),
            Data = new TrainingSource
            {
                File = Path.GetFileName(options.DataFile ?? ""),
                Sha256 = options.DataFile is null ? "" : BundleFolder.Hash(options.DataFile),
                Molecules = data.Graphs.Count,
                Rejected = data.Rejected,
                Licence = options.DataLicence,
            },
            Split = new SplitDescription { Kind = TrainingChecks.SplitName(options), Seed = options.Seed, Train = split.Train.Length, Validation = split.Validation.Length, Test = split.Test.Length },
            Training = new TrainingSettings
            {
                Seed = options.Seed,
                Epochs = options.Epochs,
                BestEpochs = Array.ConvertAll(trained, t => t.Epoch),
                BatchSize = options.BatchSize,
                LearningRates = [options.InitialLearningRate, options.MaximumLearningRate, options.FinalLearningRate],
                WarmupEpochs = options.WarmupEpochs,
            },
            Metrics = TrainingEvaluation.Measure(data, options.Tasks, split, networks, architecture, cancel),
            Licence = options.Licence,
            Command = options.Command,
            Created = options.Time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
            Weights = networks.Select((_, i) => $"weights-{i}.safetensors").ToArray(),
        };
        return new TrainingReport(outFolder, Write(outFolder, manifest, networks, data, split), history);
    }

    private static BundleManifest Write(string outFolder, BundleManifest manifest, NetworkWeights[] networks, TrainingData data, DataSplit split)
    {
        int[] Rows(int[] positions) => Array.ConvertAll(positions, p => data.Rows?[p] ?? p + 1);
        return WholeBundle.Write(outFolder, manifest, networks, new Dictionary<string, string>
        {
            ["split.json"] = JsonSerializer.Serialize(new { manifest.Split.Kind, manifest.Split.Seed, Train = Rows(split.Train), Validation = Rows(split.Validation), Test = Rows(split.Test) }, splitFormat) + "\n",
            ["MODEL_CARD.md"] = ModelCard.Write(manifest),
        });
    }
}
