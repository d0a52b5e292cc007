using MolScreen.Gnn.Kernel;

namespace MolScreen.Gnn.Explanation;

/// <summary>
/// Integrated gradients (Sundararajan, Taly and Yan, ICML 2017) of kernel ridge regression along the query's counts t·c, t from 0 to 1.
/// Between the points where a count t·c_j passes that of a training molecule x, its similarity is N(t) / D(t) with N = Σ min and D = Σ max
/// linear in t, so that the integrals are exact: an entry contributes c_j ∫ 1/D where t·c_j is below x_j and −c_j ∫ N/D² above.
/// The baseline is the kernel's mean, its value for a molecule that is similar to none.
/// </summary>
internal sealed class KernelAttributor(TanimotoKernelModel model, IReadOnlyList<TaskDescription> tasks) : IAttributor
{
    /// <summary>Counts above are taken as this, as the kernel takes them.</summary>
    private const int HighestCount = byte.MaxValue;

    /// <inheritdoc/>
    public ArmKind Kind => ArmKind.Kernel;

    /// <inheritdoc/>
    public Attribution Of(MoleculeInputs molecule, FingerprintEnvironments? environments, int task, CancellationToken cancel)
    {
        var positions = molecule.Fingerprints!.PositionsOf(0);
        var counts = Array.ConvertAll(molecule.Fingerprints.CountsOf(0).ToArray(), count => (double)Math.Min((int)count, HighestCount));
        var (shares, gains, own) = (new double[counts.Length], new double[counts.Length], new double[counts.Length]);
        for (var i = 0; i < model.Molecules.Count; i++)
        {
            cancel.ThrowIfCancellationRequested();
            var coefficient = model.Coefficients[(i * model.Tasks) + task];
            if (coefficient == 0)
            {
                continue;
            }

            var all = Counts(i, positions, own);
            SimilarityShares(counts, own, all, gains);
            for (var j = 0; j < gains.Length; j++)
            {
                shares[j] += coefficient * gains[j];
            }
        }

        var atoms = new double[molecule.Graphs.AtomCounts[0]];
        for (var j = 0; j < shares.Length; j++)
        {
            environments!.Share(positions[j], shares[j], atoms);
        }

        double mean = model.Means[task], value = mean + shares.Sum();
        var attribution = new Attribution(value, mean, atoms);
        return tasks[task].Kind == TaskKind.Classification ? attribution.Rescaled(Math.Clamp(value, 0, 1), Math.Clamp(mean, 0, 1), 1) : attribution;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    /// <summary>What each entry contributes to the similarity of two molecules, Σ min(c, x) / Σ max(c, x).</summary>
    /// <param name="counts">c, above 0 (m).</param>
    /// <param name="others">x of the same entries, from 0 (m).</param>
    /// <param name="all">The sum of x over all entries, above 0.</param>
    /// <param name="shares">m contributions; they add up to the similarity.</param>
    internal static void SimilarityShares(double[] counts, double[] others, double all, double[] shares)
    {
        var events = Enumerable.Range(0, counts.Length).Where(j => others[j] < counts[j]).Select(j => others[j] / counts[j]).Append(0).Append(1).Distinct().Order().ToArray();
        Array.Clear(shares);
        for (var piece = 1; piece < events.Length; piece++)
        {
            double from = events[piece - 1], to = events[piece], middle = (from + to) / 2;
            double a = 0, b = 0, d = all, e = 0; // N = a + b t, D = d + e t
            for (var j = 0; j < counts.Length; j++)
            {
                if (middle * counts[j] < others[j])
                {
                    b += counts[j];
                }
                else
                {
                    (a, d, e) = (a + others[j], d - others[j], e + counts[j]);
                }
            }

            var (rising, falling) = Integrals(a, b, d, e, from, to);
            for (var j = 0; j < counts.Length; j++)
            {
                shares[j] += counts[j] * (middle * counts[j] < others[j] ? rising : -falling);
            }
        }
    }

    /// <summary>∫ 1/D and ∫ N/D² over a piece, N = a + b t and D = d + e t above 0.</summary>
    private static (double Rising, double Falling) Integrals(double a, double b, double d, double e, double from, double to)
    {
        if (e == 0)
        {
            return ((to - from) / d, ((a * (to - from)) + (b * ((to * to) - (from * from)) / 2)) / (d * d));
        }

        double first = d + (e * from), last = d + (e * to);
        var rising = double.LogP1(e * (to - from) / first) / e;
        return (rising, (b / e * rising) + ((a - (b * d / e)) * (to - from) / (first * last)));
    }

    /// <summary>A training molecule's counts at some positions; returns the sum of all of them.</summary>
    private double Counts(int molecule, ReadOnlySpan<ushort> positions, double[] own)
    {
        var columns = model.Molecules.PositionsOf(molecule);
        var counts = model.Molecules.CountsOf(molecule);
        Array.Clear(own);
        var (all, at) = (0.0, 0);
        for (var k = 0; k < columns.Length; k++)
        {
            var count = Math.Min((int)counts[k], HighestCount);
            all += count;
            for (; at < positions.Length && positions[at] < columns[k]; at++)
            {
            }

            if (at < positions.Length && positions[at] == columns[k])
            {
                own[at] = count;
            }
        }

        return all;
    }
}
