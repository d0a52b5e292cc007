namespace MolScreen.Chemistry.Tests.Molecules;

/// <summary>
/// Each step of the recipe and its report. The standard forms are those of python3-rdkit (OracleTests compares them on the
/// odd molecules, of which most of these are); the steps and names follow from the recipe by hand.
/// </summary>
public sealed class StandardizationStepTests
{
    private const MoleculeParts Parts = MoleculeParts.Smiles | MoleculeParts.Standardization;

    private const StandardizationSteps M = StandardizationSteps.Metals, G = StandardizationSteps.Groups, F = StandardizationSteps.Fragment,
        C = StandardizationSteps.Charges, T = StandardizationSteps.Tautomer, None = StandardizationSteps.None;

    [Theory]
    [InlineData("CCO", "CCO", None)]
    [InlineData("C[N+](C)(C)CC([O-])=O", "C[N+](C)(C)CC(=O)[O-]", None)]
    [InlineData("O=[N+]([O-])c1ccccc1", "O=[N+]([O-])c1ccccc1", None)]
    [InlineData("CC(=O)O[Na]", "CC(=O)O", M | F | C)]
    [InlineData("C[Mg]Br", "C[Mg]Br", None)]
    [InlineData("O[Hg]c1ccc(cc1)C(O)=O", "O=C(O)c1ccc([Hg+])cc1", M | F)]
    [InlineData("C[S@](=O)c1ccccc1", "C[S@](=O)c1ccccc1", None)]
    [InlineData("C[S@+]([O-])c1ccccc1", "C[S@](=O)c1ccccc1", G)]
    [InlineData("C[S+]([O-])CC[S+](C)[O-]", "CS(=O)CCS(C)=O", G)]
    [InlineData("C[S+2]([O-])([O-])C", "CS(C)(=O)=O", G)]
    [InlineData("C[S+](C)C.[I-]", "C[S+](C)C", F)]
    [InlineData("C[P+]([O-])([O-])C", "CP(C)(=O)O", G | C)]
    [InlineData("CP([O-])(O)=O", "CP(=O)(O)O", C)]
    [InlineData("CN(C)C=CC=[N+](C)C", "CN(C)C=CC=[N+](C)C", None)]
    [InlineData("NC(C)=[OH+]", "CC(N)=O", C)]
    [InlineData("[O-]c1cc[nH+]cc1", "O=c1cc[nH]cc1", G)]
    [InlineData("Cl.NCCc1ccccc1", "NCCc1ccccc1", F)]
    [InlineData("[NH3+]CC([O-])=O", "NCC(=O)O", C)]
    public void Steps_that_change_a_molecule_are_reported(string smiles, string standard, StandardizationSteps changed)
    {
        var batch = MoleculeProcessor.Process([smiles], Parts);

        Assert.Equal(standard, Assert.Single(batch.Smiles!));
        Assert.Equal(changed, Assert.Single(batch.Standardization!).Changed);
    }

    [Theory]
    [InlineData("NCCN.Cl.Cl", "Cl hydrochloride|Cl hydrochloride")]
    [InlineData("C[NH+](C)CCc1ccccc1.[Cl-].O", "O water|[Cl-] chloride")]
    [InlineData("CCCCCCCCN.CS(=O)(=O)O", "CS(=O)(=O)O mesylate")]
    [InlineData("CCCCCCCCN.CS(=O)(=O)[O-]", "CS(=O)(=O)[O-] mesylate")]
    [InlineData("CCCCCCCCN.Cc1ccc(S(O)(=O)=O)cc1", "Cc1ccc(S(=O)(=O)O)cc1 tosylate")]
    [InlineData("CCCCCCCCCCCCN.OC(=O)/C=C\\C(O)=O", "O=C(O)/C=C\\C(=O)O maleate")]
    [InlineData("CCCCCCCCCCCCN.OC(=O)/C=C/C(O)=O", "O=C(O)/C=C/C(=O)O fumarate")]
    [InlineData("CCCCCCCCCCCCN.O[C@H]([C@@H](O)C(O)=O)C(O)=O", "O=C(O)[C@H](O)[C@@H](O)C(=O)O tartrate")]
    [InlineData("CCCCCCCCCCCCCCCN.OC(=O)CC(O)(CC(O)=O)C([O-])=O", "O=C(O)CC(O)(CC(=O)O)C(=O)[O-] citrate")]
    [InlineData("CCCCCCCCN.CS(C)=O", "CS(C)=O dimethyl sulfoxide")]
    [InlineData("CCCCCCCCN.CN(C)C=O", "CN(C)C=O dimethylformamide")]
    [InlineData("CCCCCCCCN.CC(C)=O", "CC(C)=O acetone")]
    [InlineData("CCCCCCCCN.OC(=O)C(F)(F)F", "O=C(O)C(F)(F)F trifluoroacetate")]
    [InlineData("CC(=O)O[Na]", "[Na+] sodium")]
    [InlineData("CCCCCCCCN.C1CCCCC1F", "FC1CCCCC1 ")]
    public void Removed_fragments_are_named_and_unknown_ones_keep_their_smiles(string smiles, string removed)
    {
        var report = Assert.Single(MoleculeProcessor.Process([smiles], Parts).Standardization!);

        Assert.True(report.Changed.HasFlag(F));
        Assert.Equal(removed.Split('|').Order(StringComparer.Ordinal), report.Removed.Select(r => $"{r.Smiles} {r.Name}").Order(StringComparer.Ordinal));
    }

    /// <summary>Cyclopentadienide with one hydrogen more is no molecule that can be read.</summary>
    [Fact]
    public void A_neutral_form_that_cannot_be_read_is_refused_and_reported()
    {
        var batch = MoleculeProcessor.Process(["[cH-]1cccc1.[cH-]1cccc1.[Fe+2]"], Parts);

        Assert.Equal("c1cc[cH-]c1", Assert.Single(batch.Smiles!));
        Assert.Equal((F, C), (batch.Standardization![0].Changed, batch.Standardization[0].Refused));
    }

    [Theory]
    [InlineData("CS(=O)CCO.Cl", "CS(=O)CCO", F)]
    [InlineData("Br[Zn]Cc1ccccc1", "Br[Zn]Cc1ccccc1", None)]
    public void Bonds_stay_as_written_where_that_is_asked_for(string smiles, string standard, StandardizationSteps changed)
    {
        var batch = MoleculeProcessor.Process([smiles], Parts, new() { RewriteBonds = false });

        Assert.Equal(standard, Assert.Single(batch.Smiles!));
        Assert.Equal(changed, batch.Standardization![0].Changed);
    }

    [Fact]
    public void Molecules_as_written_have_empty_reports()
    {
        var batch = MoleculeProcessor.Process(["CC(=O)[O-].[Na+]", "C1CC", "CC"], Parts, new() { Standardize = false });

        Assert.Equal(2, batch.Standardization!.Count);
        Assert.All(batch.Standardization, report => Assert.Same(StandardizationReport.Unchanged, report));
    }

    /// <summary>More molecules than one slice, so that reports of several native results are joined.</summary>
    [Fact]
    public void Reports_keep_their_places_in_a_large_batch()
    {
        string[] smiles = [.. Enumerable.Range(0, 300).Select(i => i % 3 == 0 ? "C1CC" : i % 3 == 1 ? "NCCN.Cl.Br" : "CCO")];

        var reports = MoleculeProcessor.Process(smiles, Parts).Standardization!;

        Assert.Equal(200, reports.Count);
        for (var i = 0; i < reports.Count; i += 2)
        {
            Assert.Equal(["hydrobromide", "hydrochloride"], reports[i].Removed.Select(r => r.Name).Order(StringComparer.Ordinal));
            Assert.Empty(reports[i + 1].Removed);
        }
    }

    /// <summary>RDKit's scores: aromatic rings, then C=O; the pyridone and the ketone win.</summary>
    [Theory]
    [InlineData("Oc1ccccn1", "O=c1cccc[nH]1", T, StandardizationNotes.None)]
    [InlineData("C[C@H](N)C(O)=N", "C[C@H](N)C(N)=O", T, StandardizationNotes.None)]
    [InlineData("CC[C@H](C)C(=O)c1ccccc1", "CC[C@H](C)C(=O)c1ccccc1", None, StandardizationNotes.None)]
    [InlineData("O=C(O)/C=C/CC", "CC/C=C/C(=O)O", None, StandardizationNotes.None)]
    public void The_canonical_tautomer_keeps_stereo(string smiles, string standard, StandardizationSteps changed, StandardizationNotes notes)
    {
        var batch = MoleculeProcessor.Process([smiles], Parts, new() { Tautomer = true, TautomerTimeLimit = TimeSpan.FromMinutes(1) });

        Assert.Equal(standard, Assert.Single(batch.Smiles!));
        Assert.Equal((changed, notes), (batch.Standardization![0].Changed, batch.Standardization[0].Notes));
    }

    /// <summary>The enol's double bond has a side, for which the ketone that RDKit prefers has no place.</summary>
    [Fact]
    public void A_tautomer_that_would_lose_stereo_is_not_taken()
    {
        var batch = MoleculeProcessor.Process(["C/C(O)=C(/C)CC"], Parts, new() { Tautomer = true, TautomerTimeLimit = TimeSpan.FromMinutes(1) });

        Assert.Equal(StandardizationNotes.TautomerStereo, batch.Standardization![0].Notes);
        Assert.Equal(MoleculeProcessor.Process(["C/C(O)=C(/C)CC"], Parts).Smiles, batch.Smiles);
    }

    /// <summary>Uric-acid-like chains have thousands of tautomers, which take seconds.</summary>
    [Fact]
    public void A_molecule_that_reaches_the_time_limit_keeps_its_form_and_says_so()
    {
        const string Many = "N=C1NC(=N)C(=N)C(=N)C1=C1C(=N)NC(=N)C(=N)C1=N";
        var batch = MoleculeProcessor.Process([Many], Parts, new() { Tautomer = true, TautomerTimeLimit = TimeSpan.FromMilliseconds(1) });

        Assert.Equal(StandardizationNotes.TautomerTimeLimit, batch.Standardization![0].Notes);
        Assert.Equal(MoleculeProcessor.Process([Many], Parts).Smiles, batch.Smiles);
    }
}
