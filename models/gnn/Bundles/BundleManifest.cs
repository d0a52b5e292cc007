using MolScreen.Gnn.Network;

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

    /// <summary>RDKit's names of the descriptors that its networks take beside the graph, in that order; empty where they take none.</summary>
    public IReadOnlyList<string> Descriptors { get; init; } = [];

    /// <summary>Sizes of its networks.</summary>
    public NetworkArchitecture Architecture { get; init; } = new();

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

    /// <summary>Number or class.</summary>
    public TaskKind Kind { get; init; }

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
}
