namespace MolScreen.Chemistry.Tests.Molecules;

/// <summary>Exact agreement with python3-rdkit on the NCI molecules and the odd ones.</summary>
public sealed class OracleTests
{
    private const MoleculeParts All = MoleculeParts.Smiles | MoleculeParts.Graph | MoleculeParts.Fingerprint | MoleculeParts.Properties;

    private static readonly Lazy<MoleculeBatch> LazyAsWritten = new(() => MoleculeProcessor.Process(
        [.. RdkitOracle.All.Select(m => m.Smiles)], All, new ProcessingOptions { Standardize = false }));

    private static readonly OracleMolecule[] Readable = [.. RdkitOracle.All.Where(m => !m.Error)];

    private static MoleculeBatch AsWritten => LazyAsWritten.Value;

    [Fact]
    public void The_same_molecules_are_refused()
    {
        Assert.Equal(
            RdkitOracle.All.Where(m => m.Error).Select(m => m.Smiles),
            RdkitOracle.All.Where((_, i) => AsWritten.Status[i] != MoleculeStatus.Ok).Select(m => m.Smiles));
    }

    [Fact]
    public void Canonical_smiles_are_the_same()
    {
        Assert.Equal(Readable.Select(m => m.Canonical), AsWritten.Smiles);
    }

    [Fact]
    public void Feature_codes_masses_and_bond_ends_are_the_same()
    {
        var graphs = AsWritten.Graphs!;
        Assert.Equal("chemprop-v2", graphs.Layout);
        Assert.Equal(Readable.Select(m => (ushort)m.Masses.Length), graphs.AtomCounts);
        Assert.Equal(Readable.Select(m => (ushort)(m.Ends.Length / 2)), graphs.BondCounts);
        Assert.Equal(Readable.SelectMany(m => Convert.FromHexString(m.Atoms)), graphs.AtomCodes);
        Assert.Equal(Readable.SelectMany(m => Convert.FromHexString(m.Bonds)), graphs.BondCodes);
        Assert.Equal(Readable.SelectMany(m => m.Ends), graphs.BondEnds);
        Assert.Equal(Readable.SelectMany(m => m.Masses).Select(mass => (float)mass), graphs.AtomMasses);
    }

    [Fact]
    public void Morgan_fingerprints_are_the_same()
    {
        for (var i = 0; i < Readable.Length; i++)
        {
            Assert.Equal(Readable[i].Morgan, OnBits(AsWritten, i));
        }
    }

    [Fact]
    public void Morgan_fingerprints_of_another_radius_length_and_with_chirality_are_the_same()
    {
        var options = new ProcessingOptions
        {
            Standardize = false, Fingerprint = new FingerprintOptions { Radius = 3, Size = 1024, Chirality = true },
        };
        var odd = RdkitOracle.Odd.Where(m => !m.Error).ToList();
        var batch = MoleculeProcessor.Process([.. odd.Select(m => m.Smiles)], MoleculeParts.Fingerprint, options);

        for (var i = 0; i < odd.Count; i++)
        {
            Assert.Equal(odd[i].Morgan3, OnBits(batch, i));
        }
    }

    /// <summary>The same double arithmetic in the same order: exact after rounding to float32.</summary>
    [Fact]
    public void Properties_are_the_same()
    {
        for (var i = 0; i < Readable.Length; i++)
        {
            Assert.Equal(
                Readable[i].Properties.Select(value => (float)value),
                AsWritten.Properties!.AsSpan(i * MoleculeBatch.PropertyCount, MoleculeBatch.PropertyCount).ToArray());
        }
    }

    [Fact]
    public void Scaffolds_are_the_same()
    {
        Assert.Equal(Readable.Select(m => m.Scaffold), Scaffold.Of([.. Readable.Select(m => m.Smiles)]));
    }

    [Fact]
    public void Standard_forms_are_the_same()
    {
        var batch = MoleculeProcessor.Process([.. Readable.Select(m => m.Smiles)], MoleculeParts.Smiles);

        Assert.Equal(Readable.Select(m => m.Standard).OfType<string>(), batch.Smiles);
        Assert.Equal(
            Readable.Select(m => m.Standard is null ? MoleculeStatus.Unsupported : MoleculeStatus.Ok), batch.Status);
    }

    private static int[] OnBits(MoleculeBatch batch, int molecule)
    {
        var start = molecule * batch.FingerprintBytes;
        return [.. Enumerable.Range(0, batch.FingerprintBytes * 8)
            .Where(bit => (batch.Fingerprints![start + (bit / 8)] >> (bit % 8) & 1) != 0)];
    }
}
