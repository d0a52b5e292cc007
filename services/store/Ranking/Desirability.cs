using MolScreen.Contracts.Screening;

namespace MolScreen.Store.Ranking;

/// <summary>
/// One-sided desirability functions with a linear ramp (Derringer and Suich, J. Quality Technology 12 (1980) 214, r = 1)
/// and their weighted geometric mean.
/// </summary>
public static class Desirability
{
    /// <summary>How desirable <paramref name="value"/> is, 0 to 1; NaN for NaN.</summary>
    public static double Of(double value, Direction direction, double low, double high)
    {
        var rising = Math.Clamp((value - low) / (high - low), 0, 1);
        return direction == Direction.Higher ? rising : 1 - rising;
    }

    /// <summary>(Π dᵢ^wᵢ)^(1/Σwᵢ): 0 as soon as one component is 0, NaN as soon as one is NaN.</summary>
    public static double Mean(ReadOnlySpan<double> desirabilities, ReadOnlySpan<double> weights)
    {
        double logarithms = 0, total = 0;
        for (var i = 0; i < desirabilities.Length; i++)
        {
            logarithms += weights[i] * Math.Log(desirabilities[i]);
            total += weights[i];
        }

        return Math.Exp(logarithms / total);
    }
}
