namespace MolScreen.Gnn.Network;

/// <summary>
/// How molecule descriptors are scaled before the network takes them: (x − mean) / scale. A descriptor that is not a finite
/// number counts as missing and is replaced before it is scaled: by its mean in networks trained here, so that it becomes 0;
/// by 0 in networks of chemprop, versions 1 and 2, which do so.
/// </summary>
/// <param name="Mean">Mean of each descriptor (D).</param>
/// <param name="Scale">Scale of each descriptor, above 0 (D).</param>
/// <param name="Missing">What a missing descriptor counts as, in the descriptor's own unit (D).</param>
public sealed record DescriptorScale(float[] Mean, float[] Scale, float[] Missing)
{
    /// <summary>Descriptors of so large a deviation are powers rather than sizes, such as Ipc: they count as nothing, for one molecule could rule the network.</summary>
    private const double LargestDeviation = 1e6;

    /// <summary>Standardization on some molecules; a missing descriptor counts as the mean.</summary>
    /// <param name="table">n × D.</param>
    /// <param name="rows">The molecules that are learned.</param>
    internal static DescriptorScale Of(DescriptorTable table, int[] rows)
    {
        var (mean, scale) = (new float[table.Width], new float[table.Width]);
        for (var d = 0; d < table.Width; d++)
        {
            var values = rows.Select(row => (double)table.Values[(row * table.Width) + d]).Where(double.IsFinite).ToArray();
            var average = values.DefaultIfEmpty(0).Average();
            var deviation = Math.Sqrt(values.Select(value => (value - average) * (value - average)).DefaultIfEmpty(0).Average());
            (mean[d], scale[d]) = deviation < LargestDeviation ? ((float)average, deviation > 0 ? (float)deviation : 1) : (0, float.MaxValue);
        }

        return new DescriptorScale(mean, scale, (float[])mean.Clone());
    }

    /// <summary>The scaled table; the given one stays as it is.</summary>
    /// <param name="table">n × D.</param>
    public DescriptorTable Apply(DescriptorTable table)
    {
        var scaled = new float[table.Values.Length];
        for (var i = 0; i < scaled.Length; i++)
        {
            var descriptor = i % Mean.Length;
            var value = float.IsFinite(table.Values[i]) ? table.Values[i] : Missing[descriptor];
            scaled[i] = (value - Mean[descriptor]) / Scale[descriptor];
        }

        return new DescriptorTable(scaled, table.Width);
    }
}
