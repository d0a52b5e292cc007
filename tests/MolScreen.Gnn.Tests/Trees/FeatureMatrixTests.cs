using MolScreen.Gnn.Trees;

namespace MolScreen.Gnn.Tests.Trees;

public sealed class FeatureMatrixTests
{
    /// <summary>Two molecules with fingerprints of 4 counts and 3 descriptors, worked by hand: 0 is stored, what is not defined is not.</summary>
    [Fact]
    public void Fingerprints_come_first_and_undefined_descriptors_are_absent()
    {
        var fingerprints = CountFingerprints.Of([0, 2, 0, 1, 0, 0, 0, 0], 4);
        var descriptors = new DescriptorTable([1.5f, float.NaN, 0, float.PositiveInfinity, -2, 2e30f], 3);

        var matrix = FeatureMatrix.Of(2, fingerprints, descriptors);

        Assert.Equal((2, 7), (matrix.Rows, matrix.Width));
        Assert.Equal([0, 4, 5], matrix.Starts);
        Assert.Equal([1, 3, 4, 6, 5], matrix.Columns);
        Assert.Equal([2f, 1f, 1.5f, 0f, -2f], matrix.Values);
    }

    [Fact]
    public void Either_part_may_be_absent_but_not_both()
    {
        var fingerprints = CountFingerprints.Of([0, 2, 3, 0], 2);
        var descriptors = new DescriptorTable([1, 2], 1);
        Assert.Equal([1, 0], FeatureMatrix.Of(2, fingerprints, null).Columns);
        Assert.Equal(1, FeatureMatrix.Of(2, null, descriptors).Width);
        Assert.Throws<ArgumentException>(() => FeatureMatrix.Of(2, null, null));
        Assert.Throws<ArgumentException>(() => FeatureMatrix.Of(3, fingerprints, null));
    }

    [Fact]
    public void Rows_are_selected_in_the_order_asked_for()
    {
        var matrix = new FeatureMatrix(3, [0, 2, 2, 3], [0, 2, 1], [1, 2, 3]).Select([2, 1, 0, 2]);
        Assert.Equal([0, 1, 1, 3, 4], matrix.Starts);
        Assert.Equal([1, 0, 2, 1], matrix.Columns);
        Assert.Equal([3f, 1f, 2f, 3f], matrix.Values);
    }
}
