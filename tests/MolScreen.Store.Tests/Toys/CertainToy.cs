using System.Runtime.InteropServices;
using MolScreen.Contracts.Featurizing;
using MolScreen.Contracts.Scoring;

namespace MolScreen.Store.Tests.Toys;

/// <summary>
/// Toy chemistry whose model toy has two tasks, y and z = 10 y, and says how sure it is, beside a model plain that does not: the interval
/// is the value ± 0.25, the percentile 100 y; a molecule is in the domain below 0.4, at its edge below 0.8 and outside above; of
/// <c>nan</c> nothing is known.
/// </summary>
internal static class CertainToy
{
    public static readonly IReadOnlyList<ScoreColumn> Columns =
    [
        new("toy", "1", "y", "probability", HasInterval: true, HasPercentile: true, HasDomain: true),
        new("toy", "1", "z", "nM", HasInterval: true, HasPercentile: true, HasDomain: true),
        new("plain", "1", "y", "probability"),
    ];

    public static MoleculesScored Score(FeaturizeMolecules chunk)
    {
        var scored = ToyChemistry.Score(chunk);
        var values = MemoryMarshal.Cast<byte, float>(scored.Scores).ToArray();
        return scored with
        {
            Columns = Columns,
            Scores = Table(values, y => [y, 10 * y, y]),
            Certainty = new PackedCertainty(
                Table(values, y => [y - 0.25f, (10 * y) - 0.25f, float.NaN]),
                Table(values, y => [y + 0.25f, (10 * y) + 0.25f, float.NaN]),
                Table(values, y => [100 * y, 100 * y, float.NaN]),
                Table(values, y => [y, float.NaN]),
                [.. values.SelectMany(y => new byte[] { (byte)(float.IsNaN(y) ? 0 : y < 0.4 ? 1 : y < 0.8 ? 2 : 3), 0 })]),
        };
    }

    private static byte[] Table(float[] values, Func<float, float[]> row) => MemoryMarshal.AsBytes<float>(values.SelectMany(row).ToArray()).ToArray();
}
