using System.Runtime.InteropServices;

namespace MolScreen.Torch.OpenBlas;

/// <summary>
/// Cholesky's factorization by OpenBLAS's LAPACK on square row-major matrices in double precision. Thread-safe;
/// every call runs on the caller's thread alone.
/// </summary>
public static unsafe partial class Lapack
{
    // LAPACK counts columns first: its lower triangle is the upper one of a row-major matrix.
    private const byte Lower = (byte)'L';

    static Lapack() => NativeLibraries.Register();

    /// <summary>A = Uᵀ U, in place: U replaces the upper triangle of A; what is below the diagonal is neither read nor changed.</summary>
    /// <param name="matrix">A, n × n, symmetric.</param>
    /// <param name="n">From 0.</param>
    /// <exception cref="ArithmeticException">A is not positive definite.</exception>
    public static void CholeskyFactor(Span<double> matrix, int n)
    {
        Prepare(matrix.Length, n);
        fixed (double* a = matrix)
        {
            var (triangle, stride) = (Lower, Math.Max(1, n));
            Dpotrf(&triangle, &n, a, &stride, out var info);
            Check(info);
        }
    }

    /// <summary>Solves A x = b, in place of b.</summary>
    /// <param name="factor">What <see cref="CholeskyFactor"/> made of A.</param>
    /// <param name="n">Rows of A.</param>
    /// <param name="b">b (n).</param>
    public static void CholeskySolve(ReadOnlySpan<double> factor, int n, Span<double> b)
    {
        Prepare(factor.Length, n);
        if (b.Length != n)
        {
            throw new ArgumentException($"{b.Length} values are no right-hand side for {n} rows.", nameof(b));
        }

        fixed (double* a = factor)
        fixed (double* x = b)
        {
            var (triangle, stride, one) = (Lower, Math.Max(1, n), 1);
            Dpotrs(&triangle, &n, &one, a, &stride, x, &stride, out var info);
            Check(info);
        }
    }

    /// <summary>A⁻¹, its upper triangle in place of the factor.</summary>
    /// <param name="factor">What <see cref="CholeskyFactor"/> made of A.</param>
    /// <param name="n">Rows of A.</param>
    public static void CholeskyInvert(Span<double> factor, int n)
    {
        Prepare(factor.Length, n);
        fixed (double* a = factor)
        {
            var (triangle, stride) = (Lower, Math.Max(1, n));
            Dpotri(&triangle, &n, a, &stride, out var info);
            Check(info);
        }
    }

    private static void Prepare(int length, int n)
    {
        if (n < 0 || length < (long)n * n)
        {
            throw new ArgumentException($"{length} elements do not hold a matrix of {n} x {n}.");
        }

        Blas.EnsureLoaded();
    }

    private static void Check(int info)
    {
        if (info != 0)
        {
            throw new ArithmeticException($"The matrix is not positive definite: LAPACK stops at row {info}.");
        }
    }

    [LibraryImport(NativeLibraries.OpenBlas, EntryPoint = "dpotrf_")]
    private static partial void Dpotrf(byte* triangle, int* n, double* a, int* stride, out int info);

    [LibraryImport(NativeLibraries.OpenBlas, EntryPoint = "dpotrs_")]
    private static partial void Dpotrs(byte* triangle, int* n, int* columns, double* a, int* strideA, double* b, int* strideB, out int info);

    [LibraryImport(NativeLibraries.OpenBlas, EntryPoint = "dpotri_")]
    private static partial void Dpotri(byte* triangle, int* n, double* a, int* stride, out int info);
}
