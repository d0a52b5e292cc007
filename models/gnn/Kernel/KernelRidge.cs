using MolScreen.Torch.OpenBlas;

namespace MolScreen.Gnn.Kernel;

/// <summary>Kernel ridge regression: (K + λI) α = y, in double precision by Cholesky's factors.</summary>
internal static class KernelRidge
{
    /// <summary>The coefficients α.</summary>
    /// <param name="kernel">K, n × n, symmetric and positive semidefinite.</param>
    /// <param name="penalty">λ; above 0.</param>
    /// <param name="targets">y (n), centred.</param>
    internal static double[] Solve(ReadOnlySpan<float> kernel, double penalty, ReadOnlySpan<double> targets)
    {
        var (_, solution) = Factor(kernel, penalty, targets);
        return solution;
    }

    /// <summary>
    /// Mean squared error of predicting each row from the others, in closed form: the residual of row i is
    /// α_i / ((K + λI)⁻¹)_ii (Rasmussen and Williams, "Gaussian Processes for Machine Learning", equation 5.12).
    /// </summary>
    /// <param name="kernel">K, n × n.</param>
    /// <param name="penalty">λ; above 0.</param>
    /// <param name="targets">y (n), centred.</param>
    internal static double LeaveOneOutError(ReadOnlySpan<float> kernel, double penalty, ReadOnlySpan<double> targets)
    {
        var (factor, solution) = Factor(kernel, penalty, targets);
        var n = targets.Length;
        Lapack.CholeskyInvert(factor, n);
        var sum = 0.0;
        for (var i = 0; i < n; i++)
        {
            var residual = solution[i] / factor[((long)i * n) + i];
            sum += residual * residual;
        }

        return sum / n;
    }

    private static (double[] Factor, double[] Solution) Factor(ReadOnlySpan<float> kernel, double penalty, ReadOnlySpan<double> targets)
    {
        var n = targets.Length;
        var matrix = new double[kernel.Length];
        for (var i = 0; i < matrix.Length; i++)
        {
            matrix[i] = kernel[i];
        }

        for (var i = 0; i < n; i++)
        {
            matrix[(i * n) + i] += penalty;
        }

        var solution = targets.ToArray();
        Lapack.CholeskyFactor(matrix, n);
        Lapack.CholeskySolve(matrix, n, solution);
        return (matrix, solution);
    }
}
