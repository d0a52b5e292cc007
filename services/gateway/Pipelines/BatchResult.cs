using MolScreen.Contracts.Results;

namespace MolScreen.Gateway.Pipelines;

/// <summary>What came of a batch: plain JSON on the exchange <c>molscreen.results</c>. contracts/README.md describes it.</summary>
/// <param name="Batch">The publisher's name for the batch.</param>
/// <param name="Job">Id of the job at the REST API.</param>
/// <param name="State"><c>completed</c> or <c>failed</c>.</param>
/// <param name="Failure">Why it failed; null unless it did.</param>
/// <param name="Molecules">In the batch's order; empty when it failed.</param>
public sealed record BatchResult(
    int Schema,
    string Batch,
    Guid Job,
    string State,
    string? Failure,
    IReadOnlyList<MoleculeResult> Molecules);

/// <summary>One molecule: scored, or rejected with a reason.</summary>
/// <param name="Index">Position in the batch, from 0.</param>
/// <param name="Smiles">Canonical SMILES of the standardized molecule; null when rejected.</param>
/// <param name="Scores">By <c>model.task</c>, in the task's unit.</param>
/// <param name="Units">By <c>model.task</c>.</param>
/// <param name="Route">The synthesis search; null when none was asked for.</param>
/// <param name="Certainty">How sure the models are, by <c>model.task</c>; null when no model says.</param>
/// <param name="Domains">Where the molecule stands in the applicability domains, by model; null when no model knows.</param>
/// <param name="Rejected">A code such as <c>valence</c>; null when scored.</param>
public sealed record MoleculeResult(
    int Index,
    string Id,
    string? Smiles,
    int? Rank,
    double? Score,
    bool? PassesFilters,
    IReadOnlyDictionary<string, float?>? Scores,
    IReadOnlyDictionary<string, string>? Units,
    IReadOnlyDictionary<string, float?>? Properties,
    RouteSummary? Route,
    IReadOnlyDictionary<string, ScoreCertainty>? Certainty,
    IReadOnlyDictionary<string, ModelDomain>? Domains,
    string? Rejected,
    string? Detail);

/// <summary>How sure a model is of one score.</summary>
/// <param name="Low">Lower end of its interval, in the task's unit; null where the model gives none.</param>
/// <param name="High">Upper end.</param>
/// <param name="Percentile">Among the model's reference molecules, 0 to 100.</param>
public sealed record ScoreCertainty(float? Low, float? High, float? Percentile);
