using System.Globalization;
using MolScreen.Testing;

namespace MolScreen.Chemistry.Tests.Synthesizability;

public sealed class SaScoreTests
{
    private static readonly ProcessingOptions AsWritten = new() { Standardize = false };

    /// <summary>
    /// The reference values that come with the score, of 100 molecules of ZINC, printed with three decimals
    /// (data sets, sascore/reference_100.txt).
    /// </summary>
    [DataSetFact]
    public void The_reference_values_are_reproduced()
    {
        var rows = File.ReadLines(Path.Combine(Repository.Data!, "sascore", "reference_100.txt")).Skip(1)
            .Select(line => line.Split('\t')).ToArray();

        var batch = MoleculeProcessor.Process(Array.ConvertAll(rows, row => row[0]), MoleculeParts.Synthesizability, AsWritten);

        Assert.Equal(100, batch.SaScores!.Length);
        for (var i = 0; i < rows.Length; i++)
        {
            Assert.Equal(double.Parse(rows[i][2], CultureInfo.InvariantCulture), batch.SaScores[i], 5.1e-4);
        }
    }

    /// <summary>The same double arithmetic in the same order as RDKit's contributed sascorer.py, run by the test.</summary>
    [Fact]
    public async Task Scores_are_those_of_sascorer()
    {
        string[] smiles = [.. RdkitOracle.Odd.Select(m => m.Smiles), .. RdkitOracle.All.Select(m => m.Smiles).Where((_, i) => i % 15 == 0)];
        var expected = await PythonRdkit.Compute("sascore", smiles);

        var batch = MoleculeProcessor.Process(smiles, MoleculeParts.Synthesizability, AsWritten);

        Assert.True(batch.Accepted.Length > 450);
        for (var i = 0; i < batch.Accepted.Length; i++)
        {
            Assert.Equal(expected[batch.Accepted[i]]![0], batch.SaScores![i], 1e-9);
        }
    }

    /// <summary>Ertl and Schuffenhauer's scale: simple molecules near 1, natural products with many stereo centres high.</summary>
    [Fact]
    public void A_simple_molecule_is_easier_than_a_natural_product()
    {
        const string Erythromycin = "CC[C@@H]1[C@@]([C@@H]([C@H](C(=O)[C@@H](C[C@@]([C@@H]([C@H]([C@@H]([C@H](C(=O)O1)C)O[C@H]2C[C@@]([C@H]([C@@H](O2)C)O)(C)OC)C)O[C@H]3[C@@H]([C@H](C[C@H](O3)C)N(C)C)O)(C)O)C)C)O)(C)O";
        var scores = MoleculeProcessor.Process(["CC(=O)Oc1ccccc1C(=O)O", Erythromycin], MoleculeParts.Synthesizability).SaScores!;

        Assert.InRange(scores[0], 1, 2);
        Assert.InRange(scores[1], 5, 10);
    }

    [Fact]
    public void Without_the_part_there_is_no_column()
    {
        Assert.Null(MoleculeProcessor.Process(["C"], MoleculeParts.Properties).SaScores);
    }
}
