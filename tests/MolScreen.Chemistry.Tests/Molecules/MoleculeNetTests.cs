using MolScreen.Chemistry.Input;
using MolScreen.Testing;

namespace MolScreen.Chemistry.Tests.Molecules;

/// <summary>Exact agreement with python3-rdkit on the molecules of MoleculeNet, asked live.</summary>
public sealed class MoleculeNetTests
{
    [DataSetFact]
    public async Task Five_thousand_molecules_of_every_set_are_read_as_RDKit_reads_them()
    {
        var all = Molecules();
        var sample = Enumerable.Range(0, 5_000).Select(i => all[(int)((long)i * all.Count / 5_000)]).ToList();

        Assert.Empty(await Differences(sample));
    }

    /// <summary>Some 150,000 molecules, in two halves at a time.</summary>
    [LongDataSetFact]
    public async Task Every_molecule_is_read_as_RDKit_reads_it()
    {
        var all = Molecules();
        var half = all.Count / 2;

        var differences = await Task.WhenAll(Differences(all[..half]), Differences(all[half..]));

        Assert.Empty(differences.SelectMany(found => found));
    }

    private static async Task<List<string>> Differences(List<string> smiles)
    {
        var found = new List<string>();
        foreach (var chunk in smiles.Chunk(10_000))
        {
            found.AddRange(OracleComparison.Differences(await Python.Answers<OracleMolecule>(chunk, "regenerate-molecules", "-")));
        }

        return found;
    }

    /// <summary>Every different text of every set, in the order of first appearance, the sets by name.</summary>
    private static List<string> Molecules()
    {
        var files = Directory.GetFiles(Path.Combine(Repository.Data!, "moleculenet")).Order(StringComparer.Ordinal);
        return [.. files.SelectMany(file => MoleculeFile.Read(file)).Where(record => record.Error is null).Select(record => record.Text).Distinct()];
    }
}
