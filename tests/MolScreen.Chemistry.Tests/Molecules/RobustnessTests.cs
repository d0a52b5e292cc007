using MolScreen.Chemistry.Alerts;
using MolScreen.Chemistry.Depiction;
using MolScreen.Chemistry.Native;

namespace MolScreen.Chemistry.Tests.Molecules;

/// <summary>Runs alone: it counts native objects of the whole process.</summary>
[CollectionDefinition(nameof(RobustnessTests), DisableParallelization = true)]
[Collection(nameof(RobustnessTests))]
public sealed class RobustnessTests
{
    private const MoleculeParts All = MoleculeParts.Smiles | MoleculeParts.Graph | MoleculeParts.Fingerprint | MoleculeParts.Properties | MoleculeParts.Alerts;
    private const string Alphabet = "CNOPSFIBrclnos[]()=#-+@/\\%123456789.*HX~:$>|{}&,;!? \t\0aeZ\u00e9\ufffd";

    [Fact]
    public void Five_thousand_mutated_smiles_are_molecules_or_refusals_with_a_reason()
    {
        var random = new Random(20221103);
        var seeds = RdkitOracle.All;
        var mutants = Enumerable.Range(0, 5_000).Select(_ => Mutate(seeds[random.Next(seeds.Length)].Smiles, random)).ToArray();

        var batch = MoleculeProcessor.Process(mutants, All);

        Assert.Equal(mutants.Length, batch.Count);
        Assert.InRange(batch.Accepted.Length, 500, 4_500);
        for (var i = 0; i < batch.Count; i++)
        {
            Assert.NotEqual(MoleculeStatus.Internal, batch.Status[i]);
            Assert.Equal(batch.Status[i] == MoleculeStatus.Ok, batch.Messages[i].Length == 0);
        }

        Assert.All(batch.Properties!, value => Assert.True(float.IsFinite(value)));
        AssertGraphsAddUp(batch.Graphs!);
    }

    [Fact]
    public void Every_native_object_is_freed()
    {
        MoleculeProcessor.Process(["CCO", "bad", "c1ccccc1"], All);
        using (var source = new CancellationTokenSource())
        {
            source.Cancel();
            Assert.ThrowsAny<OperationCanceledException>(
                () => MoleculeProcessor.Process([.. Enumerable.Repeat("CCO", 1000)], All, new() { Threads = 2 }, source.Token));
        }

        Scaffold.Of(["c1ccccc1C"]);
        MoleculeProcessor.Process(["O=C1C=CC(=O)C=C1", "bad"], MoleculeParts.Alerts);
        Assert.NotEmpty(StructuralAlert.Of(AlertCatalogs.All));
        Depictor.Draw([new DrawnMolecule("CCO"), new DrawnMolecule("bad")]);
        Assert.Throws<ArgumentException>(() => Depictor.Draw([new DrawnMolecule("CCO")], new() { Substructure = "(" }));

        Assert.Equal(0, NativeChemistry.LiveHandles());
    }

    [Fact]
    public void Graphs_of_a_thousand_batches_do_not_add_up_in_memory()
    {
        string[] smiles = [.. Enumerable.Repeat("CC(=O)Oc1ccccc1C(=O)O", 64)];
        void Run(int times)
        {
            for (var i = 0; i < times; i++)
            {
                MoleculeProcessor.Process(smiles, MoleculeParts.Graph, new() { Threads = 1 });
            }
        }

        Run(50);
        GC.Collect();
        var before = Environment.WorkingSet;
        Run(200);
        GC.Collect();

        // 12,800 molecules of some 10 kB each would be 128 MB.
        Assert.InRange(Environment.WorkingSet - before, long.MinValue, 48L << 20);
    }

    private static void AssertGraphsAddUp(GraphArrays graphs)
    {
        var bond = 0;
        for (var i = 0; i < graphs.Count; i++)
        {
            for (var end = bond + graphs.BondCounts[i]; bond < end; bond++)
            {
                Assert.True(graphs.BondEnds[2 * bond] < graphs.AtomCounts[i] && graphs.BondEnds[(2 * bond) + 1] < graphs.AtomCounts[i]);
            }
        }

        Assert.Equal(graphs.BondCodes.Length, bond * GraphArrays.CodesPerBond);
        Assert.Equal(graphs.AtomCodes.Length, graphs.AtomCounts.Sum(c => c) * GraphArrays.CodesPerAtom);
    }

    private static string Mutate(string smiles, Random random)
    {
        var text = new List<char>(smiles);
        for (var left = random.Next(1, 4); left > 0; left--)
        {
            var at = random.Next(text.Count + 1);
            switch (random.Next(4))
            {
                case 0 when at < text.Count:
                    text.RemoveAt(at);
                    break;
                case 1 when at < text.Count:
                    text[at] = Alphabet[random.Next(Alphabet.Length)];
                    break;
                case 2 when at < text.Count:
                    text.AddRange(text.GetRange(at, text.Count - at));
                    break;
                default:
                    text.Insert(at, Alphabet[random.Next(Alphabet.Length)]);
                    break;
            }
        }

        return new string([.. text]);
    }
}
