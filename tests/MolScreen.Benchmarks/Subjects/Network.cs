using System.Diagnostics;
using MolScreen.Benchmarks.Measuring;
using MolScreen.Chemistry;
using MolScreen.Gnn;
using MolScreen.Gnn.Inference;
using MolScreen.Gnn.Network;
using MolScreen.Gnn.Training.Fused;
using MolScreen.Torch.OpenBlas;

namespace MolScreen.Benchmarks.Subjects;

/// <summary>The forward pass of one default D-MPNN alone, against the time that its matrix products would take without anything around them.</summary>
public static class Network
{
    private const int Seed = 1, ProductRows = 768;

    /// <summary>Features are computed before, on every side; weights are random.</summary>
    public static Benchmark Create()
    {
        var smiles = File.ReadLines(Libraries.Nci).Select(line => line.Split('\t', ' ')[0]).ToArray();
        var read = MoleculeProcessor.Process(smiles, MoleculeParts.Graph, new ProcessingOptions { Standardize = false, Threads = Environment.ProcessorCount }).Graphs!;
        var graphs = new MoleculeGraphs(read.Layout, read.AtomCounts, read.BondCounts, read.AtomCodes, read.AtomMasses, read.BondEnds, read.BondCodes);
        var architecture = new NetworkArchitecture();
        var state = FusedTrainingState.Draw(architecture, Seed);
        var weights = state.Export(state.Values, [0f], [1f], null);
        var inputs = new MoleculeInputs(graphs);
        var outputs = new float[graphs.Count];
        Contender Ours(string name, int threads)
        {
            var network = new FusedForwardPass(weights, architecture, threads);
            return Contender.Here(name, () => network.Predict(inputs, outputs, readouts: null, CancellationToken.None));
        }

        return new Benchmark(
            "network",
            "forward pass of one default D-MPNN, NCI first 5,000 molecules, features computed before",
            "molecules",
            graphs.Count,
            [
                Contender.Python("PyTorch, one thread", "torch_network.py", Libraries.Nci),
                new Contender("OpenBLAS, the network's products written out in full, one thread", () => Products(MultiplyAdds(graphs, architecture), architecture.Hidden)),
                Ours("MolScreen, one thread", 1),
                Ours("MolScreen, all cores", Environment.ProcessorCount),
            ]);
    }

    /// <summary>What the equations ask of dense matrices: W_i and W_h an edge, W_o an atom, the feed-forward layers a molecule.</summary>
    private static double MultiplyAdds(MoleculeGraphs graphs, NetworkArchitecture architecture)
    {
        var features = Gnn.FeatureLayout.Named(graphs.Layout);
        double atoms = graphs.AtomCounts.Sum(count => count), edges = 2.0 * graphs.BondCounts.Sum(count => count), hidden = architecture.Hidden;
        return (edges * hidden * (features.AtomFeatures + features.BondFeatures + ((architecture.Depth - 1) * hidden)))
            + (atoms * hidden * (features.AtomFeatures + hidden))
            + (graphs.Count * NetworkWeights.FeedForwardShapes(architecture).Sum(shape => (double)shape.Inputs * shape.Outputs));
    }

    /// <summary>Seconds of so many multiplications and additions as products of 768 rows with hidden × hidden weights.</summary>
    private static double Products(double multiplyAdds, int hidden)
    {
        float[] rows = new float[ProductRows * hidden], weights = new float[hidden * hidden], products = new float[ProductRows * hidden];
        Array.Fill(rows, 0.5f);
        Array.Fill(weights, 0.25f);
        var count = (int)Math.Ceiling(multiplyAdds / ((double)ProductRows * hidden * hidden));
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < count; i++)
        {
            Blas.Sgemm(false, false, ProductRows, hidden, hidden, 1, rows, weights, 0, products);
        }

        return clock.Elapsed.TotalSeconds;
    }
}
