namespace MolScreen.Contracts.Planning;

/// <summary>Command to a planner: find synthesis routes for one molecule of a job.</summary>
/// <param name="Index">Position in the job's library; with the job id the key of the answer.</param>
/// <param name="Smiles">Canonical SMILES of the standardized molecule.</param>
/// <param name="Budget">How hard to try.</param>
public sealed record PlanRoute(int Schema, Guid JobId, int Index, string Smiles, SearchBudget Budget);

/// <summary>Limits of one search; the first that is met ends it.</summary>
/// <param name="Calls">Single-step model calls.</param>
/// <param name="Seconds">Wall clock.</param>
/// <param name="MaxDepth">Longest route, in reactions.</param>
/// <param name="Routes">Routes wanted.</param>
public sealed record SearchBudget(int Calls, double Seconds, int MaxDepth, int Routes);
