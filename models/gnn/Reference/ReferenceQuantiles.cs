namespace MolScreen.Gnn.Reference;

/// <summary>Quantiles of a value over reference molecules (approved drugs), to say where another value lies among them. Plain numbers; immutable.</summary>
public sealed record ReferenceQuantiles
{
    /// <summary>Molecules the quantiles were taken of.</summary>
    public int Count { get; init; }

    /// <summary>Ascending; the first is the smallest value, the last the largest, the ones between at equal steps of probability.</summary>
    public double[] Points { get; init; } = [];

    /// <summary>Quantiles of values: point i lies at position i (n − 1)/(points − 1) of the sorted values, between two by interpolation.</summary>
    /// <param name="values">Values of the reference molecules, at least one; NaN is not counted.</param>
    /// <param name="points">Quantiles to keep; from 2. 101 are percentiles.</param>
    /// <exception cref="ArgumentException">There is no value.</exception>
    public static ReferenceQuantiles Of(IEnumerable<double> values, int points = 101)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 2);
        var sorted = values.Where(value => !double.IsNaN(value)).Order().ToArray();
        if (sorted.Length == 0)
        {
            throw new ArgumentException("There is no value to take quantiles of.", nameof(values));
        }

        return new ReferenceQuantiles { Count = sorted.Length, Points = [.. Enumerable.Range(0, points).Select(i => Quantile(sorted, (double)i / (points - 1)))] };
    }

    /// <summary>Where a value lies among the reference molecules: 0 at or below all … 100 at or above all; a value that many share lies in their middle; NaN for NaN.</summary>
    public double Percentile(double value)
    {
        if (double.IsNaN(value))
        {
            return double.NaN;
        }

        int below = 0, high = Points.Length;
        while (below < high)
        {
            var middle = (below + high) / 2;
            (below, high) = Points[middle] < value ? (middle + 1, high) : (below, middle);
        }

        var last = Points.Length - 1;
        if (below > last || Points[below] > value)
        {
            var position = below == 0 ? 0 : below > last ? last : below - 1 + ((value - Points[below - 1]) / (Points[below] - Points[below - 1]));
            return 100 * position / last;
        }

        var equal = below;
        while (equal < last && Points[equal + 1] == value)
        {
            equal++;
        }

        return 100 * (below + equal) / (2.0 * last);
    }

    /// <summary>The value at a probability from 0 to 1 of ascending values, between two by interpolation (type 7 of Hyndman &amp; Fan 1996).</summary>
    internal static double Quantile(ReadOnlySpan<double> sorted, double probability)
    {
        var position = probability * (sorted.Length - 1);
        var before = Math.Min((int)position, sorted.Length - 1);
        var after = Math.Min(before + 1, sorted.Length - 1);
        return sorted[before] + ((position - before) * (sorted[after] - sorted[before]));
    }
}
