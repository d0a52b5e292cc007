using MolScreen.Chemistry.Native;

namespace MolScreen.Chemistry;

/// <summary>
/// The two-dimensional descriptors of RDKit's Descriptors module (2022.09), under its names and in its order. Values are
/// RDKit's own to 1e-9; see <see cref="MoleculeBatch.Descriptors"/>.
/// </summary>
public static class DescriptorSet
{
    private static readonly Lazy<string[]> LazyNames = new(ReadNames);
    private static readonly Lazy<Dictionary<string, int>> LazyIndices = new(() =>
        LazyNames.Value.Select((name, index) => (name, index)).ToDictionary(entry => entry.name, entry => entry.index, StringComparer.Ordinal));

    /// <summary>The names in the order of the values; the native library is asked once.</summary>
    /// <exception cref="ChemistryException">The native library is missing.</exception>
    public static IReadOnlyList<string> Names => LazyNames.Value;

    /// <summary>The place of a descriptor, its name being spelled exactly; -1 for an unknown one.</summary>
    public static int IndexOf(string name) => LazyIndices.Value.GetValueOrDefault(name, -1);

    /// <summary>All values of one accepted molecule.</summary>
    /// <param name="batch">Processed with <see cref="MoleculeParts.Descriptors"/>.</param>
    /// <param name="accepted">The molecule's place among the accepted ones.</param>
    public static ReadOnlySpan<double> Of(MoleculeBatch batch, int accepted)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var descriptors = batch.Descriptors ?? throw new ArgumentException("Processed without descriptors.", nameof(batch));
        return descriptors.AsSpan(accepted * Names.Count, Names.Count);
    }

    private static unsafe string[] ReadNames()
    {
        NativeChemistry.Check(NativeChemistry.DescriptorNames(out var names));
        return System.Runtime.InteropServices.Marshal.PtrToStringUTF8((nint)names)!.Split('\n');
    }
}
