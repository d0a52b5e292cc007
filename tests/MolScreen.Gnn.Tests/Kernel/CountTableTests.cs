using MolScreen.Gnn.Kernel;

namespace MolScreen.Gnn.Tests.Kernel;

public sealed class CountTableTests
{
    /// <summary>Sizes around the ends of vectors; one row is empty, one has a count that does not fit a byte.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(200)]
    public void Similarities_equal_a_plain_loop(int size)
    {
        var molecules = PlainTanimoto.Draw(23, size, seed: 1).Select([.. Enumerable.Range(0, 23)]);
        var empty = CountFingerprints.Of(new ushort[size], size);
        var large = CountFingerprints.Of([.. Enumerable.Repeat((ushort)40000, size)], size);
        CountFingerprints[] all = [molecules, empty, large];
        var joined = new CountFingerprints(
            size,
            [.. molecules.Starts, molecules.Positions.Length, molecules.Positions.Length + size],
            [.. all.SelectMany(part => part.Positions)],
            [.. all.SelectMany(part => part.Counts)]);
        var table = new CountTable(joined);
        const int stride = 30;
        var similarities = new float[CountTable.Together * stride];

        for (var first = 0; first < joined.Count; first++)
        {
            var count = Math.Min(1 + (first % CountTable.Together), joined.Count - first);
            table.Similarities(table, first, count, 2, joined.Count, similarities, stride);
            for (var i = 0; i < count; i++)
            {
                for (var row = 2; row < joined.Count; row++)
                {
                    Assert.Equal(PlainTanimoto.Similarity(joined, first + i, joined, row), similarities[(i * stride) + row - 2], 1e-6);
                }
            }
        }
    }
}
