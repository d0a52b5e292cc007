using MolScreen.Gnn.Network;
using MolScreen.Gnn.Training;

namespace MolScreen.Gnn.Tests.Training;

/// <summary>The oracle's molecules with the number of their rings (bonds − atoms + fragments) as label, and settings that learn it in a second.</summary>
internal static class SmallData
{
    internal static TrainingData Rings { get; } = new() { Inputs = new MoleculeInputs(Oracle.Graphs), Targets = RingCounts() };

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
