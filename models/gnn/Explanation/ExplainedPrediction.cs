namespace MolScreen.Gnn;

/// <summary>
/// A prediction as a sum: <see cref="Value"/> = <see cref="Baseline"/> + Σ <see cref="Atoms"/>, in the task's unit. EXPLANATION.md
/// says how each part is computed.
/// </summary>
/// <param name="Task">What is predicted.</param>
/// <param name="Value">What <see cref="Predictor"/> predicts, calibrated and within the task's limits.</param>
/// <param name="Baseline">The same for an empty molecule: arms without features, blended, calibrated and limited alike.</param>
/// <param name="Atoms">Contribution of each atom of the graph, with its part of the two shares.</param>
/// <param name="DescriptorShare">What descriptors of the whole molecule contribute; part of <see cref="Atoms"/>, spread equally over the heavy atoms.</param>
/// <param name="AbsenceShare">What entries that the fingerprint lacks contribute through the trees; spread in the same way.</param>
/// <param name="CompletenessError">By how much the numerical integrals miss the sum, before it is mended; on the scale that is learned.</param>
/// <param name="Arms">The arms that took part, and their weights.</param>
public sealed record ExplainedPrediction(
    TaskDescription Task,
    double Value,
    double Baseline,
    double[] Atoms,
    double DescriptorShare,
    double AbsenceShare,
    double CompletenessError,
    IReadOnlyList<(ArmKind Arm, double Weight)> Arms)
{
    /// <summary>Lower end of the prediction's interval; NaN where there is none.</summary>
    public double Low { get; init; } = double.NaN;

    /// <summary>Its upper end.</summary>
    public double High { get; init; } = double.NaN;

    /// <summary>How far the molecule is from those that were learned; null where the bundle does not know.</summary>
    public Domain.DomainVerdict? Domain { get; init; }
}
