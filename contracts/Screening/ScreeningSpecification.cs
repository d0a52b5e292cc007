using System.Text.Json.Serialization;

namespace MolScreen.Contracts.Screening;

/// <summary>What a screening job asks for: the content of a job file (YAML) or of the `job` part of `POST /jobs`.</summary>
/// <param name="Name">A name for people; not unique.</param>
/// <param name="Objectives">What the ranking score is made of; at least one.</param>
/// <param name="Filters">Molecules outside any of these are kept and scored, but rank after all that pass.</param>
/// <param name="Routes">Synthesis planning for the best molecules; null plans none.</param>
public sealed record ScreeningSpecification(
    string Name,
    IReadOnlyList<Objective> Objectives,
    IReadOnlyList<PropertyFilter> Filters,
    RouteRequest? Routes);

/// <summary>One component of the ranking score: a model's prediction and how desirable its values are.</summary>
/// <param name="Model">Name of a model bundle.</param>
/// <param name="Task">One of the bundle's tasks; null means its only task.</param>
/// <param name="Weight">Weight in the weighted geometric mean; above 0.</param>
/// <param name="Direction">Whether higher or lower predictions are better.</param>
/// <param name="Low">The prediction, in the task's unit, at and below which desirability is 0 (higher is better) or 1 (lower is better).</param>
/// <param name="High">The prediction at and above which desirability is 1 (higher is better) or 0 (lower is better); above <paramref name="Low"/>.</param>
public sealed record Objective(string Model, string? Task, double Weight, Direction Direction, double Low, double High);

/// <summary>Which end of a scale is wanted.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Direction>))]
public enum Direction
{
    /// <summary>Higher is better.</summary>
    [JsonStringEnumMemberName("higher")]
    Higher,

    /// <summary>Lower is better.</summary>
    [JsonStringEnumMemberName("lower")]
    Lower,
}

/// <summary>An allowed range of a computed property, both ends inclusive; null leaves an end open.</summary>
/// <param name="Property">A name out of <see cref="Featurizing.MolecularProperties.Names"/>.</param>
public sealed record PropertyFilter(string Property, double? Min, double? Max);

/// <summary>How many molecules get synthesis routes, and how hard the search tries for each.</summary>
/// <param name="Molecules">The best N molecules of the ranking; 0 or more.</param>
/// <param name="PerMolecule">At most this many routes are kept for one molecule.</param>
/// <param name="Calls">Single-step model calls a search may spend.</param>
/// <param name="Seconds">Wall-clock limit of one search.</param>
/// <param name="MaxDepth">Longest route, in reactions.</param>
public sealed record RouteRequest(int Molecules, int PerMolecule = 3, int Calls = 200, double Seconds = 30, int MaxDepth = 8);
