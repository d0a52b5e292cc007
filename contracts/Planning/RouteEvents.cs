namespace MolScreen.Contracts.Planning;

/// <summary>Event: at least one route from purchasable molecules was found.</summary>
/// <param name="Routes">Cheapest first.</param>
public sealed record RoutePlanned(
    int Schema,
    Guid JobId,
    int Index,
    string Smiles,
    bool ProvedOptimal,
    IReadOnlyList<Route> Routes,
    SearchStatistics Statistics);

/// <summary>Event: the search ended without a route.</summary>
/// <param name="Cause">A stable code: budget, time, memory, depth, no-template, stock; contracts/README.md explains them.</param>
public sealed record RouteNotFound(int Schema, Guid JobId, int Index, string Smiles, string Cause, SearchStatistics Statistics);

/// <summary>A synthesis route: a tree from the target down to molecules in stock.</summary>
/// <param name="Cost">Sum over its reactions of −ln(clipped template probability).</param>
/// <param name="Steps">Number of reactions.</param>
public sealed record Route(double Cost, int Steps, RouteMolecule Tree);

/// <summary>A molecule of a route; a leaf has no reaction.</summary>
public sealed record RouteMolecule(string Smiles, bool InStock, RouteReaction? Reaction);

/// <summary>The reaction that makes a molecule of a route.</summary>
/// <param name="Template">Id of the retro template.</param>
/// <param name="Probability">The policy's probability for it, 0 to 1.</param>
public sealed record RouteReaction(string Template, double Probability, IReadOnlyList<RouteMolecule> Reactants);

/// <summary>What a search did.</summary>
/// <param name="Calls">Single-step calls, repeats included.</param>
/// <param name="UniqueCalls">Different molecules expanded.</param>
/// <param name="Seconds">Wall clock of the whole search.</param>
/// <param name="SecondsToFirst">Wall clock to the first route; null when there is none.</param>
public sealed record SearchStatistics(int Calls, int UniqueCalls, double Seconds, double? SecondsToFirst);
