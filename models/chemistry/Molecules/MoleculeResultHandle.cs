using System.Runtime.InteropServices;
using MolScreen.Chemistry.Native;

namespace MolScreen.Chemistry
{
    /// <summary>Owns a native result for as long as it takes to copy it.</summary>
    internal sealed class MoleculeResultHandle : SafeHandle
    {
        /// <summary>Bit of <see cref="NativeMoleculeOptions.Parts"/> that asks for scaffolds.</summary>
        public const int ScaffoldPart = 8;

        public MoleculeResultHandle()
            : base(0, ownsHandle: true)
        {
        }

        public override bool IsInvalid => handle == 0;

        /// <summary>Processes the texts on the calling thread.</summary>
        public static MoleculeSlice Process(PackedText texts, NativeMoleculeOptions options)
        {
            NativeChemistry.Check(
                NativeChemistry.ProcessMolecules(texts.Bytes, texts.Offsets, texts.Count, in options, out var result));
            using (result)
            {
                return result.Copy(options);
            }
        }

        protected override bool ReleaseHandle()
        {
            NativeChemistry.FreeMolecules(handle);
            return true;
        }

        private unsafe MoleculeSlice Copy(NativeMoleculeOptions options)
        {
            NativeChemistry.Check(NativeChemistry.ViewMolecules(this, out var view));
            var accepted = checked((int)view.Accepted);
            int Rows(MoleculeParts part, int size) => (options.Parts & (int)part) != 0 ? checked(accepted * size) : 0;
            var graphs = Rows(MoleculeParts.Graph, 1);
            var atoms = checked((int)view.Atoms);
            var bonds = checked((int)view.Bonds);
            return new MoleculeSlice(
                Array(view.Status, checked((int)view.Count)),
                PackedText.Copy(view.MessageBytes, view.MessageOffsets, checked((int)view.Count)),
                PackedText.Copy(view.SmilesBytes, view.SmilesOffsets, accepted),
                PackedText.Copy(view.ScaffoldBytes, view.ScaffoldOffsets, (options.Parts & ScaffoldPart) != 0 ? accepted : 0),
                Array(view.AtomCounts, graphs),
                Array(view.BondCounts, graphs),
                Array(view.AtomCodes, checked(atoms * GraphArrays.CodesPerAtom)),
                Array(view.AtomMasses, atoms),
                Array(view.BondEnds, checked(bonds * 2)),
                Array(view.BondCodes, checked(bonds * GraphArrays.CodesPerBond)),
                Array(view.Fingerprints, Rows(MoleculeParts.Fingerprint, options.MorganBits / 8)),
                Array(view.Properties, Rows(MoleculeParts.Properties, MoleculeBatch.PropertyCount)));
        }

        private static unsafe T[] Array<T>(T* values, int count)
            where T : unmanaged => new ReadOnlySpan<T>(values, count).ToArray();
    }
}

namespace MolScreen.Chemistry.Native
{
    internal static partial class NativeChemistry
    {
        [LibraryImport(Library, EntryPoint = "molscreen_molecules_process")]
        internal static partial int ProcessMolecules(
            byte[] bytes, long[] offsets, int count, in NativeMoleculeOptions options, out MoleculeResultHandle result);

        [LibraryImport(Library, EntryPoint = "molscreen_molecules_view")]
        internal static partial int ViewMolecules(MoleculeResultHandle result, out NativeMoleculeView view);

        [LibraryImport(Library, EntryPoint = "molscreen_molecules_free")]
        internal static partial void FreeMolecules(nint result);
    }
}
