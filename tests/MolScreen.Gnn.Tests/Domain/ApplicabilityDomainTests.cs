using MolScreen.Gnn.Domain;
using MolScreen.Gnn.Metrics;
using MolScreen.Gnn.Tests.Uncertainty;

namespace MolScreen.Gnn.Tests.Domain;

public sealed class ApplicabilityDomainTests
{
    /// <summary>
    /// Molecules with a hidden distance u from 0 to 1, of which similarity and latent distance are noisy views, the spread another; the error's
    /// deviation is 0.2 + u + 0.5 v with v what the spread sees alone.
    /// </summary>
    private static (DomainEvidence[] Evidence, float[] Residuals) Draw(Random random, int count)
    {
        var (evidence, residuals) = (new DomainEvidence[count], new float[count]);
        for (var i = 0; i < count; i++)
        {
            double u = random.NextDouble(), v = random.NextDouble();
            double Near(double noise) => Math.Clamp(0.9 - (0.6 * u) + (noise * SimulatedRows.Normal(random)), 0, 1);
            evidence[i] = new DomainEvidence(Near(0.15), Near(0.1), Math.Exp(u + (0.3 * SimulatedRows.Normal(random))), (0.1 + (0.3 * u) + (0.3 * v)) * Math.Exp(0.3 * SimulatedRows.Normal(random)), double.NaN);
            residuals[i] = (float)Math.Abs((0.2 + u + (0.5 * v)) * SimulatedRows.Normal(random));
        }

        return (evidence, residuals);
    }

    [Fact]
    public void The_outer_third_has_the_larger_errors()
    {
        var random = new Random(61);
        foreach (var count in new[] { 100, 400, 2000 })
        {
            var (evidence, residuals) = Draw(random, count);
            var domain = ApplicabilityDomain.Fit(evidence, residuals);
            var (fresh, errors) = Draw(random, 3000);
            var order = Enumerable.Range(0, fresh.Length).OrderBy(i => domain.Of(fresh[i]).Score).Select(i => errors[i]).ToArray();
            var ratio = order[2000..].Average() / order[..1000].Average();
            Assert.True(ratio >= 1.5, $"{count} rows: {ratio}");
            Assert.Equal(1, domain.Weights.Sum(), 1e-9);
            Assert.True(domain.Weights.Take(3).Sum() > 0.19);
        }
    }

    /// <summary>Where the spread alone tells the error, weights move to it and order errors better than equal ones.</summary>
    [Fact]
    public void Fitted_weights_find_the_term_that_tells()
    {
        var random = new Random(62);
        (DomainEvidence[] Evidence, float[] Residuals) Blurred(int count)
        {
            var (evidence, residuals) = Draw(random, count);
            return ([.. evidence.Select(row => new DomainEvidence(random.NextDouble(), random.NextDouble(), random.NextDouble(), row.Spread, double.NaN))], residuals);
        }

        var (evidence, residuals) = Blurred(400);
        var (fresh, errors) = Blurred(5000);
        double Order(ApplicabilityDomain domain) => RegressionMetrics.Spearman([.. fresh.Select(row => (float)domain.Of(row).Score)], errors)!.Value;
        var fitted = ApplicabilityDomain.Fit(evidence, residuals);
        Assert.True(fitted.Weights[3] > 0.5);
        Assert.True(Order(fitted) > Order(ApplicabilityDomain.Fit(evidence, [])) + 0.05);
    }

    [Fact]
    public void Molecules_of_the_same_kind_are_refused_in_5_and_1_percent_and_their_scores_are_uniform()
    {
        var random = new Random(63);
        var (evidence, residuals) = Draw(random, 4000);
        var domain = ApplicabilityDomain.Fit(evidence, residuals);
        var verdicts = Draw(random, 20000).Evidence.Select(domain.Of).ToArray();
        Assert.InRange(verdicts.Count(v => v.Status != DomainStatus.In) / 20000.0, 0.035, 0.065);
        Assert.InRange(verdicts.Count(v => v.Status == DomainStatus.Out) / 20000.0, 0.005, 0.018);
        Assert.InRange(verdicts.Count(v => v.Score < 0.3) / 20000.0, 0.25, 0.32);
        Assert.All(verdicts, v => Assert.InRange(v.Score, v.Status == DomainStatus.Out ? 0.99 : v.Status == DomainStatus.Edge ? 0.95 : 0, 1));
    }

    [Fact]
    public void A_molecule_like_nothing_is_outside_even_where_the_networks_agree()
    {
        var (evidence, residuals) = Draw(new Random(64), 500);
        var domain = ApplicabilityDomain.Fit(evidence, residuals);
        var alien = domain.Of(new DomainEvidence(0, 0, 50, 0, double.NaN));
        Assert.Equal(DomainStatus.Out, alien.Status);
        Assert.InRange(alien.Score, 0.99, 1);
        var known = domain.Of(new DomainEvidence(1, 1, 0.1, 0, double.NaN));
        Assert.Equal(new DomainVerdict(0, DomainStatus.In), known);
        Assert.Equal(DomainStatus.Out, domain.Of(new DomainEvidence(double.NaN, 1, 0.1, 0, double.NaN)).Status);
    }

    [Fact]
    public void A_term_that_is_not_known_is_left_out()
    {
        var (evidence, residuals) = Draw(new Random(65), 200);
        var similarity = evidence.Select(row => row with { LatentDistance = double.NaN, Spread = 0 }).ToArray();
        var domain = ApplicabilityDomain.Fit(similarity, residuals);
        Assert.Equal((0, 0), (domain.Weights[2], domain.Weights[3]));
        Assert.Equal(DomainStatus.In, domain.Of(similarity[0] with { NearestSimilarity = 1, MeanSimilarity = 1 }).Status);
        Assert.Throws<ArgumentException>(() => ApplicabilityDomain.Fit([DomainEvidence.Unknown with { Spread = 1 }, DomainEvidence.Unknown with { Spread = 2 }], []));
    }

    /// <summary>
    /// A bundle's score is held against ranks fitted on the same measure: one of four terms, as bundles had before there was a local error, knows a
    /// class by the arms' spread alone. Worked by hand: √(0.5 · 0.5 + 0.3²) = 0.583.
    /// </summary>
    [Fact]
    public void The_spread_of_a_class_is_measured_as_the_domain_was_fitted()
    {
        var (evidence, residuals) = Draw(new Random(67), 60);
        var domain = ApplicabilityDomain.Fit(evidence, residuals);
        var older = domain with { Terms = domain.Terms[..4], Weights = domain.Weights[..4] };
        TaskDescription[] tasks = [new() { Name = "a", Kind = TaskKind.Classification }];
        double Deviation(ApplicabilityDomain of) => Certainty.RowDeviation(tasks, [1], [0.5f], [0.3f], of.CountsClassDeviation);

        Assert.Equal(Math.Sqrt(0.34), Deviation(domain), 1e-6);
        Assert.Equal(0.3, Deviation(older), 1e-6);
    }

    /// <summary>Two similarity terms alone weigh alike, where there are no residuals.</summary>
    [Fact]
    public void Without_residuals_the_terms_count_alike() =>
        Assert.Equal([0.25, 0.25, 0.25, 0.25, 0], ApplicabilityDomain.Fit(Draw(new Random(66), 30).Evidence, []).Weights);
}
