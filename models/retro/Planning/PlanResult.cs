using System.Text.Json.Serialization;

namespace MolScreen.Retro;

/// <summary>What a search for routes ended with.</summary>
/// <param name="Target">Canonical SMILES of the standardized target; the text as given when it is no molecule.</param>
/// <param name="Solved">Whether there is a route.</param>
/// <param name="ProvedOptimal">The first route is the cheapest there is within the template library, the stock and the depth limit.</param>
/// <param name="Cause">Why there is no route, one of <see cref="PlanCause"/>; null when solved.</param>
/// <param name="Routes">Cheapest first, at most as many as wanted.</param>
/// <param name="Statistics">What the search did.</param>
public sealed record PlanResult(
    string Target,
    bool Solved,
    bool ProvedOptimal,
    string? Cause,
    IReadOnlyList<PlannedRoute> Routes,
    PlanStatistics Statistics)
{
    /// <summary>A sentence on the target: why it cannot be searched, or that it can be bought; null where there is nothing to say. Not part of the JSON form.</summary>
    [JsonIgnore]
    public string? Reason { get; init; }
}

/// <summary>Stable codes for the lack of a route.</summary>
public static class PlanCause
{
    /// <summary>The calls were used up.</summary>
    public const string Budget = "budget";

    /// <summary>The wall clock ran out.</summary>
    public const string Time = "time";

    /// <summary>Everything within the depth limit was searched; longer routes were not.</summary>
    public const string Depth = "depth";

    /// <summary>No template applies to the target.</summary>
    public const string NoTemplate = "no-template";

    /// <summary>Everything was searched: every branch ends in a molecule that is not in stock and that no template makes.</summary>
    public const string Stock = "stock";

    /// <summary>The target is not one organic molecule that can be read; the result has the reason.</summary>
    public const string InvalidTarget = "invalid-target";

    /// <summary>The caller cancelled.</summary>
    public const string Cancelled = "cancelled";
}

/// <summary>A synthesis route: a tree from the target down to molecules in stock.</summary>
/// <param name="Cost">Sum over its reactions of −ln clip(probability, 0.001, 1).</param>
/// <param name="Steps">Number of reactions.</param>
/// <param name="Tree">The target.</param>
public sealed record PlannedRoute(double Cost, int Steps, PlannedMolecule Tree);

/// <summary>A molecule of a route; a leaf has no reaction.</summary>
/// <param name="Smiles">Canonical SMILES.</param>
/// <param name="InStock">Whether it can be bought; every leaf can.</param>
/// <param name="Reaction">The reaction that makes it.</param>
public sealed record PlannedMolecule(string Smiles, bool InStock, PlannedReaction? Reaction);

/// <summary>The reaction that makes a molecule of a route.</summary>
/// <param name="Template">Id of the retro template.</param>
/// <param name="Probability">The policy's probability for it, 0 to 1.</param>
/// <param name="Reactants">At least one.</param>
public sealed record PlannedReaction(string Template, double Probability, IReadOnlyList<PlannedMolecule> Reactants);

/// <summary>What a search did.</summary>
/// <param name="Calls">Single-step calls, repeats included.</param>
/// <param name="UniqueCalls">Different molecules expanded.</param>
/// <param name="Seconds">Wall clock of the whole search.</param>
/// <param name="SecondsToFirst">Wall clock to the first route; null when there is none.</param>
public sealed record PlanStatistics(int Calls, int UniqueCalls, double Seconds, double? SecondsToFirst);
