namespace MolScreen.Gnn.Baseline;

/// <summary>
/// Logistic regression (classification) or ridge (regression) on the bits of fingerprints: minimizes
/// mean loss + λ/2 ‖w‖², the intercept free, by L-BFGS from zero; deterministic.
/// </summary>
public sealed class LinearModel
{
    private readonly double[] weights;
    private readonly TaskKind kind;

    private LinearModel(double[] weights, TaskKind kind) => (this.weights, this.kind) = (weights, kind);

    /// <summary>Fits to rows of bits.</summary>
    /// <param name="kind">Logistic loss for classification, half the squared error for regression.</param>
    /// <param name="bits">Positions of the bits of each row that are set.</param>
    /// <param name="width">Number of bits.</param>
    /// <param name="targets">A label for each row.</param>
    /// <param name="penalty">λ; above 0.</param>
    /// <param name="cancel">Stops between iterations.</param>
    public static LinearModel Fit(TaskKind kind, int[][] bits, int width, float[] targets, double penalty, CancellationToken cancel = default)
    {
        double Objective(double[] w, double[] gradient)
        {
            cancel.ThrowIfCancellationRequested();
            Array.Clear(gradient);
            var loss = 0.0;
            for (var i = 0; i < bits.Length; i++)
            {
                var score = Score(w, bits[i]);
                double slope;
                if (kind == TaskKind.Classification)
                {
                    // log(1 + e^(−s)) for a 1 and log(1 + e^s) for a 0, without overflow.
                    loss += Math.Max(score, 0) - (score * targets[i]) + Math.Log(1 + Math.Exp(-Math.Abs(score)));
                    slope = (1 / (1 + Math.Exp(-score))) - targets[i];
                }
                else
                {
                    slope = score - targets[i];
                    loss += 0.5 * slope * slope;
                }

                foreach (var bit in bits[i])
                {
                    gradient[bit] += slope;
                }

                gradient[^1] += slope;
            }

            for (var j = 0; j < gradient.Length; j++)
            {
                gradient[j] /= bits.Length;
                if (j < width)
                {
                    gradient[j] += penalty * w[j];
                    loss += 0.5 * bits.Length * penalty * w[j] * w[j];
                }
            }

            return loss / bits.Length;
        }

        return new LinearModel(LimitedMemoryBfgs.Minimize(Objective, new double[width + 1]), kind);
    }

    /// <summary>The value, or the probability of a 1.</summary>
    public float Predict(int[] bits)
    {
        var score = Score(weights, bits);
        return (float)(kind == TaskKind.Classification ? 1 / (1 + Math.Exp(-score)) : score);
    }

    private static double Score(double[] w, int[] bits)
    {
        var score = w[^1];
        foreach (var bit in bits)
        {
            score += w[bit];
        }

        return score;
    }
}
