using System.Text.Json;
using MolScreen.Gnn.Domain;
using MolScreen.Gnn.Reference;
using MolScreen.Gnn.Uncertainty;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace MolScreen.Gnn.Tests.Uncertainty;

/// <summary>What is fitted is kept in a bundle, as YAML or JSON, and says the same after.</summary>
public sealed class StoredNumbersTests
{
    private static readonly JsonSerializerOptions snakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
    private static readonly float[] scores = [.. Enumerable.Range(0, 300).Select(i => ((i * 7919) % 300) / 300f)];
    private static readonly float[] labels = [.. Enumerable.Range(0, 300).Select(i => (i * 104729) % 300 < ((i * 7919) % 300 > 150 ? 250 : 20) ? 1f : 0f)];

    [Fact]
    public void Everything_comes_back_as_it_was()
    {
        Same(ConformalInterval.Fit(scores, labels, scores, [])!, interval => interval.Of(0.3, 0.2));
        Same(MondrianConformal.Fit(scores, labels), conformal => conformal.PValues(0.3f));
        Same(ProbabilityCalibration.Fit(scores, labels), calibration => calibration.Of(0.37f));
        Same(ProbabilityCalibration.Isotonic([(0.1f, false), (0.4f, true)]), calibration => calibration.Of(0.2f));
        Same(ProbabilityBand.Fit(scores, labels), band => band.Of(0.3));
        Same(ReferenceQuantiles.Of([1, 2, 5]), quantiles => quantiles.Percentile(3));
        Same(LatentDomain.Fit(scores, 3), domain => domain.Distance([1, 2, 3]));
        var evidence = scores.Select((score, i) => new DomainEvidence(score, labels[i], double.NaN, 1, double.NaN)).ToArray();
        Same(ApplicabilityDomain.Fit(evidence, scores), domain => domain.Of(new DomainEvidence(0.3, 0.4, double.NaN, 1, double.NaN)));
    }

    private static void Same<T, TAnswer>(T fitted, Func<T, TAnswer> answer)
    {
        var yaml = new SerializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).DisableAliases().Build().Serialize(fitted);
        var read = new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).Build().Deserialize<T>(yaml);
        Assert.Equal(answer(fitted), answer(read));
        Assert.Equal(answer(fitted), answer(JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(fitted, snakeCase), snakeCase)!));
    }
}
