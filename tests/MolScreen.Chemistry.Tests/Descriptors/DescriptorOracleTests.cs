using System.Globalization;
using MolScreen.Chemistry.Input;
using MolScreen.Testing;

namespace MolScreen.Chemistry.Tests.Descriptors;

/// <summary>
/// Agreement with python3-rdkit, every descriptor of every molecule. The one difference is Ipc beyond 64 atoms: RDKit's own
/// value is rounding error from some 75 atoms on (2·10²⁰ for 6.5·10¹⁸), so the script computes it there in whole numbers of any size.
/// </summary>
public sealed class DescriptorOracleTests
{
    /// <summary>
    /// Most values are equal to the last bit. Sums whose order differs (connectivity over paths, Ipc, BCUT eigenvalues) are off by
    /// a few hundred units in the last place at most (2⁻⁵² × atoms × paths, under 1e-11); 1e-9 leaves a margin of a hundred.
    /// </summary>
    private const double Relative = 1e-9;

    /// <summary>For values that are zero but for rounding: sums of terms of order 1 to 100, exact to 1e-14 of those.</summary>
    private const double Absolute = 1e-11;

    [Fact]
    public async Task Names_and_their_order_are_the_same()
    {
        Assert.Equal(await PythonRdkit.DescriptorNames(), DescriptorSet.Names);
        Assert.Equal(208, DescriptorSet.Names.Count);
    }

    [Fact]
    public Task Odd_molecules_have_the_same_descriptors() => Same([.. RdkitOracle.Odd.Select(m => m.Smiles)]);

    [Fact]
    public Task Nci_molecules_have_the_same_descriptors() => Same(Every(10, RdkitOracle.All.Select(m => m.Smiles)));

    /// <summary>Large, ring-rich and odd in ways that the other sets are not.</summary>
    [Fact]
    public Task Large_and_caged_molecules_have_the_same_descriptors() => Same(
    [
        "CCC1C(=O)N(CC(=O)N(C(C(=O)NC(C(=O)N(C(C(=O)NC(C(=O)NC(C(=O)N(C(C(=O)N(C(C(=O)N(C(C(=O)N(C(C(=O)N1)C(C(C)CC=CC)O)C)C(C)C)C)CC(C)C)C)CC(C)C)C)C)C)CC(C)C)C)C(C)C)CC(C)C)C)C",
        string.Concat(Enumerable.Repeat("CCO", 40)),
        string.Concat(Enumerable.Repeat("NC(C)C(=O)", 30)) + "O",
        "c12c3c4c5c1c1c6c7c2c2c8c3c3c9c4c4c%10c5c5c1c1c6c6c%11c7c2c2c7c8c3c3c8c9c4c4c9c%10c5c5c1c1c6c6c%11c2c2c7c3c3c8c4c4c9c5c1c1c6c2c3c41",
        "C1CC2CC3CC4CC5CC6CC7CCC1CC2CC3CC4CC5CC6C7",
        "[H]C([H])([H])C([2H])([H])O[H]",
        "C1CC1C1CC1C1CCC1",
        "C12C3C1C23",
    ]);

    [LongFact]
    public Task Other_nci_molecules_have_the_same_descriptors() => Same(Every(10, RdkitOracle.All.Select(m => m.Smiles).Skip(5)));

    [LongDataSetFact]
    public async Task MoleculeNet_molecules_have_the_same_descriptors()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Data!, "moleculenet")).Order(StringComparer.Ordinal))
        {
            var records = MoleculeFile.Read(file).Where(record => record.Error is null).Select(record => record.Text);
            await Same(Every(10, records));
        }
    }

    [Fact]
    public void They_do_not_depend_on_threads()
    {
        var smiles = Every(20, RdkitOracle.All.Select(m => m.Smiles));

        var one = MoleculeProcessor.Process(smiles, MoleculeParts.Descriptors, new ProcessingOptions { Threads = 1 });
        var four = MoleculeProcessor.Process(smiles, MoleculeParts.Descriptors, new ProcessingOptions { Threads = 4 });

        Assert.Equal(one.Descriptors!, four.Descriptors!);
    }

    [Fact]
    public void A_name_finds_its_value()
    {
        var batch = MoleculeProcessor.Process(["C", "CC(=O)O"], MoleculeParts.Descriptors);

        // Two oxygens and two carbons; C2H4O2 has 24 valence electrons.
        Assert.Equal(4, DescriptorSet.Of(batch, 1)[DescriptorSet.IndexOf("HeavyAtomCount")]);
        Assert.Equal(24, DescriptorSet.Of(batch, 1)[DescriptorSet.IndexOf("NumValenceElectrons")]);
        Assert.Equal(-1, DescriptorSet.IndexOf("molwt"));
    }

    private static string[] Every(int step, IEnumerable<string> smiles) => [.. smiles.Where((_, i) => i % step == 0)];

    private static async Task Same(string[] smiles)
    {
        var expected = await PythonRdkit.Compute("descriptors", smiles);
        var options = new ProcessingOptions { Standardize = false, MaxHeavyAtoms = ProcessingOptions.HighestMaxHeavyAtoms };
        var batch = MoleculeProcessor.Process(smiles, MoleculeParts.Descriptors, options);

        List<string> differences = [];
        var compared = 0;
        for (var i = 0; i < batch.Accepted.Length; i++)
        {
            var (got, wanted) = (DescriptorSet.Of(batch, i).ToArray(), expected[batch.Accepted[i]]!);
            differences.AddRange(DescriptorSet.Names
                .Where((_, d) => !Agree(wanted[d], got[d]))
                .Select(name => (name, d: DescriptorSet.IndexOf(name)))
                .Select(at => string.Create(CultureInfo.InvariantCulture, $"{at.name} of {smiles[batch.Accepted[i]]}: {got[at.d]:R}, not {wanted[at.d]:R}")));
            compared++;
        }

        Assert.True(differences.Count == 0, $"{differences.Count} differences:\n{string.Join('\n', differences.Take(20))}");
        Assert.Equal(expected.Count(values => values is not null), compared);
    }

    private static bool Agree(double wanted, double got) =>
        wanted.Equals(got) || Math.Abs(wanted - got) <= Absolute + (Relative * Math.Abs(wanted));
}
