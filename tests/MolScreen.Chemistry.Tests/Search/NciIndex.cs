using MolScreen.Chemistry.Search;

namespace MolScreen.Chemistry.Tests.Search;

/// <summary>The readable NCI molecules as written, indexed once for all tests that only read.</summary>
internal static class NciIndex
{
    public static readonly string[] Smiles = [.. RdkitOracle.Nci.Where(m => !m.Error).Select(m => m.Smiles)];

    private static readonly Lazy<MoleculeIndex> Lazy = new(Build);

    public static MoleculeIndex Instance => Lazy.Value;

    private static MoleculeIndex Build() => MoleculeIndex.Build(
        Smiles.Select((smiles, i) => new IndexEntry(i, $"NSC-{i}", smiles)), new IndexOptions { Standardize = false });
}
