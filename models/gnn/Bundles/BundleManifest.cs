using MolScreen.Gnn.Arms;
using MolScreen.Gnn.Network;
using YamlDotNet.Serialization;

namespace MolScreen.Gnn;

/// <summary>What a bundle says of itself; manifest.yaml.</summary>
public sealed record BundleManifest
{
    /// <summary>The only <see cref="Kind"/> read here.</summary>
    public const string GnnKind = "gnn";

    /// <summary>The bundle format written and read here.</summary>
    public const int CurrentFormat = 1;

    /// <summary><see cref="Standardization"/> of models that take molecules in the standard form, as all that are trained here do.</summary>
    public const string StandardForm = "molscreen-standard-1";

    /// <summary><see cref="Standardization"/> of models that take molecules as they are written, as chemprop's do.</summary>
    public const string AsWritten = "none";

    /// <summary>What the bundle holds: <c>gnn</c>.</summary>
    public string Kind { get; init; } = GnnKind;

    /// <summary>Version of the bundle format.</summary>
    public int Format { get; init; } = CurrentFormat;

    /// <summary>The model's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The model's version.</summary>
    public string Version { get; init; } = "1";

    /// <summary>One sentence on what it predicts.</summary>
    public string Description { get; init; } = "";

    /// <summary>Feature layout of the graphs it takes.</summary>
    public string FeatureLayout { get; init; } = Gnn.FeatureLayout.ChempropV2;

    /// <summary>The recipe that brings molecules into the form it takes: <see cref="StandardForm"/> or <see cref="AsWritten"/>.</summary>
    public string Standardization { get; init; } = StandardForm;

    /// <summary>RDKit's names of the descriptors that it takes beside the graph, in that order; empty where it takes none.</summary>
    public IReadOnlyList<string> Descriptors { get; init; } = [];

    /// <summary>Sizes of its networks.</summary>
    public NetworkArchitecture Architecture { get; init; } = new();

    /// <summary>The models that it blends; the network comes first.</summary>
    public IReadOnlyList<ArmKind> Arms { get; init; } = [ArmKind.Network];

    /// <summary>Weight of each arm in each task's blend, by their names; without it the network answers alone.</summary>
    public Dictionary<string, Dictionary<ArmKind, double>> Blend { get; init; } = [];

    /// <summary>The count fingerprint that its trees and its kernel take; null where it takes none.</summary>
    public FingerprintDescription? Fingerprint { get; init; }


    /// <summary>What it predicts, in the order of its outputs.</summary>
    public IReadOnlyList<TaskDescription> Tasks { get; init; } = [];

    /// <summary>The data it was trained on.</summary>
    public TrainingSource Data { get; init; } = new();

    /// <summary>How the data was divided.</summary>
    public SplitDescription Split { get; init; } = new();

    /// <summary>How it was trained.</summary>
    public TrainingSettings Training { get; init; } = new();

    /// <summary>Metrics by part (<c>validation</c>, <c>test</c>, <c>baseline_test</c>, …) and name.</summary>
    public Dictionary<string, Dictionary<string, double>> Metrics { get; init; } = [];

    /// <summary>Licence of the weights.</summary>
    public string Licence { get; init; } = "";

    /// <summary>The command that made the bundle.</summary>
    public string Command { get; init; } = "";

    /// <summary>When it was made; UTC, ISO 8601.</summary>
    public string Created { get; init; } = "";

    /// <summary>Files of the networks of the ensemble, averaged.</summary>
    public IReadOnlyList<string> Weights { get; init; } = [];

    /// <summary>SHA-256 of every file of the bundle but this one, in lower-case hexadecimal.</summary>
    public Dictionary<string, string> Files { get; init; } = [];

    /// <summary>What it takes of a molecule.</summary>
    [YamlIgnore]
    public InputParts Needs => InputParts.Graphs
        | (Fingerprint is null ? InputParts.None : InputParts.Fingerprints)
        | (Descriptors.Count == 0 ? InputParts.None : InputParts.Descriptors);

    /// <summary>The blend of some arms; arms that the manifest gives no weight have none.</summary>
    internal ArmBlend BlendOf(IReadOnlyList<ArmKind> kinds) => new(
        kinds,
        [.. Tasks.SelectMany(task => kinds.Select(kind => Blend.TryGetValue(task.Name, out var weights) ? weights.GetValueOrDefault(kind) : kind == ArmKind.Network ? 1 : 0))]);
}

/// <summary>What a model takes of a molecule.</summary>
[Flags]
public enum InputParts
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The molecular graph.</summary>
    Graphs = 1,

    /// <summary>The count fingerprint.</summary>
    Fingerprints = 2,

    /// <summary>Descriptors.</summary>
    Descriptors = 4,
}

/// <summary>A Morgan fingerprint of counts.</summary>
public sealed record FingerprintDescription
{
    /// <summary>Radius in bonds.</summary>
    public int Radius { get; init; } = 2;

    /// <summary>Entries.</summary>
    public int Size { get; init; } = 2048;
}

/// <summary>Kinds of task.</summary>
public enum TaskKind
{
    /// <summary>A number.</summary>
    Regression,

    /// <summary>The probability of a class.</summary>
    Classification,
}

/// <summary>One value that a model predicts.</summary>
public sealed record TaskDescription
{
    /// <summary>Its name; a column of predictions.</summary>
    public string Name { get; init; } = "";

    /// <summary>What a value means; of a class, what a 1 means.</summary>
    public string Description { get; init; } = "";

    /// <summary>Number or class.</summary>
    public TaskKind Kind { get; init; }

    /// <summary>Whether the logarithm of a number is learned: for positive numbers over several orders of magnitude. Predictions are in <see cref="Unit"/> all the same.</summary>
    public bool Logarithmic { get; init; }

    /// <summary>Unit of the value; <c>probability</c> for classification.</summary>
    public string Unit { get; init; } = "";

    /// <summary>Smallest possible value; predictions below are set to it. Null where there is none.</summary>
    public double? Minimum { get; init; }

    /// <summary>Largest possible value; predictions above are set to it. Null where there is none.</summary>
    public double? Maximum { get; init; }

    /// <summary>Whether more is better; null where that depends.</summary>
    public bool? HigherIsBetter { get; init; }

    /// <summary>Labels it was trained on.</summary>
    public int TrainingSize { get; init; }

    /// <summary>A value on the scale that is learned.</summary>
    internal float Learned(float value) => Logarithmic ? MathF.Log10(value) : value;

    /// <summary>A value of the scale that is learned in the task's unit.</summary>
    internal double InUnit(double learned) => Logarithmic ? Math.Pow(10, learned) : learned;
}

/// <summary>Where training data came from.</summary>
public sealed record TrainingSource
{
    /// <summary>Name of the file.</summary>
    public string File { get; init; } = "";

    /// <summary>SHA-256 of the file, in lower-case hexadecimal; empty where there was no file.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>Molecules that were used.</summary>
    public int Molecules { get; init; }

    /// <summary>Rows that were left out because their molecule could not be read.</summary>
    public int Rejected { get; init; }

    /// <summary>Its licence and publisher.</summary>
    public string Licence { get; init; } = "";
}

/// <summary>How data was divided.</summary>
public sealed record SplitDescription
{
    /// <summary><c>random</c>, <c>scaffold</c> or <c>column:NAME</c>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Seed of the division.</summary>
    public int Seed { get; init; }

    /// <summary>Molecules in the training part.</summary>
    public int Train { get; init; }

    /// <summary>Molecules in the validation part.</summary>
    public int Validation { get; init; }

    /// <summary>Molecules in the test part.</summary>
    public int Test { get; init; }

    /// <summary>Folds of training and validation part together; 0 where fits share one validation part.</summary>
    public int Folds { get; init; }
}

/// <summary>How a bundle was trained.</summary>
public sealed record TrainingSettings
{
    /// <summary>Seed of the first network; the others count up from it.</summary>
    public int Seed { get; init; }

    /// <summary>Epochs of each network.</summary>
    public int Epochs { get; init; }

    /// <summary>Epoch, from 1, whose weights were kept, for each network.</summary>
    public IReadOnlyList<int> BestEpochs { get; init; } = [];

    /// <summary>Molecules in a step.</summary>
    public int BatchSize { get; init; }

    /// <summary>Adam's learning rate: at the start, at the end of the warm-up, at the end.</summary>
    public IReadOnlyList<double> LearningRates { get; init; } = [];

    /// <summary>Epochs in which the rate rises.</summary>
    public int WarmupEpochs { get; init; }

    /// <summary>Bundle whose encoder the networks started from; "" for random weights.</summary>
    public string Initial { get; init; } = "";
}
