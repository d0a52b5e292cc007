namespace MolScreen.Chemistry.Tests.Scaffolds;

public sealed class ScaffoldTests
{
    /// <summary>The last is the example of Bemis and Murcko's definition in RDKit's documentation.</summary>
    [Theory]
    [InlineData("CC(=O)Nc1ccc(O)cc1", "c1ccccc1")]
    [InlineData("CCCCO", "")]
    [InlineData("C[C@H]1CC[C@@H](C)CC1", "C1CCCCC1")]
    [InlineData("O=C1CCCN1CCc1ccccc1", "O=C1CCCN1CCc1ccccc1")]
    [InlineData("Cc1cc(Oc2nccc(CCC)c2)ccc1", "c1ccc(Oc2ccccn2)cc1")]
    public void A_scaffold_is_ring_systems_and_their_linkers(string smiles, string scaffold)
    {
        Assert.Equal(scaffold, Assert.Single(Scaffold.Of([smiles])));
    }

    [Fact]
    public void A_text_without_a_molecule_is_named()
    {
        var error = Assert.Throws<ArgumentException>(() => Scaffold.Of(["CCO", "C1"]));

        Assert.StartsWith("Molecule 1 (from 0) has no scaffold. Ring closure 1 is not closed", error.Message, StringComparison.Ordinal);
    }
}
