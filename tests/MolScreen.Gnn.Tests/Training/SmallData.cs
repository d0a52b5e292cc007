using MolScreen.Gnn.Network;
using MolScreen.Gnn.Training;

namespace MolScreen.Gnn.Tests.Training;

/// <summary>The oracle's molecules with the number of their rings (bonds − atoms + fragments) as label, and settings that learn it in a second.</summary>
internal static class SmallData
{
    internal static TrainingData Rings { get; } = new() { Inputs = new MoleculeInputs(Oracle.Graphs), Targets = RingCounts() };

    /// <summary>The same with count fingerprints (how often each kind of atom is there, folded to 64) and two descriptors (atoms and bonds).</summary>
    internal static TrainingData Described { get; } = Rings with
    {
        Inputs = new MoleculeInputs(Oracle.Graphs)
        {
            Fingerprints = AtomCounts(),
            Descriptors = new DescriptorTable([.. Enumerable.Range(0, Oracle.Graphs.Count).SelectMany(i => new float[] { Oracle.Graphs.AtomCounts[i], Oracle.Graphs.BondCounts[i] })], 2),
        },
        DescriptorNames = ["HeavyAtomCount", "bonds"],
    };

    internal static TrainingOptions Options { get; } = new()
    {
        Name = "rings",
        Tasks = [new TaskDescription { Name = "rings", Unit = "count", Minimum = 0, Maximum = 6, HigherIsBetter = false }],
        Arms = [ArmKind.Network],
        Architecture = new NetworkArchitecture { Hidden = 32, FfnHidden = 24, Aggregation = Aggregation.Mean },
        Epochs = 5,
        BatchSize = 16,
        MaximumLearningRate = 5e-3,
        FinalLearningRate = 1e-3,
        Seed = 1,
    };

    private static CountFingerprints AtomCounts()
    {
        const int size = 64;
        var graphs = Oracle.Graphs;
        var (atoms, _) = graphs.Offsets();
        var table = new ushort[graphs.Count * size];
        for (var i = 0; i < graphs.Count; i++)
        {
            for (var v = atoms[i]; v < atoms[i + 1]; v++)
            {
                var kind = graphs.AtomCodes.AsSpan(v * MoleculeGraphs.CodesPerAtom, MoleculeGraphs.CodesPerAtom).ToArray().Aggregate(0, (sum, code) => (sum * 31) + code);
                table[(i * size) + (kind % size)]++;
            }
        }

        return CountFingerprints.Of(table, size);
    }

    private static float[] RingCounts()
    {
        var graphs = Oracle.Graphs;
        var (_, bonds) = graphs.Offsets();
        return Enumerable.Range(0, graphs.Count).Select(i =>
        {
            var fragment = Enumerable.Range(0, graphs.AtomCounts[i]).ToArray();
            int Root(int atom) => fragment[atom] == atom ? atom : Root(fragment[atom]);
            for (var b = bonds[i]; b < bonds[i + 1]; b++)
            {
                fragment[Root(graphs.BondEnds[2 * b])] = Root(graphs.BondEnds[(2 * b) + 1]);
            }

            var fragments = Enumerable.Range(0, fragment.Length).Count(atom => fragment[atom] == atom);
            return Math.Min(6f, graphs.BondCounts[i] - graphs.AtomCounts[i] + fragments);
        }).ToArray();
    }
}
