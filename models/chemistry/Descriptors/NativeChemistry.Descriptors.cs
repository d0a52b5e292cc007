using System.Runtime.InteropServices;

namespace MolScreen.Chemistry.Native;

internal static partial class NativeChemistry
{
    /// <summary>The names as one text, a line each, which the library owns.</summary>
    [LibraryImport(Library, EntryPoint = "molscreen_descriptor_names")]
    internal static unsafe partial int DescriptorNames(out byte* names);
}
