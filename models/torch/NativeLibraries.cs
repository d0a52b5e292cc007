using System.Reflection;
using System.Runtime.InteropServices;
using MolScreen.Torch.OpenBlas;

namespace MolScreen.Torch;

/// <summary>
/// Loads the native libraries of this assembly when they are first called: OpenBLAS for inference, libtorch for training
/// and CUDA. OpenBLAS is told its processor before either is loaded, since libtorch brings it along.
/// </summary>
public static class NativeLibraries
{
    internal const string OpenBlas = "openblas";

    private static readonly Lazy<bool> registered = new(() =>
    {
        NativeLibrary.SetDllImportResolver(typeof(NativeLibraries).Assembly, Resolve);
        return true;
    });

    private static readonly string[] openBlasNames = ["libopenblas.so.0", "libopenblas.so", "libopenblas.dylib", "libopenblas.dll"];

    /// <summary>Installs the resolver; call before the first native call of this assembly.</summary>
    internal static void Register() => _ = registered.Value;

    /// <summary>The first of several libraries that can be loaded.</summary>
    /// <param name="candidates">File names or paths, in order of preference.</param>
    /// <param name="remedy">What the user should install.</param>
    /// <exception cref="MissingLibraryException">None can be loaded; says why and what to install.</exception>
    public static nint LoadFirst(IReadOnlyList<string> candidates, string remedy)
    {
        var reason = "";
        foreach (var candidate in candidates)
        {
            try
            {
                return NativeLibrary.Load(candidate, typeof(NativeLibraries).Assembly, DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories);
            }
            catch (DllNotFoundException missing)
            {
                // Of the loader's many lines, the one that names what it did not find.
                var lines = missing.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
                reason = lines.FirstOrDefault(line => line.StartsWith("lib", StringComparison.Ordinal)) ?? lines.Skip(1).FirstOrDefault() ?? lines[0];
            }
        }

        throw new MissingLibraryException($"{remedy} ({reason})");
    }

    private static nint Resolve(string library, Assembly assembly, DllImportSearchPath? path)
    {
        switch (library)
        {
            case OpenBlas:
                CoreType.Apply();
                return LoadFirst(openBlasNames, "OpenBLAS is missing: install the package libopenblas0-pthread.");
            case TorchSharp.NativeTorch.Library:
                CoreType.Apply();
                return WithVersion(LoadFirst(
                    ["libmolscreen_torch.so"],
                    "libtorch is missing, which training, explanations and CUDA need: install the package libtorch-dev (or unpack libtorch and set LIBTORCH to it) and build again."));
            default:
                return 0;
        }
    }

    private static unsafe nint WithVersion(nint torch)
    {
        var version = ((delegate* unmanaged<int>)NativeLibrary.GetExport(torch, "molscreen_torch_abi_version"))();
        return version == TorchSharp.NativeTorch.ExpectedVersion
            ? torch
            : throw new MissingLibraryException($"libmolscreen_torch.so has version {version} of its interface, {TorchSharp.NativeTorch.ExpectedVersion} is needed: build again.");
    }
}

/// <summary>A native library is not installed; the message names the package to install.</summary>
public sealed class MissingLibraryException(string message) : DllNotFoundException(message);
