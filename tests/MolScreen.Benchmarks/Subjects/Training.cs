using System.Diagnostics;
using MolScreen.Benchmarks.Measuring;
using MolScreen.Chemistry;
using MolScreen.Gnn;
using MolScreen.Gnn.Network;
using MolScreen.Gnn.Training;
using MolScreen.Gnn.Training.Fused;

namespace MolScreen.Benchmarks.Subjects;

/// <summary>One epoch of the default D-MPNN, against the same network in PyTorch's operations.</summary>
public static class Training
{
    private const int BatchSize = 64, Seed = 1;
    private const double LearningRate = 1e-3;

    /// <summary>Features are computed before, on every side; batches are put together in the loop. The label is the number of atoms.</summary>
    public static Benchmark Create()
    {
        var smiles = File.ReadLines(Libraries.Nci).Select(line => line.Split('\t', ' ')[0]).ToArray();
        var read = MoleculeProcessor.Process(smiles, MoleculeParts.Graph, new ProcessingOptions { Standardize = false, Threads = Environment.ProcessorCount }).Graphs!;
        var graphs = new MoleculeGraphs(read.Layout, read.AtomCounts, read.BondCounts, read.AtomCodes, read.AtomMasses, read.BondEnds, read.BondCodes);
        TaskDescription[] tasks = [new() { Name = "atoms" }];
        var data = new TrainingData { Inputs = new MoleculeInputs(graphs), Targets = Array.ConvertAll(graphs.AtomCounts, atoms => atoms / 20f) };
        Contender Ours(string name, int workers) => new(name, () =>
        {
            using var network = new ProcessorNetwork(data, tasks, FusedTrainingState.Draw(new NetworkArchitecture(), Seed), null, workers);
            return Epoch(data, network);
        });
        return new Benchmark(
            "training",
            "one epoch of chemprop's default D-MPNN in batches of 64, NCI first 5,000 molecules, features computed before",
            "molecules",
            graphs.Count,
            [
                Contender.Python("PyTorch loop, one thread", "torch_training.py", Libraries.Nci, "1"),
                Contender.Python("PyTorch loop, all cores", "torch_training.py", Libraries.Nci, $"{Environment.ProcessorCount}"),
                new Contender("MolScreen's network in libtorch, one thread", () =>
                {
                    using var network = new TorchNetwork(data, new TrainingOptions { Name = "atoms", Tasks = tasks }, new NetworkArchitecture(), null, Seed, "cpu");
                    return Epoch(data, network);
                }),
                Ours("MolScreen, one thread", 1),
                Ours("MolScreen, all cores", Environment.ProcessorCount),
            ]);
    }

    private static double Epoch(TrainingData data, ITrainableNetwork network)
    {
        var order = Enumerable.Range(0, data.Count).ToArray();
        new Random(Seed).Shuffle(order);
        var clock = Stopwatch.StartNew();
        foreach (var rows in order.Chunk(BatchSize))
        {
            network.Step(rows, Array.ConvertAll(rows, row => data.Targets[row]), Array.ConvertAll(rows, _ => 1f), LearningRate);
        }

        return clock.Elapsed.TotalSeconds;
    }
}
