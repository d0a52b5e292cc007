using MolScreen.Gnn.Inference;
using MolScreen.Gnn.Network;
using static TorchSharp.torch;

namespace MolScreen.Gnn.Tests.Network;

/// <summary>One forward pass, three ways: the equations, the trained network and the fused engine.</summary>
public sealed class ForwardTests
{
    /// <summary>Single precision over sums of a few hundred terms.</summary>
    private const double Tolerance = 1e-5;

    public static TheoryData<NetworkArchitecture> Architectures =>
    [
        new NetworkArchitecture { Hidden = 24, FfnHidden = 20 },
        new NetworkArchitecture { Hidden = 16, FfnHidden = 7, Aggregation = Aggregation.Mean, Tasks = 3 },
        new NetworkArchitecture { Hidden = 33, FfnHidden = 40, FfnLayers = 3, Aggregation = Aggregation.Sum, Depth = 5 },
        new NetworkArchitecture { Hidden = 20, FfnLayers = 0, Depth = 1, Tasks = 2 },
    ];

    [Theory]
    [MemberData(nameof(Architectures))]
    public void The_network_and_the_engine_equal_the_equations(NetworkArchitecture architecture)
    {
        var weights = RandomWeights(architecture, 11);
        var graphs = Oracle.Graphs.Select(Enumerable.Range(0, 60).ToArray());
        var expected = ReferenceNetwork.Predict(weights, architecture, graphs);
        AssertClose(expected, Engine(weights, architecture, graphs));
        AssertClose(expected, Torch(weights, architecture, graphs));
    }

    [Fact]
    public void The_default_network_equals_the_equations()
    {
        var graphs = Oracle.Graphs.Select([0, 1, 2, 7, 9, 50]);
        AssertClose(ReferenceNetwork.Predict(Oracle.Weights, Oracle.Architecture, graphs), Engine(Oracle.Weights, Oracle.Architecture, graphs));
    }

    /// <summary>chemprop 2.2.4's own predictions with its own weights; 1e-4 since its features were rounded for the file.</summary>
    [Fact]
    public void Chemprops_weights_give_chemprops_predictions()
    {
        var expected = Oracle.Predictions;
        Assert.Equal(200, expected.Length);
        Assert.All(expected.Zip(Engine(Oracle.Weights, Oracle.Architecture, Oracle.Graphs)), p => Assert.Equal(p.First, p.Second, 1e-4));
        Assert.All(expected.Zip(Torch(Oracle.Weights, Oracle.Architecture, Oracle.Graphs)), p => Assert.Equal(p.First, p.Second, 1e-4));
    }

    [Fact]
    public void A_molecule_alone_scores_as_in_a_batch_of_256()
    {
        var graphs = Oracle.Graphs.Select(Enumerable.Range(0, 256).Select(i => i % 200).ToArray());
        var together = Engine(Oracle.Weights, Oracle.Architecture, graphs);
        Assert.Equal(256, together.Length);
        for (var i = 0; i < 256; i++)
        {
            Assert.Equal(together[i], Engine(Oracle.Weights, Oracle.Architecture, graphs.Select([i]))[0], Tolerance);
        }
    }

    /// <summary>3000 atoms, each of a kind of its own, are more than a block and more than the table of kinds hold.</summary>
    [Fact]
    public void Molecules_without_bonds_score_together_as_alone()
    {
        const int count = 3000;
        var carbon = Oracle.Graphs.AtomCodes.AsSpan(0, MoleculeGraphs.CodesPerAtom).ToArray();
        var architecture = new NetworkArchitecture { Hidden = 16, FfnHidden = 8 };
        var weights = RandomWeights(architecture, 5);
        var graphs = new MoleculeGraphs(
            Oracle.Graphs.Layout,
            [.. Enumerable.Repeat((ushort)1, count)],
            new ushort[count],
            [.. Enumerable.Repeat(carbon, count).SelectMany(codes => codes)],
            [.. Enumerable.Range(0, count).Select(i => 1 + (i * 0.1f))],
            [],
            []);
        graphs.Validate();
        var together = Engine(weights, architecture, graphs);
        Assert.InRange(together.Distinct().Count(), count / 2, count);
        for (var i = 0; i < count; i++)
        {
            Assert.Equal(Engine(weights, architecture, graphs.Select([i]))[0], together[i], Tolerance);
        }
    }

    [Fact]
    public void The_default_network_has_318301_parameters()
    {
        using var network = new Dmpnn(new NetworkArchitecture());
        Assert.Equal(318_301, network.parameters().Sum(p => p.numel()));
    }

    internal static NetworkWeights RandomWeights(NetworkArchitecture architecture, long seed)
    {
        manual_seed(seed);
        using var network = new Dmpnn(architecture);
        return network.Export(
            Enumerable.Range(0, architecture.Tasks).Select(t => t + 0.5f).ToArray(),
            Enumerable.Range(0, architecture.Tasks).Select(t => 1.5f - (0.25f * t)).ToArray());
    }

    private static float[] Engine(NetworkWeights weights, NetworkArchitecture architecture, MoleculeGraphs graphs)
    {
        var output = new float[graphs.Count * architecture.Tasks];
        new FusedNetwork(weights, architecture).Predict(graphs, graphs.Offsets(), 0, graphs.Count, output);
        return output;
    }

    private static float[] Torch(NetworkWeights weights, NetworkArchitecture architecture, MoleculeGraphs graphs)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        using var network = new Dmpnn(architecture);
        network.Load(weights);
        network.eval();
        using var batch = new GraphBatch(graphs, graphs.Offsets(), Enumerable.Range(0, graphs.Count).ToArray(), CPU);
        var outputs = network.call(batch).data<float>().ToArray();
        return outputs.Select((value, i) => (value * weights.TargetScale[i % architecture.Tasks]) + weights.TargetMean[i % architecture.Tasks]).ToArray();
    }

    private static void AssertClose(double[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), p => Assert.Equal(p.First, p.Second, Tolerance * Math.Max(1, Math.Abs(p.First))));
    }
}
