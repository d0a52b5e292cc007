using System.Globalization;
using MolScreen.Retro;

namespace MolScreen.Cli.Planning;

/// <summary>A plan as a tree for people.</summary>
internal static class RouteText
{
    /// <summary>What was found, then each route from the target down to what can be bought.</summary>
    public static void Write(TextWriter output, string name, PlanResult plan)
    {
        var statistics = plan.Statistics;
        var spent = FormattableString.Invariant($"{Count(statistics.Calls, "model call")}, {statistics.Seconds:0.00} s");
        var title = name.Length == 0 ? plan.Target : $"{name}  {plan.Target}";
        output.WriteLine(plan.Solved
            ? $"{title}: {Count(plan.Routes.Count, "route")}{(plan.ProvedOptimal ? ", the first proved optimal" : "")} ({spent})"
            : $"{title}: no route, {plan.Cause} ({spent})");
        if (plan.Reason is not null)
        {
            output.WriteLine($"  {plan.Reason}");
        }

        if (plan.Miss is { } miss)
        {
            output.WriteLine($"  {miss.Needed} would complete a route{(miss.Similarity is { } similarity ? FormattableString.Invariant($"; nearest purchasable: {miss.NearestId} {miss.Nearest} ({similarity:0.00})") : "")}");
        }

        for (var i = 0; i < plan.Routes.Count; i++)
        {
            var route = plan.Routes[i];
            output.WriteLine(FormattableString.Invariant($"route {i + 1}: {Count(route.Steps, "step")}, cost {route.Cost:0.00}{Scores(route)}"));
            output.WriteLine($"  {route.Tree.Smiles}");
            WriteReaction(output, route.Tree.Reaction, "  ");
        }
    }

    private static void WriteReaction(TextWriter output, PlannedReaction? reaction, string indent)
    {
        if (reaction is null)
        {
            return;
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{indent}⇐ {(reaction.Evidence?.Class is { } name ? $"{name}, " : "")}{reaction.Template} (p = {reaction.Probability:0.000}{(reaction.Evidence is { } evidence ? $", {Count(evidence.Precedents, "precedent")}, as {string.Join(", ", evidence.Examples)}" : "")})"));
        for (var i = 0; i < reaction.Reactants.Count; i++)
        {
            var (reactant, last) = (reaction.Reactants[i], i == reaction.Reactants.Count - 1);
            output.WriteLine($"{indent}{(last ? "└─ " : "├─ ")}{reactant.Smiles}{(reactant.InStock ? "  (in stock)" : "")}");
            WriteReaction(output, reactant.Reaction, indent + (last ? "   " : "│  "));
        }
    }

    /// <summary>What a planner scored; a recorded route has its cost alone.</summary>
    private static string Scores(PlannedRoute route) => route.Scores is { } scores
        ? FormattableString.Invariant($", depth {scores.Depth}, atom economy {scores.AtomEconomy:P0}, at least {Count(scores.Precedents, "precedent")} a step, cluster {route.Cluster}")
        : "";

    private static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
