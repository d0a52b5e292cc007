using System.Runtime.InteropServices;
using MolScreen.Chemistry.Depiction;

namespace MolScreen.Chemistry.Depiction
{
    /// <summary>Mirrors DrawingOptions in native/depict.h.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct NativeDrawingOptions
    {
        public int Width;
        public int Height;
        public int Columns;
        public int AtomIndices;
        public int Stereo;
        public int Monochrome;
        public int Transparent;
        public double WeightScale;

        public static NativeDrawingOptions Of(DrawingOptions options) => new()
        {
            Width = options.Width,
            Height = options.Height,
            Columns = options.Columns,
            AtomIndices = options.AtomIndices ? 1 : 0,
            Stereo = options.StereoLabels ? 1 : 0,
            Monochrome = options.Monochrome ? 1 : 0,
            Transparent = options.Transparent ? 1 : 0,
            WeightScale = options.WeightScale,
        };
    }
}

namespace MolScreen.Chemistry.Native
{
    internal static partial class NativeChemistry
    {
        [LibraryImport(Library, EntryPoint = "molscreen_draw")]
        internal static unsafe partial int Draw(
            byte[] bytes,
            long[] offsets,
            byte[] legendBytes,
            long[] legendOffsets,
            int count,
            Highlight* highlights,
            int[] highlightOffsets,
            double* weights,
            int[] weightOffsets,
            byte[]? smarts,
            in NativeDrawingOptions options,
            out nint drawing);

        [LibraryImport(Library, EntryPoint = "molscreen_drawing_view")]
        internal static unsafe partial int ViewDrawing(
            nint drawing, out byte* svg, out long length, out byte* status, out byte* messages, out long* messageOffsets);

        [LibraryImport(Library, EntryPoint = "molscreen_drawing_free")]
        internal static partial void FreeDrawing(nint drawing);
    }
}
