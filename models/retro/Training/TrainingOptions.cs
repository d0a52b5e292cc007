namespace MolScreen.Retro.Training;

/// <summary>How templates are extracted.</summary>
public sealed record ExtractionOptions
{
    /// <summary>Strict templates with fewer training reactions are left out; at least 1. Default 2.</summary>
    public int MinPrecedents { get; init; } = 2;

    /// <summary>General templates with fewer training reactions are left out; at least 1. Default 2.</summary>
    public int MinGeneralPrecedents { get; init; } = 2;

    /// <summary>Files of reactions or molecules whose products no reaction is learned from. Default none.</summary>
    public IReadOnlyList<string> LeaveOut { get; init; } = [];

    /// <summary>File of reactions on which coverage is reported, and whose products are left out; null for none.</summary>
    public string? Benchmark { get; init; }

    /// <summary>Percent of the products held out to end the training. Default 5.</summary>
    public int ValidationPercent { get; init; } = 5;

    /// <summary>Percent of the products held out to report on. Default 5.</summary>
    public int TestPercent { get; init; } = 5;

    /// <summary>0 = all cores.</summary>
    public int Threads { get; init; }
}

/// <summary>How the policy is trained.</summary>
public sealed record PolicyTrainingOptions
{
    /// <summary>Width of the hidden layer. Default 512.</summary>
    public int Hidden { get; init; } = 512;

    /// <summary>Dropout of the hidden layer, 0 to 1. Default 0.3.</summary>
    public double Dropout { get; init; } = 0.3;

    /// <summary>Reactions a step. Default 512.</summary>
    public int BatchSize { get; init; } = 512;

    /// <summary>Adam's rate; halved whenever the validation loss has not fallen for an epoch. Default 1e-3.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Most epochs. Default 25.</summary>
    public int MaxEpochs { get; init; } = 25;

    /// <summary>Ends after so many epochs without a lower validation loss. Default 3.</summary>
    public int Patience { get; init; } = 3;

    /// <summary>Seed of initial weights, dropout and order.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Threads of the tensor library. Default 1.</summary>
    public int Threads { get; init; } = 1;
}

/// <summary>How far a long job is.</summary>
/// <param name="Stage">What is being done.</param>
/// <param name="Done">Items done.</param>
/// <param name="Total">Items in all; 0 when not known.</param>
/// <param name="Note">Figures worth showing, such as a loss; "" without.</param>
public sealed record RetroProgress(string Stage, long Done, long Total, string Note = "");

/// <summary>What an extraction gave.</summary>
/// <param name="Reactions">Rows read.</param>
/// <param name="Reasons">Rows by what became of them; sums up to <paramref name="Reactions"/>.</param>
/// <param name="Distinct">Different reactions (product and reactants) among those with a template.</param>
/// <param name="Strict">Strict templates of the library.</param>
/// <param name="General">General templates of the library.</param>
/// <param name="RareTemplates">Templates with too few precedents for the library.</param>
/// <param name="StartingMaterials">Molecules written for the stock.</param>
/// <param name="Coverage">What share of the reactions held out have a template of the library that makes their reactants.</param>
public sealed record ExtractionReport(
    int Reactions,
    IReadOnlyDictionary<string, int> Reasons,
    int Distinct,
    int Strict,
    int General,
    int RareTemplates,
    int StartingMaterials,
    IReadOnlyList<TemplateCoverage> Coverage);

/// <summary>For how many recorded reactions a library holds a template that makes exactly the recorded reactants.</summary>
/// <param name="Of">Which reactions.</param>
/// <param name="Reactions">How many; those that cannot be read are not covered.</param>
/// <param name="Strict">Covered by a strict template.</param>
/// <param name="General">Covered by a general template.</param>
/// <param name="Either">Covered by any.</param>
public sealed record TemplateCoverage(string Of, int Reactions, int Strict, int General, int Either);

/// <summary>What a training gave.</summary>
/// <param name="TrainingReactions">Reactions fitted to.</param>
/// <param name="Epochs">Epochs run.</param>
/// <param name="ValidationLoss">Lowest cross-entropy on validation, in nats.</param>
/// <param name="Metrics">Held-out figures by name, as in the bundle's manifest.</param>
public sealed record PolicyTrainingReport(int TrainingReactions, int Epochs, double ValidationLoss, IReadOnlyDictionary<string, double> Metrics);
