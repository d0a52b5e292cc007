using MolScreen.Gnn.Trees;

namespace MolScreen.Gnn.Tests.Trees;

/// <summary>Rows whose label is a rule of two columns: 2 where column 3 is present, plus 1 where column 8 (a descriptor) is above 0.</summary>
internal static class PlantedRule
{
    internal const int Fingerprint = 8, Descriptors = 2;

    internal static (FeatureMatrix Features, float[] Labels) Draw(int rows, int seed)
    {
        var random = new Random(seed);
        var counts = new ushort[rows * Fingerprint];
        var descriptors = new float[rows * Descriptors];
        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] = (ushort)Math.Max(0, random.Next(5) - 2);
        }

        for (var i = 0; i < descriptors.Length; i++)
        {
            descriptors[i] = random.NextSingle() - 0.5f;
        }

        var labels = Enumerable.Range(0, rows).Select(i => (counts[(i * Fingerprint) + 3] > 0 ? 2f : 0) + (descriptors[i * Descriptors] > 0 ? 1 : 0)).ToArray();
        return (FeatureMatrix.Of(rows, CountFingerprints.Of(counts, Fingerprint), new DescriptorTable(descriptors, Descriptors)), labels);
    }

    internal static float[] Predict(BoostedTrees trees, FeatureMatrix features)
    {
        var values = new float[features.Rows];
        trees.Predict(features, values);
        return values;
    }
}
