using MolScreen.Gnn.Kernel;

namespace MolScreen.Gnn.Tests.Kernel;

public sealed class KernelRidgeTests
{
    /// <summary>K = [1 ½; ½ 1], λ = 1, y = (1, −1): K + λI has the eigenvector y with the eigenvalue 3/2, so α = y · 2/3.</summary>
    [Fact]
    public void Two_rows_by_hand()
    {
        var alpha = KernelRidge.Solve([1, 0.5f, 0.5f, 1], 1, [1, -1]);
        Assert.Equal(2.0 / 3, alpha[0], 1e-12);
        Assert.Equal(-2.0 / 3, alpha[1], 1e-12);
    }

    /// <summary>From the other row alone: its coefficient is ∓1/2, the prediction ∓1/4, the residual ±5/4.</summary>
    [Fact]
    public void Leaving_one_of_two_rows_out_by_hand() =>
        Assert.Equal(25.0 / 16, KernelRidge.LeaveOneOutError([1, 0.5f, 0.5f, 1], 1, [1, -1]), 1e-12);

    [Fact]
    public void Cholesky_agrees_with_elimination_and_leaving_out_with_refitting()
    {
        const int n = 12;
        var molecules = PlainTanimoto.Draw(n, 40, seed: 3);
        var random = new Random(4);
        var targets = Enumerable.Range(0, n).Select(_ => random.NextDouble() - 0.5).ToArray();
        var kernel = new float[n * n];
        for (var i = 0; i < kernel.Length; i++)
        {
            kernel[i] = (float)PlainTanimoto.Similarity(molecules, i / n, molecules, i % n);
        }

        double[] Plain(int[] rows)
        {
            var a = new double[rows.Length, rows.Length];
            for (var i = 0; i < rows.Length * rows.Length; i++)
            {
                var (row, column) = (i / rows.Length, i % rows.Length);
                a[row, column] = kernel[(rows[row] * n) + rows[column]] + (row == column ? 0.2 : 0);
            }

            return PlainTanimoto.Solve(a, Array.ConvertAll(rows, i => targets[i]));
        }

        var all = Enumerable.Range(0, n).ToArray();
        Assert.All(KernelRidge.Solve(kernel, 0.2, targets).Zip(Plain(all)), pair => Assert.Equal(pair.Second, pair.First, 1e-9));
        var refitted = all.Average(left =>
        {
            var others = all.Where(i => i != left).ToArray();
            var alpha = Plain(others);
            var residual = targets[left] - others.Select((i, k) => alpha[k] * kernel[(left * n) + i]).Sum();
            return residual * residual;
        });
        Assert.Equal(refitted, KernelRidge.LeaveOneOutError(kernel, 0.2, targets), 1e-9);
    }
}
