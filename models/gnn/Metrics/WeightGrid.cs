namespace MolScreen.Gnn.Metrics;

/// <summary>Weights to choose among by trying all.</summary>
internal static class WeightGrid
{
    /// <summary>All weights that are multiples of 1 / <paramref name="steps"/>, not negative, and add up to 1.</summary>
    /// <param name="count">Weights; from 1.</param>
    /// <param name="steps">From 1.</param>
    internal static IEnumerable<double[]> Of(int count, int steps) => Parts(count, steps).Select(parts => Array.ConvertAll(parts, part => (double)part / steps));

    private static IEnumerable<int[]> Parts(int count, int total) => count == 1
        ? [[total]]
        : Enumerable.Range(0, total + 1).SelectMany(first => Parts(count - 1, total - first).Select(rest => (int[])[first, .. rest]));
}
