using MolScreen.Retro.Stock;

namespace MolScreen.Benchmarks.Routes;

/// <summary>A recorded reaction.</summary>
/// <param name="Product">Standardized SMILES; "" where it cannot be read.</param>
/// <param name="Reactants">SMILES; none where they cannot be read.</param>
internal sealed record KnownReaction(string Product, IReadOnlyList<string> Reactants);

/// <summary>A molecule of a known route, written as the reference routes are.</summary>
internal sealed record RouteNode(string Smiles, IReadOnlyList<RouteNode>? Reactants)
{
    /// <summary>All molecules that a step makes.</summary>
    public IEnumerable<string> Products() => Reactants is null ? [] : [Smiles, .. Reactants.SelectMany(one => one.Products())];
}

/// <summary>Targets of our own: molecules whose shortest route through recorded reactions has three or more steps.</summary>
internal static class OwnRoutes
{
    private const int LeastSteps = 3;
    private const int MostSteps = 12;

    /// <summary>Draws targets with their shortest routes from purchasable molecules; the same for the same reactions and stock.</summary>
    /// <param name="taken">Molecules that are no targets, because they belong to another benchmark.</param>
    public static IReadOnlyList<RouteNode> Draw(IReadOnlyList<KnownReaction> reactions, IStock stock, IReadOnlySet<string> taken, int count)
    {
        var steps = new Dictionary<string, (int Steps, KnownReaction Reaction)>(StringComparer.Ordinal);
        var bought = new Dictionary<string, bool>(StringComparer.Ordinal);
        bool IsBought(string smiles) => bought.TryGetValue(smiles, out var known) ? known : bought[smiles] = stock.Contains(smiles);
        int StepsOf(string smiles) => IsBought(smiles) ? 0 : steps.TryGetValue(smiles, out var known) ? known.Steps : MostSteps + 1;

        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var reaction in reactions.Where(reaction => reaction.Reactants.Count > 0 && !IsBought(reaction.Product)))
            {
                var needed = 1 + reaction.Reactants.Sum(StepsOf);
                if (needed <= MostSteps && needed < StepsOf(reaction.Product))
                {
                    steps[reaction.Product] = (needed, reaction);
                    changed = true;
                }
            }
        }

        RouteNode Route(string smiles) => IsBought(smiles) ? new RouteNode(smiles, null) : new RouteNode(smiles, [.. steps[smiles].Reaction.Reactants.Select(Route)]);
        return [.. steps
            .Where(pair => pair.Value.Steps >= LeastSteps && !taken.Contains(pair.Key))
            .OrderBy(pair => StockKey.Of(pair.Key))
            .Take(count)
            .Select(pair => Route(pair.Key))];
    }
}
