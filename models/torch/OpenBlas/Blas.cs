using System.Runtime.InteropServices;

namespace MolScreen.Torch.OpenBlas;

/// <summary>Matrix products of OpenBLAS on row-major single precision. Thread-safe; every call runs on the caller's thread alone.</summary>
public static unsafe partial class Blas
{
    private const int RowMajor = 101, Plain = 111, Transposed = 112;

    private static readonly Lazy<bool> loaded = new(() =>
    {
        SetThreads(1);
        return true;
    });

    static Blas() => NativeLibraries.Register();

    /// <summary>Loads OpenBLAS with the right kernels and one thread a call.</summary>
    /// <exception cref="MissingLibraryException">OpenBLAS is not installed.</exception>
    public static void EnsureLoaded() => _ = loaded.Value;

    /// <summary>C ← α op(A) op(B) + β C with op(A) of m × k, op(B) of k × n, C of m × n; all row-major and unpadded.</summary>
    /// <exception cref="ArgumentException">A matrix is smaller than its sizes say.</exception>
    public static void Sgemm(bool transposeA, bool transposeB, int m, int n, int k, float alpha, ReadOnlySpan<float> a, ReadOnlySpan<float> b, float beta, Span<float> c)
    {
        if (a.Length < (long)m * k || b.Length < (long)k * n || c.Length < (long)m * n)
        {
            throw new ArgumentException($"Matrices of {a.Length}, {b.Length} and {c.Length} elements do not hold a product of {m} x {k} by {k} x {n}.");
        }

        fixed (float* pa = a)
        fixed (float* pb = b)
        fixed (float* pc = c)
        {
            Sgemm(transposeA, transposeB, m, n, k, alpha, pa, transposeA ? m : k, pb, transposeB ? k : n, beta, pc, n);
        }
    }

    /// <summary>The same on pointers, with the distance between rows of each matrix as stored.</summary>
    public static void Sgemm(bool transposeA, bool transposeB, int m, int n, int k, float alpha, float* a, int strideA, float* b, int strideB, float beta, float* c, int strideC)
    {
        EnsureLoaded();
        if (m > 0 && n > 0)
        {
            CblasSgemm(RowMajor, transposeA ? Transposed : Plain, transposeB ? Transposed : Plain, m, n, k, alpha, a, Math.Max(1, strideA), b, Math.Max(1, strideB), beta, c, strideC);
        }
    }

    [LibraryImport(NativeLibraries.OpenBlas, EntryPoint = "openblas_get_corename")]
    internal static partial nint CoreName();

    [LibraryImport(NativeLibraries.OpenBlas, EntryPoint = "openblas_get_config")]
    internal static partial nint Configuration();

    [LibraryImport(NativeLibraries.OpenBlas, EntryPoint = "openblas_get_num_threads")]
    internal static partial int Threads();

    [LibraryImport(NativeLibraries.OpenBlas, EntryPoint = "openblas_set_num_threads")]
    private static partial void SetThreads(int threads);

    [LibraryImport(NativeLibraries.OpenBlas, EntryPoint = "cblas_sgemm")]
    private static partial void CblasSgemm(int order, int transposeA, int transposeB, int m, int n, int k, float alpha, float* a, int lda, float* b, int ldb, float beta, float* c, int ldc);
}
