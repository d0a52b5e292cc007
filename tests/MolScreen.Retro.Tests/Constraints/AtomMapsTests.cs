using MolScreen.Retro.Constraints;

namespace MolScreen.Retro.Tests.Constraints;

public sealed class AtomMapsTests
{
    [Theory]
    [InlineData("[CH3:1][OH:2]", "1-2")]
    [InlineData("[CH3:2]C[OH:1]", "")]
    [InlineData("C[C:3](=O)[NH:7]c1ccc(O)cc1", "3-7")]
    [InlineData("[CH2:1]1CC[CH2:2]1", "1-2")]
    [InlineData("[CH2:1]%12CC[CH2:2]%12", "1-2")]
    [InlineData("C[C:1](C)([OH:2])[Cl:3]", "1-2 1-3")]
    [InlineData("[CH3:1].[CH3:2]", "")]
    [InlineData("[C@H:1](F)(Cl)[NH+:2]=[O:3]", "1-2 2-3")]
    [InlineData("CCO", "")]
    public void Bonds_between_numbered_atoms_are_found(string smiles, string expected) =>
        Assert.Equal(expected, string.Join(' ', AtomMaps.Bonds(smiles).OrderBy(bond => bond.One).ThenBy(bond => bond.Other)));

    [Fact]
    public void Only_the_wanted_numbers_stay_and_the_text_is_canonical()
    {
        // The spellings are RDKit's canonical ones.
        Assert.Equal("CCO", AtomMaps.Strip("[OH:3][CH2:2][CH3:1]"));
        Assert.Equal("CC[OH:3]", AtomMaps.Keep("[OH:3][CH2:2][CH3:1]", [3]));
        Assert.Equal("C[C@H](O)F", AtomMaps.Strip("[CH3:1][C@H:2]([OH:3])[F:4]"));
    }
}
