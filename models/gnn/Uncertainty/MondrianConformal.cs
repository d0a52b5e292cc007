namespace MolScreen.Gnn.Uncertainty;

/// <summary>
/// Class-conditional (Mondrian) conformal prediction for two classes (Vovk, Gammerman &amp; Shafer 2005): a class's p-value is
/// (1 + calibration rows of the class at least as strange) / (1 + rows of the class), where the strangeness of a row with probability p of
/// class 1 is p for class 0 and 1 − p for class 1. A true class is refused at significance ε with probability at most ε, in each class
/// by itself. Plain numbers; immutable.
/// </summary>
public sealed record MondrianConformal
{
    /// <summary>Strangeness of the calibration rows of class 0.</summary>
    public ClassStrangeness Negative { get; init; } = new();

    /// <summary>Strangeness of the calibration rows of class 1.</summary>
    public ClassStrangeness Positive { get; init; } = new();

    /// <summary>Keeps the scores of rows that the model was not trained on.</summary>
    /// <param name="probabilities">Probability of class 1 (n).</param>
    /// <param name="labels">0 or 1 (n); rows with NaN on either side are not counted.</param>
    public static MondrianConformal Fit(ReadOnlySpan<float> probabilities, ReadOnlySpan<float> labels)
    {
        List<float> negative = [], positive = [];
        foreach (var (score, one) in LabelledScores.Of(probabilities, labels))
        {
            (one ? positive : negative).Add(one ? 1 - score : score);
        }

        return new MondrianConformal { Negative = ClassStrangeness.Of(negative), Positive = ClassStrangeness.Of(positive) };
    }

    /// <summary>p-values of both classes, above 0, to 1. A class without calibration rows has 1: nothing speaks against it.</summary>
    /// <param name="probability">Probability of class 1, as the calibration rows had it.</param>
    public (double P0, double P1) PValues(float probability) => (Negative.PValue(probability), Positive.PValue(1 - probability));

    /// <summary>The classes that are not refused.</summary>
    /// <param name="probability">Probability of class 1.</param>
    /// <param name="significance">ε: how often a true class may be refused; 0 to 1.</param>
    public ClassSet Classes(float probability, double significance = 0.1)
    {
        var (p0, p1) = PValues(probability);
        return (p0 > significance ? ClassSet.Negative : ClassSet.None) | (p1 > significance ? ClassSet.Positive : ClassSet.None);
    }
}

/// <summary>Classes that may be true.</summary>
[Flags]
public enum ClassSet
{
    /// <summary>Neither: the row is unlike both.</summary>
    None = 0,

    /// <summary>Class 0.</summary>
    Negative = 1,

    /// <summary>Class 1.</summary>
    Positive = 2,

    /// <summary>Either: the model does not tell.</summary>
    Both = Negative | Positive,
}

/// <summary>Strangeness of one class's calibration rows, as at most <see cref="MostPoints"/> of the sorted scores.</summary>
public sealed record ClassStrangeness
{
    /// <summary>Scores that are kept. With more rows a p-value is too large by at most 1 / MostPoints, never too small, so that validity holds.</summary>
    public const int MostPoints = 1000;

    /// <summary>Rows of the class.</summary>
    public int Count { get; init; }

    /// <summary>Point i, from 0, of m is the ⌊(i + 1) n / m⌋-th smallest score; ascending.</summary>
    public float[] Points { get; init; } = [];

    internal static ClassStrangeness Of(List<float> scores)
    {
        var sorted = scores.Order().ToArray();
        var kept = Math.Min(MostPoints, sorted.Length);
        return new ClassStrangeness { Count = sorted.Length, Points = [.. Enumerable.Range(0, kept).Select(i => sorted[Rank(i, kept, sorted.Length) - 1])] };
    }

    /// <summary>(1 + rows at least as strange) / (1 + rows).</summary>
    internal double PValue(float score)
    {
        int less = 0, high = Points.Length;
        while (less < high)
        {
            var middle = (less + high) / 2;
            (less, high) = Points[middle] < score ? (middle + 1, high) : (less, middle);
        }

        var below = less == 0 ? 0 : Rank(less - 1, Points.Length, Count);
        return (1.0 + Count - below) / (1.0 + Count);
    }

    private static int Rank(int point, int points, int count) => (int)((point + 1L) * count / points);
}
