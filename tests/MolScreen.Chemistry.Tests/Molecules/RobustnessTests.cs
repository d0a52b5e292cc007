using MolScreen.Chemistry.Alerts;
using MolScreen.Chemistry.Depiction;
using MolScreen.Chemistry.Native;
using MolScreen.Testing;

namespace MolScreen.Chemistry.Tests.Molecules;

/// <summary>Runs alone: it counts native objects of the whole process.</summary>
[CollectionDefinition(nameof(RobustnessTests), DisableParallelization = true)]
[Collection(nameof(RobustnessTests))]
public sealed class RobustnessTests
{
    private const MoleculeParts All = MoleculeParts.Smiles | MoleculeParts.Graph | MoleculeParts.Fingerprint | MoleculeParts.Properties | MoleculeParts.Alerts;
    private const string Alphabet = "CNOPSFIBrclnos[]()=#-+@/\\%123456789.*HX~:$>|{}&,;!? \t\0aeZ\u00e9\ufffd";

    [Fact]
    public void Fifty_thousand_mutated_smiles_are_molecules_or_refusals_with_a_reason() => Fuzz(20221103, 50_000);

    [LongFact]
    public void A_million_mutated_smiles_are_molecules_or_refusals_with_a_reason()
    {
        for (var seed = 1; seed <= 20; seed++)
        {
            Fuzz(seed, 50_000);
        }
    }

    private static void Fuzz(int seed, int count)
    {
        var random = new Random(seed);
        var seeds = RdkitOracle.All;
        foreach (var mutants in Enumerable.Range(0, count).Select(_ => Mutate(seeds[random.Next(seeds.Length)].Smiles, random)).Chunk(5_000))
        {
            var batch = MoleculeProcessor.Process(mutants, All);

            Assert.Equal(mutants.Length, batch.Count);
            Assert.InRange(batch.Accepted.Length, mutants.Length / 10, mutants.Length * 9 / 10);
            for (var i = 0; i < batch.Count; i++)
            {
                Assert.True(batch.Status[i] is not (MoleculeStatus.Internal or MoleculeStatus.Timeout), $"{mutants[i]}: {batch.Status[i]}, {batch.Messages[i]}");
                Assert.Equal(batch.Status[i] == MoleculeStatus.Ok, batch.Messages[i].Length == 0);
            }

            Assert.All(batch.Properties!, value => Assert.True(float.IsFinite(value)));
            AssertGraphsAddUp(batch.Graphs!);
        }
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

        // A lane that another test made the library give up frees its result when its molecule is done.
        Assert.True(SpinWait.SpinUntil(() => NativeChemistry.LiveHandles() == 0, TimeSpan.FromMinutes(1)), "native objects are left");
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

    /// <summary>Text in, text packed, the arrays of the result, and next to nothing else: no object of its own for a molecule.</summary>
    [Fact]
    public void A_molecule_costs_the_managed_side_little_more_than_its_arrays()
    {
        string[] smiles = [.. RdkitOracle.All.Where(m => !m.Error).Select(m => m.Smiles).Take(4_096)];
        var options = new ProcessingOptions { Standardize = false, Threads = 1 };
        MoleculeProcessor.Process(smiles, MoleculeParts.Graph, options);

        var before = GC.GetTotalAllocatedBytes(precise: true);
        var graphs = MoleculeProcessor.Process(smiles, MoleculeParts.Graph, options).Graphs!;
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;

        var kept = (4L * graphs.Count) + ((GraphArrays.CodesPerAtom + 4L) * graphs.AtomMasses.Length)
            + ((GraphArrays.CodesPerBond + 4L) * graphs.BondEnds.Length / 2);
        var text = smiles.Sum(s => (long)s.Length);

        // Status, message, position and text offset take 21 bytes of each molecule; the rest is a slice's, shared by 32.
        Assert.InRange((allocated - kept - text) / (double)smiles.Length, 0, 48);
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
            switch (random.Next(6))
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
                case 3 when text.Count < 2_000:
                    text.InsertRange(at, RdkitOracle.All[random.Next(RdkitOracle.All.Length)].Smiles);
                    break;
                case 4 when text.Count < 500:
                    text.AddRange(Enumerable.Repeat(text.ToArray(), random.Next(1, 5)).SelectMany(part => part).ToList());
                    break;
                default:
                    text.Insert(at, Alphabet[random.Next(Alphabet.Length)]);
                    break;
            }
        }

        return new string([.. text]);
    }
}
