using System.Globalization;
using System.Runtime.InteropServices;
using MolScreen.Contracts;
using MolScreen.Contracts.Featurizing;
using MolScreen.Contracts.Scoring;
using MolScreen.Contracts.Screening;

namespace MolScreen.Store.Tests.Toys;

/// <summary>
/// Molecules that say their own predictions: <c>0.7</c> is predicted 0.7 by model toy; <c>0.7/450</c> also weighs 450 g/mol
/// (else 100); <c>nan</c> cannot be predicted; <c>bad…</c> is rejected; <c>poison</c> makes the featurizer throw.
/// </summary>
internal static class ToyChemistry
{
    public static readonly ScoreColumn Column = new("toy", "1", "y", "probability");

    /// <summary>Toy is better the higher, from 0 to 1: the score is the prediction.</summary>
    public static ScreeningSpecification Specification(RouteRequest? routes = null, params PropertyFilter[] filters) =>
        new("toy job", [new Objective("toy", null, 1, Direction.Higher, 0, 1)], filters, routes);

    public static MoleculesScored Score(FeaturizeMolecules chunk)
    {
        if (chunk.Molecules.Any(m => m.Text == "poison"))
        {
            throw new InvalidOperationException("the featurizer chokes");
        }

        var bad = chunk.Molecules.Where(m => m.Text.StartsWith("bad", StringComparison.Ordinal)).ToList();
        var good = chunk.Molecules.Except(bad).ToList();
        return Scored(chunk.JobId, chunk.Chunk, good, [.. bad.Select(m => new RejectedMolecule(m.Index, "syntax", "It is bad."))]);
    }

    public static MoleculesScored Scored(Guid job, int chunk, IReadOnlyList<MoleculeText> good, IReadOnlyList<RejectedMolecule> rejected) => new(
        SchemaVersion.Current,
        job,
        chunk,
        [.. good.Select(m => m.Index)],
        [.. good.Select(m => m.Text)],
        Bytes(good.SelectMany(m => new[] { Weight(m.Text), 1.5f, 20, 1, 2, 3, 0.5f })),
        [Column],
        Bytes(good.Select(m => Value(m.Text))),
        rejected);

    private static float Value(string text) =>
        text.StartsWith("nan", StringComparison.Ordinal) ? float.NaN : float.Parse(text.Split('/')[0], CultureInfo.InvariantCulture);

    private static float Weight(string text) => text.Contains('/') ? float.Parse(text.Split('/')[1], CultureInfo.InvariantCulture) : 100;

    private static byte[] Bytes(IEnumerable<float> values) => MemoryMarshal.AsBytes<float>(values.ToArray()).ToArray();
}
