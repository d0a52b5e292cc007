using System.Runtime.InteropServices;

namespace MolScreen.Torch.OpenBlas;

/// <summary>What OpenBLAS runs on here.</summary>
/// <param name="Core">Kernels in use, for example <c>SkylakeX</c>.</param>
/// <param name="Source">Who chose them.</param>
/// <param name="Threads">Threads that one product may use.</param>
/// <param name="Configuration">OpenBLAS's own description with its version.</param>
public sealed record OpenBlasInfo(string Core, CoreTypeSource Source, int Threads, string Configuration)
{
    /// <summary>Loads OpenBLAS where it is not yet loaded and asks it.</summary>
    /// <exception cref="MissingLibraryException">OpenBLAS is not installed.</exception>
    public static OpenBlasInfo Read()
    {
        Blas.EnsureLoaded();
        return new OpenBlasInfo(
            Marshal.PtrToStringUTF8(Blas.CoreName())?.Trim() ?? "",
            CoreType.Source ?? CoreTypeSource.OpenBlas,
            Blas.Threads(),
            Marshal.PtrToStringUTF8(Blas.Configuration())?.Trim() ?? "");
    }
}
