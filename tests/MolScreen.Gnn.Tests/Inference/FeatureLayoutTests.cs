namespace MolScreen.Gnn.Tests.Inference;

public sealed class FeatureLayoutTests
{
    /// <summary>gnn.md's lengths: 72 (chemprop 2) and 133 (chemprop 1) atom features, 14 bond features.</summary>
    [Theory]
    [InlineData(FeatureLayout.ChempropV2, 72)]
    [InlineData(FeatureLayout.ChempropV1, 133)]
    public void Layouts_have_chemprops_lengths(string name, int atomFeatures)
    {
        var layout = FeatureLayout.Named(name);
        Assert.Equal(atomFeatures, layout.AtomFeatures);
        Assert.Equal(atomFeatures - 1, layout.MassColumn);
        Assert.Equal(14, layout.BondFeatures);
    }

    [Fact]
    public void An_aromatic_atom_and_a_plain_one_have_their_columns()
    {
        var layout = FeatureLayout.Named(FeatureLayout.ChempropV2);
        Span<int> columns = stackalloc int[7];
        Assert.Equal(7, layout.AtomColumns([5, 3, 4, 0, 0, 2, 1], columns));
        Assert.Equal([5, 38 + 3, 45 + 4, 51, 56, 62 + 2, 70], columns.ToArray());
        Assert.Equal(6, layout.AtomColumns([5, 3, 4, 0, 0, 2, 0], columns));
    }

    [Fact]
    public void A_bond_of_no_known_type_has_no_type_column()
    {
        Span<int> columns = stackalloc int[4];
        Assert.Equal(4, FeatureLayout.BondColumns([3, 1, 1, 0], columns));
        Assert.Equal([4, 5, 6, 7], columns.ToArray());
        Assert.Equal(1, FeatureLayout.BondColumns([4, 0, 0, 6], columns));
        Assert.Equal(13, columns[0]);
    }

    [Fact]
    public void An_unknown_layout_is_refused_by_name() =>
        Assert.Contains("chemprop-v9", Assert.Throws<ArgumentException>(() => FeatureLayout.Named("chemprop-v9")).Message, StringComparison.Ordinal);
}
