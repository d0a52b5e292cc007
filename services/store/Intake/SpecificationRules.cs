using MolScreen.Contracts.Featurizing;
using MolScreen.Contracts.Screening;

namespace MolScreen.Store.Intake;

/// <summary>What a specification must keep to, wherever it comes from.</summary>
public static class SpecificationRules
{
    /// <summary>Most objectives a job may have.</summary>
    public const int MaxObjectives = 100;

    /// <summary>The specification with what a submitter may leave out: no filters are an empty list.</summary>
    public static ScreeningSpecification Completed(ScreeningSpecification specification) =>
        specification with { Filters = specification.Filters ?? [] };

    /// <summary>Every rule that is broken, as sentences for the submitter; empty when all is well.</summary>
    public static IReadOnlyList<string> Violations(ScreeningSpecification specification)
    {
        if (specification is null)
        {
            return ["There is no specification."];
        }

        var found = new List<string>();
        if (string.IsNullOrWhiteSpace(specification.Name) || specification.Name.Length > 200)
        {
            found.Add("name must have 1 to 200 characters.");
        }

        if (specification.Objectives is not { Count: > 0 and <= MaxObjectives })
        {
            found.Add($"There must be 1 to {MaxObjectives} objectives.");
            return found;
        }

        for (var i = 0; i < specification.Objectives.Count; i++)
        {
            Objective(specification.Objectives, i, found);
        }

        foreach (var filter in specification.Filters ?? [])
        {
            if (filter is null)
            {
                found.Add("A filter is null.");
                continue;
            }

            Filter(filter, found);
        }

        if (specification.Routes is { } routes)
        {
            Routes(routes, found);
        }

        return found;
    }

    private static void Objective(IReadOnlyList<Objective> all, int i, List<string> found)
    {
        if (all[i] is not { } o)
        {
            found.Add($"Objective {i + 1} is null.");
            return;
        }

        if (string.IsNullOrWhiteSpace(o.Model))
        {
            found.Add($"Objective {i + 1} names no model.");
        }

        if (!(o.Weight > 0 && double.IsFinite(o.Weight)))
        {
            found.Add($"Objective {i + 1} ({o.Model}): the weight must be above 0, not {o.Weight}.");
        }

        if (!(double.IsFinite(o.Low) && double.IsFinite(o.High) && o.Low < o.High))
        {
            found.Add($"Objective {i + 1} ({o.Model}): low must be below high, not {o.Low} and {o.High}.");
        }

        if (all.Take(i).Any(p => p is not null && p.Model == o.Model && p.Task == o.Task))
        {
            found.Add($"Objective {i + 1}: {o.Model}{(o.Task is null ? "" : "." + o.Task)} is there twice.");
        }
    }

    private static void Filter(PropertyFilter filter, List<string> found)
    {
        if (!MolecularProperties.Names.Contains(filter.Property))
        {
            found.Add($"There is no property {filter.Property}; there are: {string.Join(", ", MolecularProperties.Names)}.");
        }

        if (filter.Min is double.NaN || filter.Max is double.NaN || filter.Min > filter.Max)
        {
            found.Add($"Filter {filter.Property}: min {filter.Min} and max {filter.Max} leave nothing.");
        }
    }

    private static void Routes(RouteRequest routes, List<string> found)
    {
        if (routes is not { Molecules: >= 0 and <= 100_000, PerMolecule: >= 1 and <= 100, Calls: >= 1 and <= 1_000_000, MaxDepth: >= 1 and <= 50, Seconds: > 0 and <= 86_400 })
        {
            found.Add("routes: molecules must be 0 to 100,000, per_molecule 1 to 100, calls 1 to 1,000,000, max_depth 1 to 50, seconds above 0 to 86,400.");
        }
    }
}
