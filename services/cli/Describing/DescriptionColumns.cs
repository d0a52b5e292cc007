using MolScreen.Chemistry;
using MolScreen.Cli.CommandLine;

namespace MolScreen.Cli.Describing;

/// <summary>What <c>describe</c> writes for a molecule.</summary>
/// <param name="Descriptors">Places of the descriptors in <see cref="DescriptorSet.Names"/>, in the order of the columns.</param>
/// <param name="SaScore">Whether the synthetic accessibility score.</param>
/// <param name="Rules">Whether the rules of drug-likeness.</param>
internal sealed record DescriptionColumns(IReadOnlyList<int> Descriptors, bool SaScore, bool Rules)
{
    private static readonly string[] Usual = ["MolWt", "MolLogP", "TPSA", "NumHDonors", "NumHAcceptors", "NumRotatableBonds", "qed"];

    /// <summary>What has to be computed.</summary>
    public MoleculeParts Parts =>
        (Descriptors.Count > 0 || Rules ? MoleculeParts.Descriptors : MoleculeParts.None)
        | (SaScore ? MoleculeParts.Synthesizability : MoleculeParts.None);

    /// <summary>Names of the columns of a table, between the molecule and the error.</summary>
    public IEnumerable<string> Names =>
    [
        .. Descriptors.Select(index => DescriptorSet.Names[index]),
        .. SaScore ? ["sa_score"] : Array.Empty<string>(),
        .. Rules ? [.. DrugLikenessRule.All.Select(rule => $"{rule.Name}_violations"), "violated"] : Array.Empty<string>(),
    ];

    /// <summary>The columns that the options ask for; without any of them a small set for people.</summary>
    /// <param name="descriptors"><c>all</c> or names, separated by commas; null for none.</param>
    /// <param name="saScore">Whether the score was asked for.</param>
    /// <param name="rules">Whether the rules were asked for.</param>
    /// <exception cref="InputException">A descriptor is unknown.</exception>
    public static DescriptionColumns Of(string? descriptors, bool saScore, bool rules) => descriptors switch
    {
        null when !saScore && !rules => new([.. Usual.Select(DescriptorSet.IndexOf)], true, true),
        null => new([], saScore, rules),
        "all" => new([.. Enumerable.Range(0, DescriptorSet.Names.Count)], saScore, rules),
        _ => new([.. descriptors.Split(',', StringSplitOptions.TrimEntries).Select(Index)], saScore, rules),
    };

    private static int Index(string name)
    {
        var index = DescriptorSet.IndexOf(name);
        if (index >= 0)
        {
            return index;
        }

        var alike = DescriptorSet.Names.FirstOrDefault(known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase));
        throw new InputException(alike is null
            ? $"--descriptors: no descriptor is called {(name.Length == 0 ? "\"\"" : name)}; `molscreen describe C --descriptors all` lists them"
            : $"--descriptors: no descriptor is called {name}; {alike} is meant?");
    }
}
