using System.Numerics;
using MolScreen.Chemistry.Native;

namespace MolScreen.Chemistry.Alerts;

/// <summary>The definition of an alert, as RDKit's filter catalogs have it.</summary>
/// <param name="Number">The catalog's bit position × 65536 + the place in the catalog.</param>
/// <param name="Catalog">One catalog.</param>
/// <param name="Name">The catalog's own name of it, for example <c>quinone_A(370)</c>.</param>
/// <param name="Reference">Where it was published.</param>
/// <param name="Scope">What the catalog is for.</param>
/// <param name="AtomCount">Atoms of a match.</param>
public sealed record StructuralAlert(
    int Number, AlertCatalogs Catalog, string Name, string Reference, string Scope, int AtomCount)
{
    private static readonly Lazy<StructuralAlert[]>[] Catalogs =
        [.. Enumerable.Range(0, BitOperations.PopCount((uint)AlertCatalogs.All)).Select(c => new Lazy<StructuralAlert[]>(() => Read(c)))];

    /// <summary>Alerts of some catalogs, in the order in which they are found.</summary>
    public static IEnumerable<StructuralAlert> Of(AlertCatalogs catalogs) =>
        Catalogs.Where((_, c) => ((int)catalogs >> c & 1) != 0).SelectMany(catalog => catalog.Value);

    /// <summary>An alert by its number.</summary>
    internal static StructuralAlert Numbered(int number) => Catalogs[number >> 16].Value[number & 0xFFFF];

    private static unsafe StructuralAlert[] Read(int catalog)
    {
        NativeChemistry.Check(NativeChemistry.AlertTable(catalog, out var table, out var bytes, out var offsets, out var atoms, out var count));
        try
        {
            var texts = PackedText.Copy(bytes, offsets, count * 3);
            var alerts = new StructuralAlert[count];
            for (var i = 0; i < count; i++)
            {
                alerts[i] = new StructuralAlert(
                    (catalog << 16) | i, (AlertCatalogs)(1 << catalog), texts[3 * i], texts[(3 * i) + 1], texts[(3 * i) + 2], atoms[i]);
            }

            return alerts;
        }
        finally
        {
            NativeChemistry.FreeAlertTable(table);
        }
    }
}
