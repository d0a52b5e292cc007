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

    [Fact]
    public void Threads_change_no_bit()
    {
        var inputs = new MoleculeInputs(Oracle.Graphs);
        float[] one = new float[inputs.Count], three = new float[inputs.Count];
        new FusedForwardPass(Oracle.Weights, Oracle.Architecture, threads: 1).Predict(inputs, one, readouts: null, CancellationToken.None);
        new FusedForwardPass(Oracle.Weights, Oracle.Architecture, threads: 3).Predict(inputs, three, readouts: null, CancellationToken.None);
        Assert.Equal(one, three);
        Assert.All(one.Zip(Engine(Oracle.Weights, Oracle.Architecture, Oracle.Graphs)), p => Assert.Equal(p.Second, p.First, Tolerance));
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

    /// <summary>
    /// Every variant that a checkpoint of chemprop can have: each activation in both places with each aggregation, and the
    /// switches, depths, layers, tasks and descriptors turned on in all their combinations over the rows.
    /// </summary>
    public static TheoryData<NetworkArchitecture> Variants
    {
        get
        {
            var variants = new TheoryData<NetworkArchitecture>();
            var row = 0;
            foreach (var activation in Enum.GetValues<Activation>())
            {
                foreach (var aggregation in Enum.GetValues<Aggregation>())
                {
                    for (var switches = 0; switches < 16; switches++, row++)
                    {
                        variants.Add(new NetworkArchitecture
                        {
                            Hidden = 7 + (row % 14),
                            FfnHidden = 5 + (row % 13),
                            Activation = activation,
                            FfnActivation = (Activation)(row / 5 % 6),
                            Aggregation = aggregation,
                            AggregationNorm = 10 + row,
                            Bias = (switches & 1) != 0,
                            Undirected = (switches & 2) != 0,
                            BatchNorm = (switches & 4) != 0,
                            Descriptors = (switches & 8) != 0 ? 1 + (row % 19) : 0,
                            Depth = 1 + (row % 6),
                            FfnLayers = row / 3 % 4,
                            Tasks = row % 2 == 0 ? 1 : 3,
                        });
                    }
                }
            }

            return variants;
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Every_variant_equals_the_equations(NetworkArchitecture architecture)
    {
        var weights = RandomWeights(architecture, 17);
        var inputs = RandomInputs(architecture.Descriptors, [0, 1, 2, 4, 6, 9, 21, 33, 57]);
        var expected = ReferenceNetwork.Predict(weights, architecture, inputs);
        AssertClose(expected, Engine(weights, architecture, inputs));
        AssertClose(expected, Torch(weights, architecture, inputs));
    }

    [Fact]
    public void A_molecule_without_atoms_has_a_vector_of_zeros()
    {
        var none = new MoleculeInputs(new MoleculeGraphs(FeatureLayout.ChempropV2, [0, 0], [0, 0], [], [], [], []));
        foreach (var aggregation in Enum.GetValues<Aggregation>())
        {
            var architecture = new NetworkArchitecture { Hidden = 8, FfnHidden = 8, Aggregation = aggregation };
            var weights = RandomWeights(architecture, 3);
            var expected = ReferenceNetwork.Predict(weights, architecture, none);
            AssertClose(expected, Engine(weights, architecture, none));
            AssertClose(expected, Torch(weights, architecture, none));
        }
    }

    [Fact]
    public void Descriptors_that_are_missing_take_the_value_stored_for_them()
    {
        var architecture = new NetworkArchitecture { Hidden = 8, FfnHidden = 8, Descriptors = 2 };
        var weights = RandomWeights(architecture, 3) with { Descriptors = new DescriptorScale([5, 7], [2, 3], [5, 0]) };
        var graphs = Oracle.Graphs.Select([9, 9]);
        var missing = Engine(weights, architecture, new MoleculeInputs(graphs) { Descriptors = new DescriptorTable([float.NaN, float.NaN, 5, 0], 2) });
        Assert.Equal(missing[1], missing[0]);
        var infinite = Engine(weights, architecture, new MoleculeInputs(graphs) { Descriptors = new DescriptorTable([float.PositiveInfinity, float.NegativeInfinity, 5, 0], 2) });
        Assert.Equal(missing, infinite);
        foreach (var wrong in new[] { new MoleculeInputs(graphs), new MoleculeInputs(graphs) { Descriptors = new DescriptorTable([1, 2, 3, 4, 5, 6], 3) } })
        {
            Assert.Contains("2 descriptors", Assert.Throws<ArgumentException>(() => Engine(weights, architecture, wrong)).Message, StringComparison.Ordinal);
        }
    }

    /// <summary>Weights as libtorch draws them; what it starts at 0 or 1 is drawn too, so that it counts.</summary>
    internal static NetworkWeights RandomWeights(NetworkArchitecture architecture, long seed)
    {
        manual_seed(seed);
        using var network = new Dmpnn(architecture);
        var random = new Random((int)seed);
        float[] Drawn(int count, double from, double to) => Enumerable.Range(0, count).Select(_ => (float)(from + (random.NextDouble() * (to - from)))).ToArray();
        var scale = architecture.Descriptors == 0
            ? null
            : new DescriptorScale(Drawn(architecture.Descriptors, -1, 1), Drawn(architecture.Descriptors, 0.5, 2), Drawn(architecture.Descriptors, -1, 1));
        var weights = network.Export(
            Enumerable.Range(0, architecture.Tasks).Select(t => t + 0.5f).ToArray(),
            Enumerable.Range(0, architecture.Tasks).Select(t => 1.5f - (0.25f * t)).ToArray(),
            scale);
        return weights with
        {
            MessageSlope = weights.MessageSlope is null ? null : 0.3f,
            FfnSlope = weights.FfnSlope is null ? null : -0.2f,
            BatchNorm = architecture.BatchNorm
                ? new BatchNormWeights(Drawn(architecture.Hidden, 0.5, 1.5), Drawn(architecture.Hidden, -1, 1), Drawn(architecture.Hidden, -0.2, 0.2), Drawn(architecture.Hidden, 0.1, 2))
                : null,
        };
    }

    /// <summary>Molecules of the oracle with descriptors drawn at random, one of them missing.</summary>
    internal static MoleculeInputs RandomInputs(int descriptors, int[] molecules)
    {
        var random = new Random(4);
        var values = Enumerable.Range(0, descriptors * molecules.Length).Select(i => i == 1 ? float.NaN : (random.NextSingle() * 4) - 2).ToArray();
        return new MoleculeInputs(Oracle.Graphs.Select(molecules)) { Descriptors = descriptors == 0 ? null : new DescriptorTable(values, descriptors) };
    }

    private static float[] Engine(NetworkWeights weights, NetworkArchitecture architecture, MoleculeGraphs graphs) =>
        Engine(weights, architecture, new MoleculeInputs(graphs));

    private static float[] Engine(NetworkWeights weights, NetworkArchitecture architecture, MoleculeInputs inputs)
    {
        var output = new float[inputs.Count * architecture.Tasks];
        new FusedNetwork(weights, architecture).Predict(inputs.Graphs, inputs.Graphs.Offsets(), weights.Scaled(inputs), 0, inputs.Count, output, []);
        return output;
    }

    private static float[] Torch(NetworkWeights weights, NetworkArchitecture architecture, MoleculeGraphs graphs) =>
        Torch(weights, architecture, new MoleculeInputs(graphs));

    private static float[] Torch(NetworkWeights weights, NetworkArchitecture architecture, MoleculeInputs inputs)
    {
        using var network = new TorchForwardPass(weights, architecture, "cpu");
        var output = new float[inputs.Count * architecture.Tasks];
        network.Predict(inputs, output, readouts: null, CancellationToken.None);
        return output;
    }

    private static void AssertClose(double[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), p => Assert.Equal(p.First, p.Second, Tolerance * Math.Max(1, Math.Abs(p.First))));
    }
}
