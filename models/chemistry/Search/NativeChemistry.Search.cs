using System.Runtime.InteropServices;
using MolScreen.Chemistry.Search;

namespace MolScreen.Chemistry.Native;

internal static partial class NativeChemistry
{
    [LibraryImport(Library, EntryPoint = "molscreen_query_compile")]
    internal static partial int CompileQuery(
        ReadOnlySpan<byte> bytes, long length, int notation, int chirality, out byte status, out QueryHandle query);

    [LibraryImport(Library, EntryPoint = "molscreen_query_screen")]
    internal static partial int QueryScreen(QueryHandle query, Span<byte> screen, int bytes);

    [LibraryImport(Library, EntryPoint = "molscreen_query_match")]
    internal static unsafe partial int MatchQuery(
        QueryHandle query, byte* structures, long* offsets, ReadOnlySpan<int> places, int count, int* cancelled, Span<byte> answers);

    [LibraryImport(Library, EntryPoint = "molscreen_query_free")]
    internal static partial void FreeQuery(nint query);
}
