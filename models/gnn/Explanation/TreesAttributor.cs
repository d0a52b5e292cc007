using MolScreen.Gnn.Trees;

namespace MolScreen.Gnn.Explanation;

/// <summary>
/// Shapley values of boosted trees (TreeSHAP: Lundberg et al., Nature Machine Intelligence 2 (2020) 56) as XGBoost computes them, the
/// mean over the models of a task; the baseline is the trees' expected value. A class is explained in log odds, brought to probability
/// by the rescale rule (p − p0) / (z − z0). What an entry of the fingerprint contributes belongs to the atoms of its environments; a
/// split also learns from an entry that a molecule lacks, which belongs to no atom.
/// </summary>
/// <param name="models">Of each task its models.</param>
internal sealed class TreesAttributor(IReadOnlyList<IReadOnlyList<BoostedTrees>> models) : IAttributor
{
    /// <inheritdoc/>
    public ArmKind Kind => ArmKind.Trees;

    /// <inheritdoc/>
    public Attribution Of(MoleculeInputs molecule, FingerprintEnvironments? environments, int task, CancellationToken cancel)
    {
        var features = FeatureMatrix.Of(molecule);
        var parts = models[task].Select(model =>
        {
            cancel.ThrowIfCancellationRequested();
            return (1.0 / models[task].Count, Of(model, features, molecule, environments));
        });
        return Attribution.Blend([.. parts], molecule.Graphs.AtomCounts[0]);
    }

    /// <summary>The models belong to the predictor.</summary>
    public void Dispose()
    {
    }

    private static Attribution Of(BoostedTrees model, FeatureMatrix features, MoleculeInputs molecule, FingerprintEnvironments? environments)
    {
        var contributions = model.Contributions(features);
        var atoms = new double[molecule.Graphs.AtomCounts[0]];
        var size = molecule.Fingerprints?.Size ?? 0;
        double descriptors = 0, absences = 0, baseline = contributions[^1];
        for (var column = 0; column < contributions.Length - 1; column++)
        {
            if (column >= size)
            {
                descriptors += contributions[column];
            }
            else if (contributions[column] != 0 && !environments!.Share(column, contributions[column], atoms))
            {
                absences += contributions[column];
            }
        }

        var value = contributions.Sum(one => (double)one);
        var attribution = new Attribution(value, baseline, atoms) { Descriptors = descriptors, Absences = absences };
        double p = Probability(value), p0 = Probability(baseline);
        return model.Kind == TaskKind.Classification ? attribution.Rescaled(p, p0, p * (1 - p)) : attribution;
    }

    private static double Probability(double logOdds) => 1 / (1 + Math.Exp(-logOdds));
}
