namespace MolScreen.Testing;

/// <summary>Molecules whose symmetry and properties take RDKit long.</summary>
public static class SlowMolecule
{
    /// <summary>A prism of 2 × <paramref name="corners"/> carbon atoms: 250 corners take some tenths of a second, 600 take seconds.</summary>
    public static string Prism(int corners)
    {
        // Ring closure %(i) joins corner i of the one ring with corner i of the other; 1 closes each ring.
        string Ring(int last) => string.Concat(Enumerable.Range(0, corners).Select(i => $"C%({i + 10}){(i == 0 || i == last ? "1" : "")}"));
        return $"{Ring(corners - 1)}.{Ring(corners - 1)}";
    }
}
