using System.Text.Json.Serialization;
using MolScreen.Retro.Routes;

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

    /// <summary>Why an unsolved target is unsolved, in molecules; null when it is solved or no single molecule would do.</summary>
    [JsonIgnore]
    public PurchasableMiss? Miss { get; init; }

    /// <summary>Molecules that are not in stock and each of which alone would complete a route, the nearest to the target first.</summary>
    [JsonIgnore]
    internal IReadOnlyList<string> Needed { get; init; } = [];
}

/// <summary>Stable codes for the lack of a route.</summary>
public static class PlanCause
{
    /// <summary>The calls were used up.</summary>
    public const string Budget = "budget";

    /// <summary>The wall clock ran out.</summary>
    public const string Time = "time";

    /// <summary>The search would have had to keep more nodes, or go through more rounds, than it may.</summary>
    public const string Memory = "memory";

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
public sealed record PlannedRoute(double Cost, int Steps, PlannedMolecule Tree)
{
    /// <summary>Number of its cluster among the routes of the plan, from 1.</summary>
    [JsonIgnore]
    public int Cluster { get; init; }

    /// <summary>Further scores; null until a planner has computed them.</summary>
    [JsonIgnore]
    public RouteScores? Scores { get; init; }
}

/// <summary>A molecule of a route; a leaf has no reaction.</summary>
/// <param name="Smiles">Canonical SMILES.</param>
/// <param name="InStock">Whether it can be bought; every leaf can.</param>
/// <param name="Reaction">The reaction that makes it.</param>
public sealed record PlannedMolecule(string Smiles, bool InStock, PlannedReaction? Reaction)
{
    /// <summary>A text that is the same for the same tree of molecules and templates, in whatever order reactants stand.</summary>
    public string Key() => Reaction is null
        ? Smiles
        : $"{Smiles}<{Reaction.Template}({string.Join(' ', Reaction.Reactants.Select(one => one.Key()).Order(StringComparer.Ordinal))})";
}

/// <summary>The reaction that makes a molecule of a route.</summary>
/// <param name="Template">Id of the retro template.</param>
/// <param name="Probability">The policy's probability for it, 0 to 1.</param>
/// <param name="Reactants">At least one.</param>
public sealed record PlannedReaction(string Template, double Probability, IReadOnlyList<PlannedMolecule> Reactants)
{
    /// <summary>What the template was learned from; null until a planner has looked it up.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TemplateEvidence? Evidence { get; init; }
}

/// <summary>Where a template comes from.</summary>
/// <param name="Class">Name of the reaction class of most of its precedents, see <see cref="Templates.ReactionClass"/>; null where none is known.</param>
/// <param name="Precedents">Training reactions that show it.</param>
/// <param name="Examples">Ids of up to three of them.</param>
public sealed record TemplateEvidence(string? Class, int Precedents, IReadOnlyList<string> Examples);

/// <summary>What a search did.</summary>
/// <param name="Calls">Molecules that were expanded, repeats included, which are answered from memory.</param>
/// <param name="UniqueCalls">Different molecules that the single-step model was asked for.</param>
/// <param name="Seconds">Wall clock of the whole search.</param>
/// <param name="SecondsToFirst">Wall clock to the first route; null when there is none.</param>
public sealed record PlanStatistics(int Calls, int UniqueCalls, double Seconds, double? SecondsToFirst)
{
    /// <summary>Unique calls made when the first route was found; null when there is none.</summary>
    [JsonIgnore]
    public int? CallsToFirst { get; init; }

    /// <summary>Rounds of the algorithm, also those that needed no model call.</summary>
    [JsonIgnore]
    public int Rounds { get; init; }

    /// <summary>Nodes in memory at the end.</summary>
    [JsonIgnore]
    public int Nodes { get; init; }
}
