namespace MolScreen.Gnn.Uncertainty;

/// <summary>
/// Inductive Venn–Abers prediction (Vovk &amp; Petej 2012): the interval [p0, p1] of the probability of class 1, where p_y is the value at the score of the
/// isotonic regression of the calibration rows together with the row itself, labelled y. One of the two is perfectly calibrated where the rows
/// are exchangeable; their distance is what one row more would change, not the error of the probability (for that, <see cref="ProbabilityBand"/>). Both are step functions of the score, computed for all scores in O(n) after sorting (Vovk, Petej &amp; Fedorova 2015). Plain
/// numbers; immutable.
/// </summary>
public sealed record VennAbers
{
    /// <summary>Score from which each of <see cref="Low"/> holds; ascending. Below the first, p0 is 0.</summary>
    public float[] LowFrom { get; init; } = [];

    /// <summary>p0; ascending.</summary>
    public double[] Low { get; init; } = [];

    /// <summary>Score up to which each of <see cref="High"/> holds, inclusive; ascending. Above the last, p1 is 1.</summary>
    public float[] HighTo { get; init; } = [];

    /// <summary>p1; ascending.</summary>
    public double[] High { get; init; } = [];

    /// <summary>Computes both functions.</summary>
    /// <param name="scores">Probability of class 1 of rows that the model was not trained on (n); any increasing function of it gives the same.</param>
    /// <param name="labels">0 or 1 (n); rows with NaN on either side are not counted.</param>
    public static VennAbers Fit(ReadOnlySpan<float> scores, ReadOnlySpan<float> labels)
    {
        var groups = LabelledScores.Groups(LabelledScores.Of(scores, labels));
        var high = WithAOne([.. groups.Select(group => (group.Rows, group.Ones))]);
        // With 0 and 1 exchanged and the order reversed, p0 is 1 − p1.
        var low = WithAOne([.. groups.AsEnumerable().Reverse().Select(group => (group.Rows, group.Rows - group.Ones))]).Select(p => 1 - p).Reverse().ToArray();
        var lows = Enumerable.Range(0, groups.Count).Where(i => i == 0 || low[i] != low[i - 1]).ToArray();
        var highs = Enumerable.Range(0, groups.Count).Where(i => i == groups.Count - 1 || high[i] != high[i + 1]).ToArray();
        return new VennAbers
        {
            LowFrom = Array.ConvertAll(lows, i => groups[i].Score),
            Low = Array.ConvertAll(lows, i => low[i]),
            HighTo = Array.ConvertAll(highs, i => groups[i].Score),
            High = Array.ConvertAll(highs, i => high[i]),
        };
    }

    /// <summary>[p0, p1] of a score; wide where calibration rows are few. A probability calibrated in another way may lie outside.</summary>
    public PredictionInterval Of(float score)
    {
        var from = Array.BinarySearch(LowFrom, score);
        var to = Array.BinarySearch(HighTo, score);
        var (low, high) = (from >= 0 ? from : ~from - 1, to >= 0 ? to : ~to);
        return new PredictionInterval(low < 0 ? 0 : Low[low], high == High.Length ? 1 : High[high]);
    }

    /// <summary>
    /// p1 at every group of equal scores: the slope, over the added row, of the greatest convex minorant of the cumulative sums (rows, 1s) with a row
    /// (1, 1) added before the group. The added row moves up by one group at a time; corners of the minorant wait on a stack, leftmost on top.
    /// </summary>
    private static double[] WithAOne((int Rows, int Ones)[] groups)
    {
        // points[0] stands for P₋₁ of the paper, points[i + 1] for Pᵢ.
        var points = new (long X, long Y)[groups.Length + 2];
        points[0] = (-1, -1);
        for (var i = 0; i < groups.Length; i++)
        {
            points[i + 2] = (points[i + 1].X + groups[i].Rows, points[i + 1].Y + groups[i].Ones);
        }

        var corners = new Stack<(long X, long Y)>();
        for (var i = points.Length - 1; i >= 0; i--)
        {
            Push(corners, points[i]);
        }

        var values = new double[groups.Length];
        for (var i = 0; i < groups.Length; i++)
        {
            var left = corners.Pop();
            var right = corners.Peek();
            values[i] = (double)(right.Y - left.Y) / (right.X - left.X);
            var moved = (X: points[i].X + points[i + 2].X - points[i + 1].X, Y: points[i].Y + points[i + 2].Y - points[i + 1].Y);
            points[i + 1] = moved;
            if (Cross(left, right, moved) >= 0)
            {
                corners.Push(left);
            }
            else
            {
                Push(corners, moved);
            }
        }

        return values;
    }

    /// <summary>Puts a corner to the left of the others, taking off those that the minorant no longer touches.</summary>
    private static void Push(Stack<(long X, long Y)> corners, (long X, long Y) corner)
    {
        while (corners.Count > 1)
        {
            var nearest = corners.Pop();
            if (Cross(corner, nearest, corners.Peek()) > 0)
            {
                corners.Push(nearest);
                break;
            }
        }

        corners.Push(corner);
    }

    /// <summary>Above 0 where c lies above the line from a to b.</summary>
    private static long Cross((long X, long Y) a, (long X, long Y) b, (long X, long Y) c) => ((b.X - a.X) * (c.Y - a.Y)) - ((b.Y - a.Y) * (c.X - a.X));
}
