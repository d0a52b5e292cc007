using System.IO.Compression;
using MolScreen.Testing;

namespace MolScreen.Chemistry.Tests.Molecules;

public sealed class InchiTests
{
    private static readonly ProcessingOptions AsWritten = new() { Standardize = false };

    /// <summary>Keys as published (PubChem, the InChI Trust's own examples), written down by hand.</summary>
    [Theory]
    [InlineData("O", "XLYOFNOQVPJJNP-UHFFFAOYSA-N")]
    [InlineData("[2H]O[2H]", "XLYOFNOQVPJJNP-ZSJDYOACSA-N")]
    [InlineData("CCO", "LFQSCWFLJHTTHZ-UHFFFAOYSA-N")]
    [InlineData("c1ccccc1", "UHOVQNZJYSORNB-UHFFFAOYSA-N")]
    [InlineData("CC(=O)Oc1ccccc1C(=O)O", "BSYNRYMUTXBXSQ-UHFFFAOYSA-N")]
    [InlineData("Cn1cnc2c1c(=O)n(C)c(=O)n2C", "RYYVLZVUVIJVGH-UHFFFAOYSA-N")]
    [InlineData("C[C@H](N)C(=O)O", "QNAYBMKLOCPYGJ-REOHCLBHSA-N")]
    [InlineData("C[C@@H](N)C(=O)O", "QNAYBMKLOCPYGJ-UWTATZPHSA-N")]
    [InlineData("OC(=O)/C=C/C(=O)O", "VZCYOOQTPOCHFL-OWOJBTEDSA-N")]
    [InlineData("OC(=O)/C=C\\C(=O)O", "VZCYOOQTPOCHFL-UPHRSURJSA-N")]
    [InlineData("CN1CCC[C@H]1c1cccnc1", "SNICXCGAKADSCV-JTQLQIEISA-N")]
    [InlineData("CC(=O)Nc1ccc(O)cc1", "RZVAJINKPMORJF-UHFFFAOYSA-N")]
    [InlineData("CC(C)Cc1ccc(cc1)C(C)C(=O)O", "HEFNNWSXXWATRW-UHFFFAOYSA-N")]
    [InlineData("C[C@]12CC[C@H]3[C@@H](CCC4=CC(=O)CC[C@]34C)[C@@H]1CC[C@@H]2O", "MUMGGOZAMZWBJJ-DYKIIFRCSA-N")]
    [InlineData("OC[C@H]1O[C@@H](O)[C@H](O)[C@@H](O)[C@@H]1O", "WQZGKKKJIJFFOK-VFUOTHLCSA-N")]
    [InlineData("CC1(C)S[C@@H]2[C@H](NC(=O)Cc3ccccc3)C(=O)N2[C@H]1C(=O)O", "JGSARLDLIJGVTE-MBNYWOFBSA-N")]
    [InlineData("CC(C)c1c(C(=O)Nc2ccccc2)c(-c2ccccc2)c(-c2ccc(F)cc2)n1CC[C@@H](O)C[C@@H](O)CC(=O)O", "XUKUURHRXDUEBC-KAYWLYCHSA-N")]
    [InlineData("CS(C)=O", "IAZDPXIOMUYVGZ-UHFFFAOYSA-N")]
    [InlineData("[Na+].[Cl-]", "FAPWRFPIFSIZLT-UHFFFAOYSA-M")]
    [InlineData("[O-]Cl(=O)(=O)=O.[Na+]", "BAZAXWOYCMUHIX-UHFFFAOYSA-M")]
    public void Published_keys_come_out(string smiles, string key)
    {
        Assert.Equal(key, Assert.Single(MoleculeProcessor.Process([smiles], MoleculeParts.Inchi, AsWritten).InchiKeys!));
    }

    /// <summary>The example of the InChI Technical Manual's cover, L-ascorbic acid.</summary>
    [Fact]
    public void The_inchi_itself_is_the_published_one()
    {
        var batch = MoleculeProcessor.Process(["OC[C@H](O)[C@H]1OC(=O)C(O)=C1O"], MoleculeParts.Inchi);

        Assert.Equal("InChI=1S/C6H8O6/c7-1-2(8)5-3(9)4(10)6(11)12-5/h2,5,7-10H,1H2/t2-,5+/m0/s1", Assert.Single(batch.Inchis!));
        Assert.Equal("CIWBSHSKHKDKBQ-JLAZNSOCSA-N", Assert.Single(batch.InchiKeys!));
    }

    /// <summary>
    /// Open Babel reads SMILES and perceives aromaticity and stereo in its own way. Of its 1,048 molecules RDKit refuses one
    /// (an oxygen with three bonds); every other key is the same.
    /// </summary>
    [Fact]
    public void Keys_are_those_of_open_babel()
    {
        var golden = Golden();
        var batch = MoleculeProcessor.Process([.. golden.Select(g => g[0])], MoleculeParts.Inchi, AsWritten);

        Assert.Equal(1048, golden.Length);
        Assert.Equal("CCO1=O=C1C2=CC=C(O2)C(C)(C)C", Assert.Single(golden.Where((_, i) => batch.Status[i] != MoleculeStatus.Ok))[0]);
        Assert.Equal(batch.Accepted.Select(i => golden[i][1]), batch.InchiKeys);
    }

    /// <summary>libinchi keeps its state in globals; calls from several threads must wait for one another.</summary>
    [Fact]
    public void Threads_do_not_disturb_one_another()
    {
        string[] smiles = [.. Golden().Select(g => g[0])];

        var one = MoleculeProcessor.Process(smiles, MoleculeParts.Inchi, AsWritten with { Threads = 1 });
        var many = MoleculeProcessor.Process(smiles, MoleculeParts.Inchi, AsWritten with { Threads = 16 });

        Assert.Equal(one.Inchis, many.Inchis);
    }

    /// <summary>Tautomers of one substance have one standard InChI, whether they are standardized or not.</summary>
    [Fact]
    public void Mobile_hydrogens_and_charges_of_a_salt_do_not_matter_after_standardization()
    {
        var batch = MoleculeProcessor.Process(["Oc1ccccn1", "O=c1cccc[nH]1", "[O-]c1ccccn1.[K+]"], MoleculeParts.Inchi);

        Assert.Equal("UBQKCCHYAOITMY-UHFFFAOYSA-N", Assert.Single(batch.InchiKeys!.Distinct()));
    }

    [Theory]
    [InlineData("C$C")]
    [InlineData("[Fe](C)(C)(C)(C)(C)(C)(C)(C)(C)(C)(C)(C)(C)(C)(C)(C)(C)(C)(C)(C)C")]
    public void A_molecule_that_inchi_cannot_describe_has_an_empty_key(string smiles)
    {
        var batch = MoleculeProcessor.Process([smiles, "CCO"], MoleculeParts.Inchi, AsWritten);

        Assert.Equal(["", "LFQSCWFLJHTTHZ-UHFFFAOYSA-N"], batch.InchiKeys!);
        Assert.Equal("", batch.Inchis![0]);
    }

    private static string[][] Golden()
    {
        using var file = new GZipStream(File.OpenRead(Repository.TestData("oracle", "openbabel_inchikeys.tsv.gz")), CompressionMode.Decompress);
        using var reader = new StreamReader(file);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t'))];
    }
}
