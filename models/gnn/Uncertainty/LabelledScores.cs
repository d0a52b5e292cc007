using MolScreen.Gnn.Metrics;

namespace MolScreen.Gnn.Uncertainty;

/// <summary>Calibration rows of a classification task.</summary>
internal static class LabelledScores
{
    /// <summary>The rows that have a score and a label, in their order; a label above 0.5 is a 1.</summary>
    internal static List<(float Score, bool One)> Of(ReadOnlySpan<float> scores, ReadOnlySpan<float> labels)
    {
        if (scores.Length != labels.Length)
        {
            throw new ArgumentException($"{scores.Length} scores for {labels.Length} labels.");
        }

        List<(float Score, bool One)> rows = [];
        for (var i = 0; i < scores.Length; i++)
        {
            if (!float.IsNaN(scores[i]) && !float.IsNaN(labels[i]))
            {
                rows.Add((scores[i], labels[i] > ClassificationMetrics.Threshold));
            }
        }

        return rows;
    }

    /// <summary>Distinct scores, ascending, with their rows and 1s.</summary>
    internal static List<(float Score, int Rows, int Ones)> Groups(IEnumerable<(float Score, bool One)> rows)
    {
        List<(float Score, int Rows, int Ones)> groups = [];
        foreach (var (score, one) in rows.OrderBy(row => row.Score))
        {
            if (groups.Count == 0 || groups[^1].Score != score)
            {
                groups.Add((score, 0, 0));
            }

            var (_, count, ones) = groups[^1];
            groups[^1] = (score, count + 1, ones + (one ? 1 : 0));
        }

        return groups;
    }
}
