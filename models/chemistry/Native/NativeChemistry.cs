using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;

namespace MolScreen.Chemistry.Native;

/// <summary>
/// The C ABI of native/. Each feature declares its entry points in a part of this class beside its own code; this part
/// loads the library, checks its version and turns call statuses into exceptions.
/// </summary>
internal static partial class NativeChemistry
{
    /// <summary>The library's name in LibraryImport.</summary>
    public const string Library = "molscreen_chemistry";

    /// <summary>Must equal kAbiVersion in native/guard.h.</summary>
    private const int AbiVersion = 6;

#pragma warning disable CA1810 // The resolver must be in place before the first call of any part of this class.
    static NativeChemistry() => NativeLibrary.SetDllImportResolver(typeof(NativeChemistry).Assembly, Resolve);
#pragma warning restore CA1810

    /// <summary>Native objects handed out and not yet freed.</summary>
    [LibraryImport(Library, EntryPoint = "molscreen_chemistry_live_handles")]
    public static partial long LiveHandles();

    /// <summary>Throws what a call left behind when its status is not Ok.</summary>
    public static void Check(int status)
    {
        if (status != 0)
        {
            throw new ChemistryException($"The chemistry library failed: {LastMessage()}");
        }
    }

    /// <summary>What the last failed call of this thread left behind; one sentence.</summary>
    public static string LastMessage()
    {
        Span<byte> buffer = stackalloc byte[1024];
        var length = LastError(ref MemoryMarshal.GetReference(buffer), buffer.Length);
        return Encoding.UTF8.GetString(buffer[..Math.Min(length, buffer.Length)]);
    }

    [LibraryImport(Library, EntryPoint = "molscreen_chemistry_last_error")]
    private static partial int LastError(ref byte buffer, int capacity);

    private static unsafe nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Library)
        {
            return 0;
        }

        nint library;
        try
        {
            library = NativeLibrary.Load(name, assembly, path);
        }
        catch (DllNotFoundException e)
        {
            throw new ChemistryException(Explain(e.Message), e);
        }

        var version = (delegate* unmanaged<int>)NativeLibrary.GetExport(library, "molscreen_chemistry_abi_version");
        return version() == AbiVersion
            ? library
            : throw new ChemistryException(
                $"lib{name}.so has ABI version {version()}, this program needs {AbiVersion}: build the solution again.");
    }

    private static string Explain(string loaderMessage)
    {
        var file = Path.Combine(AppContext.BaseDirectory, $"lib{Library}.so");
        if (!File.Exists(file))
        {
            return $"{file} is missing: build the solution again.";
        }

        // Of the loader's many lines, the one that names what it did not find.
        var lines = loaderMessage.Split('\n', StringSplitOptions.TrimEntries);
        var missing = lines.FirstOrDefault(line => line.StartsWith("lib", StringComparison.Ordinal)) ?? lines[0];
        return $"The chemistry library cannot be loaded, it needs RDKit and Boost (apt-get install librdkit1): {missing}.";
    }
}
