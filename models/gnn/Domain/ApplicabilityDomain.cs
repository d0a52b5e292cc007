using MolScreen.Gnn.Metrics;
using MolScreen.Gnn.Reference;

namespace MolScreen.Gnn.Domain;

/// <summary>
/// How far a molecule is from the data a model was trained on, as ranks among held-out molecules. The score orders molecules by the error to
/// expect: the share of held-out molecules with a smaller weighted mean of the ranks of 1 − similarity, latent distance, spread and
/// the error in the neighbourhood, the weights being those that order |residual| best. The status is of structure alone: an ensemble can agree on a molecule that is like nothing it has seen. Plain
/// numbers; immutable.
/// </summary>
/// <remarks>
/// Thresholds: held-out molecules are from the data's own distribution, so a status at the 95 % and 99 % quantiles of their farthest structural rank
/// is a test that refuses a molecule of that distribution in 5 % and 1 % of the cases. From some 400 molecules it does; of fewer, being
/// the farthest of all in one term is commoner than 1 %, and more are outside (5 % with 60).
/// </remarks>
public sealed record ApplicabilityDomain
{
    /// <summary>Rows with a residual from which weights are fitted; with fewer, the terms count alike.</summary>
    public const int RowsToWeigh = 50;

    /// <summary>Weights that are tried are multiples of 1 over this.</summary>
    private const int Steps = 5;

    private const double HalfAnError = 0.5;

    /// <summary>Weights of the ranks of 1 − nearest similarity, 1 − mean similarity, latent distance, spread and local error; they sum to 1, those of structure to at least 1/5.</summary>
    public double[] Weights { get; init; } = [];

    /// <summary>Quantiles of the same terms over the held-out molecules; null where a term was not known or did not vary.</summary>
    public ReferenceQuantiles?[] Terms { get; init; } = [];

    /// <summary>Quantiles of the weighted mean of the ranks.</summary>
    public ReferenceQuantiles Combined { get; init; } = new();

    /// <summary>Farthest structural rank above which a molecule is at the edge; 0 to 1.</summary>
    public double Edge { get; init; } = 1;

    /// <summary>Farthest structural rank above which a molecule is outside, as is one farther than every held-out molecule; 0 to 1.</summary>
    public double Out { get; init; } = 1;

    /// <summary>
    /// Whether the spread of a class counts its own deviation, √(p (1 − p) + spread²). Domains fitted before there was a local error have four terms,
    /// whose spread is that of the arms alone.
    /// </summary>
    internal bool CountsClassDeviation => Terms.Length == DomainEvidence.Terms;

    /// <summary>Fits ranks, weights and thresholds on molecules that the model was not trained on.</summary>
    /// <param name="evidence">One for each (n), at least two. A term that is NaN for one is not used.</param>
    /// <param name="residuals">|y − ŷ| (n), for classes |label − probability|; NaN where not measured; empty to weigh the terms alike.</param>
    /// <exception cref="ArgumentException">The arrays do not fit, or no structural term is known and varies.</exception>
    public static ApplicabilityDomain Fit(IReadOnlyList<DomainEvidence> evidence, ReadOnlySpan<float> residuals)
    {
        if (residuals.Length > 0 && residuals.Length != evidence.Count)
        {
            throw new ArgumentException($"{residuals.Length} residuals for {evidence.Count} molecules.");
        }

        var terms = Enumerable.Range(0, DomainEvidence.Terms).Select(term => Quantiles(evidence, term)).ToArray();
        if (!Varies(evidence))
        {
            throw new ArgumentException("Neither a similarity nor a latent distance is known of every molecule and varies.", nameof(evidence));
        }

        var ranks = evidence.Select(row => Ranks(terms, row)).ToArray();
        var weights = BestWeights(terms, ranks, residuals);
        var novelty = ranks.Select(Novelty).Order().ToArray();
        return new ApplicabilityDomain
        {
            Weights = weights,
            Terms = terms,
            Combined = ReferenceQuantiles.Of(ranks.Select(row => Mean(weights, row)), 201),
            Edge = ReferenceQuantiles.Quantile(novelty, 0.95),
            Out = ReferenceQuantiles.Quantile(novelty, 0.99),
        };
    }

    /// <summary>Where a molecule stands. One at the edge or outside has a score of at least 0.95 or 0.99. A term in use that is NaN counts as farthest.</summary>
    public DomainVerdict Of(DomainEvidence evidence)
    {
        var ranks = Ranks(Terms, evidence);
        var novelty = Novelty(ranks);
        var farthest = ranks.AsSpan(0, DomainEvidence.StructuralTerms).Contains(double.PositiveInfinity);
        var status = novelty > Out || farthest ? DomainStatus.Out : novelty > Edge ? DomainStatus.Edge : DomainStatus.In;
        var least = status switch { DomainStatus.Out => 0.99, DomainStatus.Edge => 0.95, _ => 0 };
        return new DomainVerdict(Math.Max(least, Combined.Percentile(Mean(Weights, ranks)) / 100), status);
    }

    /// <summary>Whether a domain can be fitted: a structural term is known of every molecule and varies.</summary>
    internal static bool Varies(IReadOnlyList<DomainEvidence> evidence) => Enumerable.Range(0, DomainEvidence.StructuralTerms).Any(term => Quantiles(evidence, term) is not null);

    private static ReferenceQuantiles? Quantiles(IReadOnlyList<DomainEvidence> evidence, int term)
    {
        var values = evidence.Select(row => row.Distance(term)).ToArray();
        return values.Length > 1 && values.All(double.IsFinite) && values.Min() < values.Max() ? ReferenceQuantiles.Of(values, 201) : null;
    }

    /// <summary>Ranks of the terms, 0 to 1, infinity beyond the farthest or for NaN; 0 for a term that is not used.</summary>
    private static double[] Ranks(ReferenceQuantiles?[] terms, DomainEvidence evidence) => [.. terms.Select((quantiles, term) =>
    {
        var distance = evidence.Distance(term);
        return quantiles is null ? 0 : !(distance <= quantiles.Points[^1]) ? double.PositiveInfinity : quantiles.Percentile(distance) / 100;
    })];

    private static double Novelty(double[] ranks) => Math.Min(1, ranks.Take(DomainEvidence.StructuralTerms).Max());

    private static double Mean(double[] weights, double[] ranks) => weights.Zip(ranks, (weight, rank) => weight * Math.Min(1, rank)).Sum();

    /// <summary>
    /// The mean of the weights on the grid whose Spearman correlation of weighted mean and residual is the highest or within half its standard error
    /// (1/√n) of it, which steadies them where rows are few; alike where none is positive.
    /// </summary>
    private static double[] BestWeights(ReferenceQuantiles?[] terms, double[][] ranks, ReadOnlySpan<float> residuals)
    {
        var alike = terms.Select(term => term is null ? 0 : 1.0 / terms.Count(other => other is not null)).ToArray();
        List<int> rows = [];
        for (var i = 0; i < residuals.Length; i++)
        {
            if (!float.IsNaN(residuals[i]))
            {
                rows.Add(i);
            }
        }

        if (rows.Count < RowsToWeigh)
        {
            return alike;
        }

        var measured = new float[rows.Count];
        for (var i = 0; i < measured.Length; i++)
        {
            measured[i] = residuals[rows[i]];
        }

        double Order(double[] weights) => RegressionMetrics.Spearman([.. rows.Select(row => (float)Mean(weights, ranks[row]))], measured) ?? 0;
        var tried = Grid(terms).Select(weights => (Weights: weights, Order: Order(weights))).ToArray();
        var highest = tried.Max(one => one.Order);
        if (highest <= 0)
        {
            return alike;
        }

        var good = tried.Where(one => one.Order >= highest - (HalfAnError / Math.Sqrt(rows.Count))).ToArray();
        return [.. alike.Select((_, term) => good.Average(one => one.Weights[term]))];
    }

    /// <summary>Weights that sum to 1, 0 for terms that are not used, at least one step for structure.</summary>
    private static IEnumerable<double[]> Grid(ReferenceQuantiles?[] terms) => WeightGrid.Of(terms.Length, Steps)
        .Where(weights => weights.Take(DomainEvidence.StructuralTerms).Sum() > 0 && weights.Zip(terms, (weight, term) => weight == 0 || term is not null).All(fits => fits));
}
