namespace MolScreen.Retro.Templates;

/// <summary>The ten classes of reactions of Schneider, Stiefl and Landrum (J. Chem. Inf. Model. 2016, 56, 2336), as USPTO-50k numbers them.</summary>
public static class ReactionClass
{
    private static readonly string[] names =
    [
        "heteroatom alkylation or arylation", "acylation", "C–C bond formation", "heterocycle formation", "protection", "deprotection",
        "reduction", "oxidation", "functional group interconversion", "functional group addition",
    ];

    /// <summary>The name of a class; null for a text that is no number from 1 to 10.</summary>
    public static string? Name(string number) => int.TryParse(number, System.Globalization.CultureInfo.InvariantCulture, out var n) && n >= 1 && n <= names.Length ? names[n - 1] : null;
}
