namespace MolScreen.Gnn.Metrics;

/// <summary>How well scores tell 1 from 0. A label above 0.5 is a 1.</summary>
public static class ClassificationMetrics
{
    /// <summary>Score from which a row counts as predicted 1.</summary>
    public const float Threshold = 0.5f;

    /// <summary>Probability that a 1 scores above a 0, ties counting half; null where a class is missing.</summary>
    public static double? RocAuc(ReadOnlySpan<float> scores, ReadOnlySpan<float> labels)
    {
        RegressionMetrics.Same(scores, labels);
        var ranks = RegressionMetrics.Ranks(scores);
        double positives = 0, rankSum = 0;
        for (var i = 0; i < ranks.Length; i++)
        {
            if (labels[i] > Threshold)
            {
                positives++;
                rankSum += ranks[i];
            }
        }

        var negatives = ranks.Length - positives;
        return positives > 0 && negatives > 0 ? (rankSum - (positives * (positives + 1) / 2)) / (positives * negatives) : null;
    }

    /// <summary>Average precision: Σ (Rₖ − Rₖ₋₁) Pₖ over the distinct scores, highest first; null without a 1.</summary>
    public static double? PrAuc(ReadOnlySpan<float> scores, ReadOnlySpan<float> labels)
    {
        RegressionMetrics.Same(scores, labels);
        var keys = scores.ToArray();
        var sorted = labels.ToArray();
        Array.Sort(keys, sorted);
        var positives = sorted.Count(label => label > Threshold);
        if (positives == 0)
        {
            return null;
        }

        double area = 0, found = 0;
        for (var i = keys.Length - 1; i >= 0;)
        {
            var before = found;
            var score = keys[i];
            for (; i >= 0 && keys[i].Equals(score); i--)
            {
                found += sorted[i] > Threshold ? 1 : 0;
            }

            area += (found - before) / positives * (found / (keys.Length - 1 - i));
        }

        return area;
    }

    /// <summary>Counts at <see cref="Threshold"/>.</summary>
    public static Confusion Count(ReadOnlySpan<float> scores, ReadOnlySpan<float> labels)
    {
        RegressionMetrics.Same(scores, labels);
        int truePositive = 0, falsePositive = 0, trueNegative = 0, falseNegative = 0;
        for (var i = 0; i < scores.Length; i++)
        {
            switch (scores[i] >= Threshold, labels[i] > Threshold)
            {
                case (true, true):
                    truePositive++;
                    break;
                case (true, false):
                    falsePositive++;
                    break;
                case (false, false):
                    trueNegative++;
                    break;
                default:
                    falseNegative++;
                    break;
            }
        }

        return new Confusion(truePositive, falsePositive, trueNegative, falseNegative);
    }
}

/// <summary>Predicted against true classes.</summary>
public readonly record struct Confusion(int TruePositive, int FalsePositive, int TrueNegative, int FalseNegative)
{
    /// <summary>Share of rows that are right.</summary>
    public double Accuracy => (double)(TruePositive + TrueNegative) / (TruePositive + FalsePositive + TrueNegative + FalseNegative);

    /// <summary>2 TP / (2 TP + FP + FN); 0 without any 1, predicted or true.</summary>
    public double F1 => TruePositive == 0 ? 0 : 2.0 * TruePositive / ((2 * TruePositive) + FalsePositive + FalseNegative);

    /// <summary>Mean of the recalls of both classes; null where one is missing.</summary>
    public double? BalancedAccuracy => TruePositive + FalseNegative > 0 && TrueNegative + FalsePositive > 0
        ? 0.5 * (((double)TruePositive / (TruePositive + FalseNegative)) + ((double)TrueNegative / (TrueNegative + FalsePositive)))
        : null;

    /// <summary>Matthews' correlation; 0 where a row or column of the table is empty.</summary>
    public double Mcc
    {
        get
        {
            var product = (double)(TruePositive + FalsePositive) * (TruePositive + FalseNegative) * (TrueNegative + FalsePositive) * (TrueNegative + FalseNegative);
            return product == 0 ? 0 : (((double)TruePositive * TrueNegative) - ((double)FalsePositive * FalseNegative)) / Math.Sqrt(product);
        }
    }
}
