namespace MolScreen.Chemistry.Tests.Molecules;

public sealed class StandardizationTests
{
    [Theory]
    [InlineData("CC(=O)[O-].[Na+]", "CC(=O)O")]
    [InlineData("Cl.NCCc1ccccc1", "NCCc1ccccc1")]
    [InlineData("[NH3+]CC([O-])=O", "NCC(=O)O")]
    [InlineData("C[N+](C)(C)CC([O-])=O", "C[N+](C)(C)CC(=O)[O-]")]
    [InlineData("O=[N+]([O-])c1ccccc1", "O=[N+]([O-])c1ccccc1")]
    [InlineData("OS(=O)(=O)O.CN", "CN")]
    [InlineData("[Na+].[Cl-]", "Cl")]
    [InlineData("[C-]#N.[K+]", "C#N")]
    [InlineData("[cH-]1cccc1.[cH-]1cccc1.[Fe+2]", "c1cc[cH-]c1")]
    [InlineData("C[C@H]([NH3+])C(=O)[O-]", "C[C@H](N)C(=O)O")]
    [InlineData("F/C=C/[NH3+].[Cl-]", "N/C=C/F")]
    public void The_largest_organic_fragment_is_neutralized_and_keeps_its_stereo(string smiles, string standard)
    {
        Assert.Equal(standard, Assert.Single(MoleculeProcessor.Process([smiles], MoleculeParts.Smiles).Smiles!));
    }

    [Fact]
    public void Without_standardization_the_molecule_stays_as_written()
    {
        var batch = MoleculeProcessor.Process(["CC(=O)[O-].[Na+]"], MoleculeParts.Smiles | MoleculeParts.Graph, new() { Standardize = false });

        Assert.Equal("CC(=O)[O-].[Na+]", Assert.Single(batch.Smiles!));
        Assert.Equal(5, Assert.Single(batch.Graphs!.AtomCounts));
    }

    [Fact]
    public void Graphs_are_those_of_the_standard_form()
    {
        var salt = MoleculeProcessor.Process(["CC(=O)[O-].[Na+]"], MoleculeParts.Graph);
        var acid = MoleculeProcessor.Process(["CC(=O)O"], MoleculeParts.Graph);

        Assert.Equal(acid.Graphs!.AtomCodes, salt.Graphs!.AtomCodes);
        Assert.Equal(acid.Graphs.BondCodes, salt.Graphs.BondCodes);
    }

    [Fact]
    public void The_standard_form_of_a_standard_form_is_itself()
    {
        var once = MoleculeProcessor.Process([.. RdkitOracle.All.Select(m => m.Smiles)], MoleculeParts.Smiles);
        var twice = MoleculeProcessor.Process(once.Smiles!, MoleculeParts.Smiles);

        Assert.InRange(once.Accepted.Length, 5_100, 5_200);
        Assert.Equal(once.Smiles, twice.Smiles);
    }
}
