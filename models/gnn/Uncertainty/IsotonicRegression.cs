namespace MolScreen.Gnn.Uncertainty;

/// <summary>The non-decreasing step function of scores that is closest to 0/1 labels, by the pool-adjacent-violators algorithm (Ayer et al. 1955).</summary>
internal static class IsotonicRegression
{
    /// <summary>Blocks of equal value, ascending in score and value; equal scores are in one block.</summary>
    internal static List<(float First, float Last, int Rows, int Ones)> Fit(IEnumerable<(float Score, bool One)> rows)
    {
        List<(float First, float Last, int Rows, int Ones)> blocks = [];
        foreach (var (score, count, ones) in LabelledScores.Groups(rows))
        {
            blocks.Add((score, score, count, ones));
            // Whole numbers: equal shares are found equal, and are pooled as well.
            while (blocks.Count > 1 && (long)blocks[^2].Ones * blocks[^1].Rows >= (long)blocks[^1].Ones * blocks[^2].Rows)
            {
                var (before, after) = (blocks[^2], blocks[^1]);
                blocks.RemoveAt(blocks.Count - 1);
                blocks[^1] = (before.First, after.Last, before.Rows + after.Rows, before.Ones + after.Ones);
            }
        }

        return blocks;
    }
}
