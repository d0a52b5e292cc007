namespace MolScreen.Gnn.Network;

/// <summary>
/// Batch normalization of molecule vectors: y = (x − mean) / √(variance + <see cref="Epsilon"/>) · weight + bias, unit by unit.
/// </summary>
/// <param name="Weight">Hidden.</param>
/// <param name="Bias">Hidden.</param>
/// <param name="Mean">Running mean of the training batches; hidden.</param>
/// <param name="Variance">Their running variance, from 0; hidden.</param>
public sealed record BatchNormWeights(float[] Weight, float[] Bias, float[] Mean, float[] Variance)
{
    /// <summary>Keeps the divisor above 0; PyTorch's default.</summary>
    public const double Epsilon = 1e-5;
}
