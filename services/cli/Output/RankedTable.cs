using System.Globalization;
using MolScreen.Contracts.Results;
using MolScreen.Contracts.Scoring;
using Spectre.Console;

namespace MolScreen.Cli.Output;

/// <summary>Ranked molecules as a table for people: scores with units (their intervals are in exports), applicability domain, routes, structures.</summary>
internal static class RankedTable
{
    private const int LongestSmiles = 64;

    /// <summary>One row a molecule, in the page's order.</summary>
    public static Table Of(RankedPage page)
    {
        var withRoutes = page.Molecules.Any(molecule => molecule.Route is not null);
        var withDomains = page.Columns.Any(column => column.HasDomain);
        var table = Tables.With(
        [
            ">rank", "id", ">score",
            .. page.Columns.Select(column => $">{column.Model}.{column.Task}\n{column.Unit}"),
            .. withDomains ? ["domain"] : Array.Empty<string>(),
            ">MW\ng/mol", ">logP", ">QED",
            .. withRoutes ? ["route"] : Array.Empty<string>(),
            "SMILES",
        ]);
        foreach (var molecule in page.Molecules)
        {
            table.Add(
            [
                molecule.Rank?.ToString(CultureInfo.InvariantCulture) ?? "",
                molecule.Id,
                $"{Number(molecule.Score, "0.000")}{(molecule.PassesFilters ? "" : " (filtered)")}",
                .. molecule.Components.Select(component => Number(component.Value, "0.00")),
                .. withDomains ? [Domain(molecule)] : Array.Empty<string>(),
                Number(molecule.Properties["molecular_weight"], "0.0"),
                Number(molecule.Properties["logp"], "0.0"),
                Number(molecule.Properties["qed"], "0.00"),
                .. withRoutes ? [Route(molecule.Route)] : Array.Empty<string>(),
                molecule.Smiles.Length <= LongestSmiles ? molecule.Smiles : molecule.Smiles[..(LongestSmiles - 1)] + "…",
            ]);
        }

        return table;
    }

    /// <summary>The farthest verdict, and of which model where they differ.</summary>
    private static string Domain(RankedMolecule molecule)
    {
        var farthest = (molecule.Domains ?? []).Max(domain => domain.Status);
        var of = (molecule.Domains ?? []).Where(domain => domain.Status == farthest).Select(domain => domain.Model).ToList();
        var verdict = farthest?.ToString().ToLowerInvariant() ?? "";
        return farthest is null or DomainStatus.In || of.Count == molecule.Domains!.Count ? verdict : $"{verdict}: {string.Join(", ", of)}";
    }

    private static string Route(RouteSummary? route) => route switch
    {
        null => "",
        { Steps: { } steps } => string.Create(CultureInfo.InvariantCulture, $"{steps} {(steps == 1 ? "step" : "steps")}, cost {route.Cost:0.0}"),
        _ => $"none: {route.Cause}",
    };

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "";
}
