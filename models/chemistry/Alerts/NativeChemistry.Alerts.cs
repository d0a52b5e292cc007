using System.Runtime.InteropServices;

namespace MolScreen.Chemistry.Native;

internal static partial class NativeChemistry
{
    [LibraryImport(Library, EntryPoint = "molscreen_alerts_table")]
    internal static unsafe partial int AlertTable(
        int catalog, out nint table, out byte* bytes, out long* offsets, out int* atoms, out int count);

    [LibraryImport(Library, EntryPoint = "molscreen_alerts_free")]
    internal static partial void FreeAlertTable(nint table);
}
