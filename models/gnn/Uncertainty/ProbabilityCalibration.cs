namespace MolScreen.Gnn.Uncertainty;

/// <summary>How a probability is corrected.</summary>
public enum CalibrationKind
{
    /// <summary>Not at all.</summary>
    Identity,

    /// <summary>Platt scaling of the log-odds.</summary>
    Platt,

    /// <summary>Isotonic regression.</summary>
    Isotonic,
}

/// <summary>
/// Turns a classifier's scores into probabilities that come true as often as they say. Never reverses an order; isotonic regression makes ties, so
/// rank by the score where the order matters. Plain numbers; immutable.
/// </summary>
public sealed record ProbabilityCalibration
{
    /// <summary>Rows of the rarer class from which anything is fitted.</summary>
    public const int FewestOfAClass = 10;

    /// <summary>Rows from which isotonic regression is tried; below, it fits noise (Niculescu-Mizil &amp; Caruana 2005).</summary>
    public const int FewestForIsotonic = 200;

    /// <summary>Total log-loss, in natural units, that a correction must gain over none: less is what two parameters gain by chance.</summary>
    private const double LeastGain = 1;

    private const int Folds = 5;

    /// <summary>Which correction.</summary>
    public CalibrationKind Kind { get; init; }

    /// <summary>Calibration rows.</summary>
    public int Count { get; init; }

    /// <summary>Platt: factor of the log-odds; above 0.</summary>
    public double Slope { get; init; } = 1;

    /// <summary>Platt: added to the log-odds.</summary>
    public double Intercept { get; init; }

    /// <summary>Isotonic: first and last score of every block; ascending.</summary>
    public float[] Scores { get; init; } = [];

    /// <summary>Isotonic: probability at each of <see cref="Scores"/>, from 1/(n + 2) to 1 − 1/(n + 2); between two by interpolation, beyond the ends as there.</summary>
    public double[] Probabilities { get; init; } = [];

    /// <summary>
    /// Fits the correction with the lowest log-loss in cross-validation over five folds; identity where none gains, or where a class
    /// has fewer than <see cref="FewestOfAClass"/> rows.
    /// </summary>
    /// <param name="scores">Probability of class 1 of rows that the model was not trained on (n), from 0 to 1.</param>
    /// <param name="labels">0 or 1 (n); rows with NaN on either side are not counted.</param>
    /// <param name="seed">Seed of the folds.</param>
    public static ProbabilityCalibration Fit(ReadOnlySpan<float> scores, ReadOnlySpan<float> labels, int seed = 0)
    {
        var rows = LabelledScores.Of(scores, labels).ToArray();
        new Random(seed).Shuffle(rows);
        // By class, so that each fold has its share of both.
        rows = [.. rows.OrderBy(row => row.One)];
        var none = new ProbabilityCalibration { Count = rows.Length };
        var positives = rows.Count(row => row.One);
        if (Math.Min(positives, rows.Length - positives) < FewestOfAClass)
        {
            return none;
        }

        Func<(float, bool)[], ProbabilityCalibration>[] ways = rows.Length < FewestForIsotonic ? [Platt] : [Platt, Isotonic];
        var least = LogLoss(none, rows) - LeastGain;
        var best = none;
        foreach (var way in ways)
        {
            var loss = Enumerable.Range(0, Folds).Sum(fold =>
            {
                var inside = rows.Where((_, i) => i % Folds != fold).ToArray();
                return LogLoss(way(inside), rows.Where((_, i) => i % Folds == fold));
            });
            if (loss < least)
            {
                (least, best) = (loss, way(rows));
            }
        }

        return best;
    }

    /// <summary>The probability that a score stands for; NaN for NaN.</summary>
    /// <param name="score">From 0 to 1.</param>
    public double Of(float score) => Kind switch
    {
        CalibrationKind.Platt => PlattScaling.Logistic((Slope * PlattScaling.LogOdds(score)) + Intercept),
        CalibrationKind.Isotonic => Interpolate(score),
        _ => score,
    };

    /// <summary>Platt scaling of these rows; identity where the slope is not above 0, as the order would be lost.</summary>
    internal static ProbabilityCalibration Platt((float Score, bool One)[] rows)
    {
        var (slope, intercept) = PlattScaling.Fit(rows);
        return slope > 0 ? new ProbabilityCalibration { Kind = CalibrationKind.Platt, Count = rows.Length, Slope = slope, Intercept = intercept } : new ProbabilityCalibration { Count = rows.Length };
    }

    /// <summary>Isotonic regression of these rows.</summary>
    internal static ProbabilityCalibration Isotonic((float Score, bool One)[] rows)
    {
        var margin = 1.0 / (rows.Length + 2);
        List<float> scores = [];
        List<double> probabilities = [];
        foreach (var (first, last, count, ones) in IsotonicRegression.Fit(rows))
        {
            var probability = Math.Clamp((double)ones / count, margin, 1 - margin);
            scores.Add(first);
            probabilities.Add(probability);
            if (last > first)
            {
                scores.Add(last);
                probabilities.Add(probability);
            }
        }

        return new ProbabilityCalibration { Kind = CalibrationKind.Isotonic, Count = rows.Length, Scores = [.. scores], Probabilities = [.. probabilities] };
    }

    private static double LogLoss(ProbabilityCalibration calibration, IEnumerable<(float Score, bool One)> rows) => rows.Sum(row =>
    {
        var probability = Math.Clamp(calibration.Of(row.Score), 1e-6, 1 - 1e-6);
        return -Math.Log(row.One ? probability : 1 - probability);
    });

    private double Interpolate(float score)
    {
        if (float.IsNaN(score))
        {
            return double.NaN;
        }

        var found = Array.BinarySearch(Scores, score);
        var after = found >= 0 ? found : ~found;
        if (found >= 0 || after == 0 || after == Scores.Length)
        {
            return Probabilities[Math.Min(after, Scores.Length - 1)];
        }

        var share = ((double)score - Scores[after - 1]) / ((double)Scores[after] - Scores[after - 1]);
        return Probabilities[after - 1] + (share * (Probabilities[after] - Probabilities[after - 1]));
    }
}
