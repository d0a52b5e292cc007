using System.IO.Compression;
using System.Runtime.InteropServices;
using MolScreen.Chemistry.Native;

namespace MolScreen.Chemistry
{
    /// <summary>Hands the fragment table of data/sascore.bin.gz to the native library, once a process.</summary>
    internal static class FragmentScores
    {
        private static readonly Lazy<bool> Loaded = new(LoadOnce);

        /// <exception cref="ChemistryException">The native library is missing.</exception>
        public static void Load() => _ = Loaded.Value;

        private static bool LoadOnce()
        {
            using var resource = typeof(FragmentScores).Assembly.GetManifestResourceStream("sascore.bin.gz")!;
            using var file = new GZipStream(resource, CompressionMode.Decompress);
            using var table = new MemoryStream();
            file.CopyTo(table);
            var bytes = table.GetBuffer().AsSpan(0, (int)table.Length);
            NativeChemistry.Check(NativeChemistry.LoadFragmentScores(in MemoryMarshal.GetReference(bytes), bytes.Length));
            return true;
        }
    }
}

namespace MolScreen.Chemistry.Native
{
    internal static partial class NativeChemistry
    {
        [LibraryImport(Library, EntryPoint = "molscreen_sascore_load")]
        internal static partial int LoadFragmentScores(in byte bytes, long size);
    }
}
