using System.Runtime.InteropServices;

namespace MolScreen.Chemistry.Native;

internal static partial class NativeChemistry
{
    [LibraryImport(Library, EntryPoint = "molscreen_reactions_extract")]
    public static unsafe partial int ExtractTemplates(byte* bytes, long* offsets, int count, int threads, out nint result);

    [LibraryImport(Library, EntryPoint = "molscreen_templates_compile")]
    public static unsafe partial int CompileTemplates(byte* bytes, long* offsets, int count, int threads, out nint library, out nint errors);

    [LibraryImport(Library, EntryPoint = "molscreen_templates_apply")]
    public static unsafe partial int ApplyTemplates(
        nint library, byte* products, long* offsets, int count, int* indices, int* starts, int verify, int maxMatches, int maxOutcomes, int threads, int* cancel, out nint result);

    [LibraryImport(Library, EntryPoint = "molscreen_templates_label")]
    public static unsafe partial int LabelReactions(
        nint library, byte* products, long* productOffsets, byte* reactants, long* reactantOffsets, int count, int threads, int* cancel, out nint result);

    [LibraryImport(Library, EntryPoint = "molscreen_templates_regenerates")]
    public static unsafe partial int Regenerates(
        nint library, int index, byte* reactants, int reactantsLength, byte* product, int productLength, out int answer);

    [LibraryImport(Library, EntryPoint = "molscreen_reactions_result")]
    public static unsafe partial int ViewReactionResult(nint result, out byte* bytes, out long* offsets, out int texts, out int* numbers, out int count);

    [LibraryImport(Library, EntryPoint = "molscreen_reactions_result_free")]
    public static partial void FreeReactionResult(nint result);

    [LibraryImport(Library, EntryPoint = "molscreen_templates_free")]
    public static partial void FreeTemplates(nint library);
}
