using MolScreen.Chemistry;
using MolScreen.Testing;

namespace MolScreen.Cli.Tests.Library;

/// <summary>
/// The bundled library against the molecular formulas in drugs.formulas.tsv, which were written down from the
/// drugs' published descriptions, not computed. The formula is counted from our own graph features.
/// </summary>
public sealed class DrugFormulaTests
{
    /// <summary>Symbols of atomic numbers 1 to 36, then 53: the slots of the layout's first group.</summary>
    private static readonly string[] Symbols =
        ("H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr I").Split(' ');

    /// <summary>Charges in the order of the layout's third group.</summary>
    private static readonly int[] Charges = [-1, -2, 1, 2, 0];

    [Fact]
    public void Every_drug_has_its_published_formula()
    {
        var published = File.ReadLines(Repository.TestData("library", "drugs.formulas.tsv")).Skip(1)
            .Select(line => line.Split('\t'))
            .ToDictionary(cells => cells[0], cells => cells[1]);
        var drugs = File.ReadLines(Repository.TestData("library", "drugs.smi")).Select(line => line.Split('\t')).ToList();

        var batch = MoleculeProcessor.Process([.. drugs.Select(d => d[0])], MoleculeParts.Graph, new ProcessingOptions { Standardize = false });

        Assert.All(batch.Status, status => Assert.Equal(MoleculeStatus.Ok, status));
        var counted = Formulas(batch.Graphs!);
        var wrong = drugs.Select((drug, i) => (Name: drug[1], Counted: counted[i], Published: published[drug[1]]))
            .Where(row => row.Counted != row.Published);
        Assert.Empty(wrong);
        Assert.Equal(published.Keys.Order(), drugs.Select(d => d[1]).Order());
    }

    [Fact]
    public void No_drug_stands_twice()
    {
        var smiles = File.ReadLines(Repository.TestData("library", "drugs.smi")).Select(line => line.Split('\t')[0]).ToList();

        var batch = MoleculeProcessor.Process(smiles, MoleculeParts.Smiles, new ProcessingOptions { Standardize = false });

        Assert.True(batch.Smiles!.Length >= 200);
        Assert.Equal(batch.Smiles!.Length, batch.Smiles.Distinct().Count());
    }

    private static List<string> Formulas(GraphArrays graphs)
    {
        var formulas = new List<string>();
        var atom = 0;
        foreach (var atoms in graphs.AtomCounts)
        {
            var counts = new Dictionary<string, int>();
            var charge = 0;
            for (var end = atom + atoms; atom < end; atom++)
            {
                var codes = graphs.AtomCodes.AsSpan(atom * GraphArrays.CodesPerAtom, GraphArrays.CodesPerAtom);
                counts[Symbols[codes[0]]] = counts.GetValueOrDefault(Symbols[codes[0]]) + 1;
                counts["H"] = counts.GetValueOrDefault("H") + codes[4];
                charge += Charges[codes[2]];
            }

            formulas.Add(Hill(counts, charge));
        }

        return formulas;
    }

    /// <summary>Hill's order: carbon, hydrogen, then alphabetical; a charge at the end.</summary>
    private static string Hill(Dictionary<string, int> counts, int charge)
    {
        var order = counts.Where(c => c.Value > 0).OrderBy(c => c.Key switch { "C" => 0, "H" => 1, _ => 2 }).ThenBy(c => c.Key, StringComparer.Ordinal);
        var sign = charge switch { 0 => "", 1 => "+", -1 => "-", > 0 => $"+{charge}", _ => $"{charge}" };
        return string.Concat(order.Select(c => c.Value == 1 ? c.Key : $"{c.Key}{c.Value}")) + sign;
    }
}
