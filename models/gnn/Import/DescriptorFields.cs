namespace MolScreen.Gnn.Import;

/// <summary>Reads which descriptors a chemprop model takes.</summary>
internal static class DescriptorFields
{
    /// <summary>RDKit's names in the order of the network's inputs; empty where the model takes none.</summary>
    /// <exception cref="BundleException">One cannot be computed here, or nobody says which they are.</exception>
    internal static IReadOnlyList<string> Read(ConfigFields fields, string version, IReadOnlyCollection<string> computed)
    {
        if (!fields.Has("descriptors"))
        {
            return [];
        }

        var descriptors = fields.Object("descriptors");
        descriptors.RequireKnown("names", "set", "count");
        var names = descriptors.Names("names") ?? Set(descriptors, version, computed);
        var known = computed.ToHashSet(StringComparer.Ordinal);
        if (names.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
        {
            throw descriptors.Wrong("names", $"the descriptor \"{unknown}\" cannot be computed here: those of RDKit's Descriptors module (2022.09) can, by their names");
        }

        if (names.Count == 0 || descriptors.Integer("count", names.Count, 0, int.MaxValue) != names.Count)
        {
            throw descriptors.Wrong("count", $"{names.Count} descriptors are named");
        }

        return names;
    }

    private static string[] Set(ConfigFields descriptors, string version, IEnumerable<string> computed) => descriptors.Text("set") switch
    {
        // descriptastorus' RDKit2D: in alphabetical order all but the eight that RDKit came to have later.
        "rdkit_2d" when version.StartsWith('1') => FirstRdkit2D(computed),
        "v1_rdkit_2d" => FirstRdkit2D(computed),
        var set => throw descriptors.Wrong("set", $"the descriptors \"{set}\" cannot be computed here: supported are v1_rdkit_2d (chemprop 1's rdkit_2d) and RDKit's descriptors by their names"),
    };

    private static string[] FirstRdkit2D(IEnumerable<string> computed) =>
        [.. computed.Where(name => !name.StartsWith("BCUT2D_", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
}
