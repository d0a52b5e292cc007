namespace MolScreen.Retro.Routes;

/// <summary>Groups of similar routes.</summary>
public static class RouteClusters
{
    /// <summary>
    /// Routes at most so far apart are similar. Two one-step routes with one reactant in common are 0.40 apart, with none 0.55.
    /// </summary>
    public const double Radius = 0.45;

    /// <summary>
    /// The best diverse routes: the cheapest of every cluster, cheapest first, then, if more are wanted, the cheapest of the rest; in
    /// the order of cost, each with the number of its cluster. A route belongs to the first cluster whose cheapest route is
    /// within <see cref="Radius"/>, or founds one.
    /// </summary>
    /// <param name="routes">Cheapest first.</param>
    /// <param name="wanted">At least 1.</param>
    public static IReadOnlyList<PlannedRoute> Diverse(IReadOnlyList<PlannedRoute> routes, int wanted)
    {
        var numbered = Number(routes);
        var first = numbered.DistinctBy(route => route.Cluster).ToList();
        return [.. first.Concat(numbered.Except(first, ReferenceEqualityComparer.Instance).Cast<PlannedRoute>()).Take(wanted).OrderBy(route => route.Cost)];
    }

    /// <summary>The routes with the numbers of their clusters, from 1 in the order of their cheapest routes.</summary>
    /// <param name="routes">Cheapest first.</param>
    public static IReadOnlyList<PlannedRoute> Number(IReadOnlyList<PlannedRoute> routes)
    {
        var leaders = new List<PlannedMolecule>();
        return [.. routes.Select(route =>
        {
            var cluster = leaders.FindIndex(leader => RouteDistance.Between(leader, route.Tree) <= Radius);
            if (cluster < 0)
            {
                cluster = leaders.Count;
                leaders.Add(route.Tree);
            }

            return route with { Cluster = cluster + 1 };
        })];
    }
}
