namespace MolScreen.Gnn;

/// <summary>
/// How codes become rows of the first weight matrix: the groups of a multi-hot vector, in chemprop's order. An atom's
/// vector ends with 0.01 × mass.
/// </summary>
public sealed class FeatureLayout
{
    /// <summary>chemprop 2's defaults: 72 atom and 14 bond features.</summary>
    public const string ChempropV2 = "chemprop-v2";

    /// <summary>chemprop 1's: 133 atom features (atomic numbers to 100, five hybridizations) and 14 bond features.</summary>
    public const string ChempropV1 = "chemprop-v1";

    /// <summary>Factor of an atom's mass.</summary>
    public const float MassScale = 0.01f;

    private static readonly FeatureLayout[] known =
    [
        new(ChempropV2, [38, 7, 6, 5, 6, 8, 2]),
        new(ChempropV1, [101, 7, 6, 5, 6, 6, 2]),
    ];

    private readonly int[] atomOffsets = new int[MoleculeGraphs.CodesPerAtom];

    private FeatureLayout(string name, int[] atomGroups)
    {
        Name = name;
        AtomGroups = atomGroups;
        for (var group = 1; group < atomGroups.Length; group++)
        {
            atomOffsets[group] = atomOffsets[group - 1] + atomGroups[group - 1];
        }

        // The last group, aromatic, is one column: code 0 is its absence.
        MassColumn = atomOffsets[^1] + 1;
        AtomFeatures = MassColumn + 1;
    }

    /// <summary>Its name, as bundles and messages carry it.</summary>
    public string Name { get; }

    /// <summary>Slots of each of an atom's code groups.</summary>
    public int[] AtomGroups { get; }

    /// <summary>Slots of each of a bond's code groups: type (4 = none of them), conjugated, in a ring, stereo.</summary>
    public int[] BondGroups { get; } = [5, 2, 2, 7];

    /// <summary>Length of an atom's vector.</summary>
    public int AtomFeatures { get; }

    /// <summary>Length of a bond's vector.</summary>
    public int BondFeatures { get; } = 14;

    /// <summary>Column of 0.01 × mass in an atom's vector.</summary>
    public int MassColumn { get; }

    /// <summary>A layout by its name.</summary>
    /// <exception cref="ArgumentException">The name is not known; lists those that are.</exception>
    public static FeatureLayout Named(string name) =>
        Array.Find(known, layout => layout.Name == name)
        ?? throw new ArgumentException($"The feature layout '{name}' is not known; known are {string.Join(", ", known.Select(layout => layout.Name))}.");

    /// <summary>Whether a layout of that name exists.</summary>
    public static bool Exists(string name) => Array.Exists(known, layout => layout.Name == name);

    /// <summary>Columns of an atom's vector that are 1, for 7 codes.</summary>
    /// <param name="codes">The atom's codes.</param>
    /// <param name="columns">Room for 7.</param>
    /// <returns>How many.</returns>
    public int AtomColumns(ReadOnlySpan<byte> codes, Span<int> columns)
    {
        var last = codes.Length - 1;
        for (var group = 0; group < last; group++)
        {
            columns[group] = atomOffsets[group] + codes[group];
        }

        if (codes[last] == 0)
        {
            return last;
        }

        columns[last] = atomOffsets[last];
        return last + 1;
    }

    /// <summary>Columns of a bond's vector that are 1, for 4 codes: 0 is "no bond", 1–4 type, 5 conjugated, 6 ring, 7–13 stereo.</summary>
    /// <param name="codes">The bond's codes.</param>
    /// <param name="columns">Room for 4.</param>
    /// <returns>How many.</returns>
    public static int BondColumns(ReadOnlySpan<byte> codes, Span<int> columns)
    {
        var count = 0;
        if (codes[0] < 4)
        {
            columns[count++] = 1 + codes[0];
        }

        if (codes[1] != 0)
        {
            columns[count++] = 5;
        }

        if (codes[2] != 0)
        {
            columns[count++] = 6;
        }

        columns[count++] = 7 + codes[3];
        return count;
    }
}
