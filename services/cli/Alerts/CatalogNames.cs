using MolScreen.Chemistry.Alerts;
using MolScreen.Cli.CommandLine;

namespace MolScreen.Cli.Alerts;

/// <summary>Alert catalogs as the command line names them.</summary>
internal static class CatalogNames
{
    /// <summary>The single catalogs, in the order of columns.</summary>
    public static IReadOnlyList<(string Name, AlertCatalogs Catalog)> Single { get; } =
    [
        ("pains_a", AlertCatalogs.PainsA), ("pains_b", AlertCatalogs.PainsB), ("pains_c", AlertCatalogs.PainsC),
        ("brenk", AlertCatalogs.Brenk), ("nih", AlertCatalogs.Nih), ("zinc", AlertCatalogs.Zinc),
    ];

    /// <summary>The name of a single catalog.</summary>
    public static string Of(AlertCatalogs catalog) => Single.First(entry => entry.Catalog == catalog).Name;

    /// <summary>Reads a list with commas.</summary>
    /// <exception cref="InputException">A name is none of a catalog.</exception>
    public static AlertCatalogs Parse(string names)
    {
        var catalogs = AlertCatalogs.None;
        foreach (var name in names.Split(',', StringSplitOptions.TrimEntries))
        {
            catalogs |= name switch
            {
                "all" => AlertCatalogs.All,
                "pains" => AlertCatalogs.Pains,
                _ when Single.FirstOrDefault(entry => entry.Name == name) is { Name: not null } entry => entry.Catalog,
                _ => throw new InputException($"{name}: no catalog of alerts; there are pains, {string.Join(", ", Single.Select(entry => entry.Name))} and all"),
            };
        }

        return catalogs;
    }
}
