using MolScreen.Contracts.Scoring;

namespace MolScreen.Contracts.Results;

/// <summary>A part of a job's scored molecules.</summary>
/// <param name="Total">Rows that match the query, this page's and all others.</param>
/// <param name="Skip">Matching rows before this page.</param>
/// <param name="Columns">What the job's scores are; each molecule's components are in this order.</param>
public sealed record RankedPage(
    Guid JobId,
    JobState State,
    int Total,
    int Skip,
    IReadOnlyList<ScoreColumn> Columns,
    IReadOnlyList<RankedMolecule> Molecules);

/// <summary>A scored molecule.</summary>
/// <param name="Rank">Place in the job's ranking, from 1; null until every chunk of the job is recorded.</param>
/// <param name="Index">Position in the library, from 0.</param>
/// <param name="Id">The submitter's identifier; may be empty.</param>
/// <param name="Smiles">Canonical SMILES of the standardized molecule.</param>
/// <param name="Score">Weighted geometric mean of the desirabilities, 0 to 1; null where a model could not predict.</param>
/// <param name="PassesFilters">Whether every property filter of the job accepts the molecule.</param>
/// <param name="Properties">By the names of <see cref="Featurizing.MolecularProperties.Names"/>.</param>
/// <param name="Components">One for each column of the job.</param>
/// <param name="Route">The synthesis search; null when none was asked for this molecule.</param>
/// <param name="Domains">One for each model that knows how far the molecule is from those it learned; null where none does.</param>
public sealed record RankedMolecule(
    int? Rank,
    int Index,
    string Id,
    string Smiles,
    double? Score,
    bool PassesFilters,
    IReadOnlyDictionary<string, float?> Properties,
    IReadOnlyList<ScoreComponent> Components,
    RouteSummary? Route,
    IReadOnlyList<ModelDomain>? Domains = null);

/// <summary>One predicted quantity of a molecule.</summary>
/// <param name="Value">In the column's unit; null where the model could not predict.</param>
/// <param name="Desirability">0 to 1; null without a value, and for columns that are no objective of the job.</param>
/// <param name="Low">Lower end of its interval; null where the model gives none.</param>
/// <param name="High">Upper end of its interval.</param>
/// <param name="Percentile">Percentile among the model's reference molecules, 0 to 100; null where it has none.</param>
public sealed record ScoreComponent(
    string Model, string Task, float? Value, double? Desirability, float? Low = null, float? High = null, float? Percentile = null);

/// <summary>Where a molecule stands in a model's applicability domain.</summary>
/// <param name="Score">0: like the learned molecules, to 1: as far as the farthest that was held out, or farther; null where it is not known.</param>
/// <param name="Status">The verdict; null where it is not known.</param>
public sealed record ModelDomain(string Model, float? Score, DomainStatus? Status);

/// <summary>How the search for a synthesis route went.</summary>
/// <param name="Cause">Why there is no route: <c>pending</c> while the search is out, else the code of the planner; null with a route.</param>
/// <param name="Routes">Routes kept.</param>
/// <param name="Cost">Cost of the best route; null without one.</param>
/// <param name="Steps">Reactions of the best route; null without one.</param>
public sealed record RouteSummary(string? Cause, int Routes, double? Cost, int? Steps);
