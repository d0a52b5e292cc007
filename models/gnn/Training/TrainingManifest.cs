using System.Globalization;
using MolScreen.Gnn.Bundles;
using MolScreen.Gnn.Network;

namespace MolScreen.Gnn.Training;

/// <summary>What a bundle says of how it was made.</summary>
internal static class TrainingManifest
{
    internal static BundleManifest Of(TrainingData data, TrainingOptions options, NetworkArchitecture architecture, DataSplit split, TrainedNetwork[] networks)
    {
        var tasks = options.Tasks.Count;
        int[] learned = options.Folds > 0 ? [.. split.Train, .. split.Validation] : split.Train;
        return new BundleManifest
        {
            Name = options.Name,
            Description = options.Description,
            FeatureLayout = data.Graphs.Layout,
            Architecture = architecture,
            Tasks = options.Tasks.Select((task, number) => task with { TrainingSize = learned.Count(row => !float.IsNaN(data.Targets[(row * tasks) + number])) }).ToArray(),
            Data = new TrainingSource
            {
                File = string.Join(", ", options.DataFiles.Select(Path.GetFileName)),
                Sha256 = options.DataFiles.Count == 0 ? "" : BundleFolder.Hash(options.DataFiles),
                Molecules = data.Count,
                Rejected = data.Rejected,
                Licence = options.DataLicence,
            },
            Split = new SplitDescription { Kind = TrainingChecks.SplitName(options), Seed = options.Seed, Train = split.Train.Length, Validation = split.Validation.Length, Test = split.Test.Length, Folds = options.Folds },
            Training = new TrainingSettings
            {
                Seed = options.Seed,
                Epochs = options.Epochs,
                BestEpochs = Array.ConvertAll(networks, network => network.Epoch),
                BatchSize = options.BatchSize,
                LearningRates = [options.InitialLearningRate, options.MaximumLearningRate, options.FinalLearningRate],
                WarmupEpochs = options.WarmupEpochs,
                Initial = options.InitialName,
            },
            Licence = options.Licence,
            Command = options.Command,
            Created = options.Time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            Weights = networks.Select((_, i) => $"weights-{i}.safetensors").ToArray(),
        };
    }
}
