using System.Reflection;
using System.Runtime.InteropServices;
using MolScreen.Torch;

namespace MolScreen.Gnn.Trees;

/// <summary>
/// The functions of XGBoost's C interface (1.7) that are used, loaded at the first call. Each but the last returns 0, or
/// -1 with the reason in <see cref="LastError"/>.
/// </summary>
internal static unsafe partial class XgBoost
{
    private const string Library = "xgboost";

    static XgBoost() => NativeLibrary.SetDllImportResolver(typeof(XgBoost).Assembly, Resolve);

    /// <summary>Passes on what a call returns where it is 0.</summary>
    /// <exception cref="BoostedTreesException">It is not; with XGBoost's reason.</exception>
    internal static void Check(int status)
    {
        if (status != 0)
        {
            // The first line says what went wrong; a stack trace follows it.
            var reason = (Marshal.PtrToStringUTF8(LastError()) ?? "").Split('\n')[0];
            throw new BoostedTreesException($"XGBoost failed: {reason}");
        }
    }

    /// <summary>Copies a matrix out of three arrays, described as JSON in NumPy's array interface.</summary>
    [LibraryImport(Library, EntryPoint = "XGDMatrixCreateFromCSR", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int CreateMatrix(string starts, string columns, string values, ulong width, string configuration, out nint matrix);

    [LibraryImport(Library, EntryPoint = "XGDMatrixFree")]
    internal static partial int FreeMatrix(nint matrix);

    [LibraryImport(Library, EntryPoint = "XGDMatrixSetFloatInfo", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int SetMatrixValues(MatrixHandle matrix, string field, float* values, ulong count);

    [LibraryImport(Library, EntryPoint = "XGBoosterCreate")]
    internal static partial int CreateBooster(nint* matrices, ulong count, out nint booster);

    [LibraryImport(Library, EntryPoint = "XGBoosterFree")]
    internal static partial int FreeBooster(nint booster);

    [LibraryImport(Library, EntryPoint = "XGBoosterSetParam", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int SetParameter(BoosterHandle booster, string name, string value);

    [LibraryImport(Library, EntryPoint = "XGBoosterUpdateOneIter")]
    internal static partial int Update(BoosterHandle booster, int iteration, MatrixHandle train);

    [LibraryImport(Library, EntryPoint = "XGBoosterEvalOneIter")]
    internal static partial int Evaluate(BoosterHandle booster, int iteration, nint* matrices, byte** names, ulong count, out nint text);

    [LibraryImport(Library, EntryPoint = "XGBoosterSlice")]
    internal static partial int Slice(BoosterHandle booster, int begin, int end, int step, out nint slice);

    [LibraryImport(Library, EntryPoint = "XGBoosterPredictFromDMatrix", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Predict(BoosterHandle booster, MatrixHandle matrix, string configuration, out ulong* shape, out ulong dimensions, out float* values);

    [LibraryImport(Library, EntryPoint = "XGBoosterSaveModelToBuffer", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Save(BoosterHandle booster, string configuration, out ulong length, out byte* bytes);

    [LibraryImport(Library, EntryPoint = "XGBoosterLoadModelFromBuffer")]
    internal static partial int Load(BoosterHandle booster, byte* bytes, ulong length);

    [LibraryImport(Library, EntryPoint = "XGBGetLastError")]
    private static partial nint LastError();

    private static nint Resolve(string library, Assembly assembly, DllImportSearchPath? path) => library == Library
        ? NativeLibraries.LoadFirst(["libxgboost.so.0", "libxgboost.so", "libxgboost.dylib", "xgboost.dll"], "XGBoost is missing, which gradient-boosted trees need: install the package libxgboost0.")
        : 0;
}
