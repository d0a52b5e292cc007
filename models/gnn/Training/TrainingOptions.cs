using MolScreen.Gnn.Kernel;
using MolScreen.Gnn.Network;
using MolScreen.Gnn.Trees;

namespace MolScreen.Gnn.Training;

/// <summary>How data is divided.</summary>
public enum SplitKind
{
    /// <summary>80/10/10 at random.</summary>
    Random,

    /// <summary>80/10/10, every scaffold in one part, balanced: the large ones train, the others are drawn.</summary>
    Scaffold,

    /// <summary>80/10/10, every scaffold in one part, from the largest to the rarest: the same for every seed.</summary>
    ScaffoldOrdered,

    /// <summary>As a column says.</summary>
    Column,
}

/// <summary>How a bundle is trained. The defaults are chemprop's.</summary>
public sealed record TrainingOptions
{
    /// <summary>The model's name.</summary>
    public required string Name { get; init; }

    /// <summary>What to predict, one for each column of the targets.</summary>
    public required IReadOnlyList<TaskDescription> Tasks { get; init; }

    /// <summary>One sentence for the manifest and the card.</summary>
    public string Description { get; init; } = "";

    /// <summary>How to divide the data.</summary>
    public SplitKind Split { get; init; } = SplitKind.Random;

    /// <summary>Name of the column, where it divides the data.</summary>
    public string? SplitColumnName { get; init; }

    /// <summary>Share of the molecules that a random split trains on.</summary>
    public double TrainShare { get; init; } = 0.8;

    /// <summary>Share that it validates on; the rest is the test part.</summary>
    public double ValidationShare { get; init; } = 0.1;

    /// <summary>Seed of the split, the weights and the order of the batches.</summary>
    public int Seed { get; init; }

    /// <summary>Passes over the training part; from 1.</summary>
    public int Epochs { get; init; } = 50;

    /// <summary>Networks to train on the same part and average; from 1. Not with <see cref="Folds"/>.</summary>
    public int Ensemble { get; init; } = 1;

    /// <summary>
    /// Folds of training and validation part together, from 2: each is held out once from a fit of all arms, and the fits are
    /// averaged. 0: all fits learn the training part.
    /// </summary>
    public int Folds { get; init; }

    /// <summary>Models to fit and to blend; the network is always one of them.</summary>
    public IReadOnlyList<ArmKind> Arms { get; init; } = [ArmKind.Network, ArmKind.Trees, ArmKind.Kernel];

    /// <summary>Settings of the boosted trees; seed and threads are set here.</summary>
    public BoostedTreesOptions Trees { get; init; } = new();

    /// <summary>Settings of the kernel.</summary>
    public TanimotoKernelOptions Kernel { get; init; } = new();

    /// <summary>Radius of the count fingerprints that trees and kernel take; their size is that of the data.</summary>
    public FingerprintDescription Fingerprint { get; init; } = new();

    /// <summary>Where the network starts: its encoder; null for random weights.</summary>
    public NetworkWeights? Initial { get; init; }

    /// <summary>Name and version of the bundle that the network starts from; "" for none.</summary>
    public string InitialName { get; init; } = "";

    /// <summary>Epochs without a better validation after which a network stops; 0 runs them all.</summary>
    public int Patience { get; init; }

    /// <summary>Whether the network takes the descriptors beside the graph.</summary>
    public bool NetworkDescriptors { get; init; }

    /// <summary>Molecules in a step; from 1.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Sizes of the network; its tasks and layout follow the data.</summary>
    public NetworkArchitecture Architecture { get; init; } = new();

    /// <summary>Adam's rate at the first step.</summary>
    public double InitialLearningRate { get; init; } = 1e-4;

    /// <summary>Its rate at the end of the warm-up.</summary>
    public double MaximumLearningRate { get; init; } = 1e-3;

    /// <summary>Its rate at the last step.</summary>
    public double FinalLearningRate { get; init; } = 1e-4;

    /// <summary>Epochs over which the rate rises.</summary>
    public int WarmupEpochs { get; init; } = 2;

    /// <summary>Networks trained at the same time; fewer networks share the threads. 0 = one a core. No number of them changes what is learned.</summary>
    public int Threads { get; init; }

    /// <summary>Threads that work.</summary>
    internal int Workers => Threads > 0 ? Threads : Environment.ProcessorCount;

    /// <summary><c>auto</c>, <c>cpu</c> or <c>cuda</c>.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>The data's files, to name and hash them in the manifest; none where there are none.</summary>
    public IReadOnlyList<string> DataFiles { get; init; } = [];

    /// <summary>Licence and publisher of the data.</summary>
    public string DataLicence { get; init; } = "";

    /// <summary>Licence of the weights.</summary>
    public string Licence { get; init; } = "";

    /// <summary>The command that is running, for the manifest.</summary>
    public string Command { get; init; } = "";

    /// <summary>Where the date and the speed come from.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}

/// <summary>Where training stands, after each epoch.</summary>
/// <param name="Network">Which network, from 1.</param>
/// <param name="Networks">How many.</param>
/// <param name="Epoch">Which epoch, from 1.</param>
/// <param name="Epochs">How many at most.</param>
/// <param name="TrainingLoss">Mean loss over the epoch.</param>
/// <param name="ValidationLoss">Loss after it; null without a validation part.</param>
/// <param name="MoleculesPerSecond">Molecules trained on a second in this network's epoch, validation included.</param>
/// <param name="LearningRate">Rate at the epoch's last step.</param>
public sealed record TrainingProgress(int Network, int Networks, int Epoch, int Epochs, double TrainingLoss, double? ValidationLoss, double MoleculesPerSecond, double LearningRate)
{
    /// <summary>What else happened; null for an epoch.</summary>
    public string? Note { get; init; }
}

/// <summary>What training gave.</summary>
/// <param name="Folder">The bundle.</param>
/// <param name="Manifest">Its manifest, with the metrics.</param>
/// <param name="History">Every epoch of every network.</param>
public sealed record TrainingReport(string Folder, BundleManifest Manifest, IReadOnlyList<TrainingProgress> History);
