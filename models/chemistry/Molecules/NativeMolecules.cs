using System.Runtime.InteropServices;

namespace MolScreen.Chemistry
{
    /// <summary>Mirrors MoleculeOptions in native/parts.h.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct NativeMoleculeOptions
    {
        public int Parts;
        public int Standardize;
        public int TautomerMilliseconds;
        public int MaxHeavyAtoms;
        public int MaxTextLength;
        public NativeFingerprintOptions Fingerprint;
        public int Layout;
        public int AlertCatalogs;
    }

    /// <summary>Mirrors Column in native/parts.h. A text column is followed by its offsets.</summary>
    internal enum MoleculeColumn
    {
        Status,
        Messages,
        MessageOffsets,
        Smiles,
        SmilesOffsets,
        AtomCounts,
        BondCounts,
        AtomCodes,
        AtomMasses,
        BondEnds,
        BondCodes,
        Fingerprints,
        FingerprintCounts,
        Properties,
        Scaffolds,
        ScaffoldOffsets,
        Descriptors,
        SaScores,
        Written,
        WrittenOffsets,
        ChangedSteps,
        RefusedSteps,
        StandardNotes,
        RemovedCounts,
        RemovedSmiles,
        RemovedSmilesOffsets,
        RemovedNames,
        RemovedNameOffsets,
        Inchis,
        InchiOffsets,
        InchiKeys,
        InchiKeyOffsets,
        Screens,
        Structures,
        StructureOffsets,
        AlertCounts,
        AlertNumbers,
        AlertMatches,
        AlertAtoms,
        EnvironmentCounts,
        EnvironmentEntries,
        EnvironmentCentres,
        EnvironmentRadii,
        EnvironmentSizes,
        EnvironmentAtoms,
        AtomPlaces,
        AtomNumbers,
    }
}

namespace MolScreen.Chemistry.Native
{
    internal static partial class NativeChemistry
    {
        [LibraryImport(Library, EntryPoint = "molscreen_molecules_process")]
        internal static partial int ProcessMolecules(
            byte[] bytes, long[] offsets, int count, in NativeMoleculeOptions options, int[] position, out MoleculeResultHandle result);

        [LibraryImport(Library, EntryPoint = "molscreen_molecules_column")]
        internal static unsafe partial int MoleculeColumn(MoleculeResultHandle result, int column, out void* data, out long count);

        [LibraryImport(Library, EntryPoint = "molscreen_molecules_free")]
        internal static partial void FreeMolecules(nint result);

        [LibraryImport(Library, EntryPoint = "molscreen_thread_id")]
        internal static partial int ThreadId();

        [LibraryImport(Library, EntryPoint = "molscreen_thread_processor_time")]
        internal static partial long ThreadProcessorTime(int thread);

        [LibraryImport(Library, EntryPoint = "molscreen_thread_lower_priority")]
        internal static partial void LowerPriority(int thread);
    }
}
