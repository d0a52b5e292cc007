using MolScreen.Gnn.Explanation;
using MolScreen.Gnn.Network;
using MolScreen.Gnn.Tests.Network;
using static TorchSharp.torch;

namespace MolScreen.Gnn.Tests.Explanation;

public sealed class NetworkAttributorTests
{
    private static readonly TaskDescription Number = new() { Name = "y" }, Class = new() { Name = "y", Kind = TaskKind.Classification };

    /// <summary>
    /// With one hidden unit, one step, and a PReLU of slope 1, f = m + s u Σ_v (c·x_v + d Σ_{edges from v} (a·x_v + b·e)) / 100: an atom
    /// contributes s u (c + d · degree · a)·x_v / 100, a bond twice s u d (b·e) / 100.
    /// </summary>
    [Fact]
    public void A_linear_network_s_contributions_are_its_weights_times_its_features()
    {
        var architecture = new NetworkArchitecture { Hidden = 1, Depth = 1, FfnLayers = 0, Activation = Activation.Prelu };
        var weights = ForwardTests.RandomWeights(architecture, 3) with { MessageSlope = 1 };
        var graph = Oracle.Graphs.Select([12]);
        using var attributor = new NetworkAttributor([weights], architecture, [Number]);

        var found = attributor.Of(new MoleculeInputs(graph), null, 0, CancellationToken.None);

        var layout = FeatureLayout.Named(graph.Layout);
        Span<int> columns = stackalloc int[8];
        var scale = weights.TargetScale[0] * weights.FeedForward[0].Weight[0] / 100;
        var pass = weights.Output.Weight[layout.AtomFeatures];
        var expected = new double[graph.AtomCounts[0]];
        for (var atom = 0; atom < expected.Length; atom++)
        {
            var count = layout.AtomColumns(graph.AtomCodes.AsSpan(atom * 7, 7), columns);
            var degree = graph.BondEnds.Count(end => end == atom);
            double Row(int column) => weights.Output.Weight[column] + (pass * degree * weights.Input.Weight[column]);
            expected[atom] = 0.01 * graph.AtomMasses[atom] * Row(layout.MassColumn);
            for (var i = 0; i < count; i++)
            {
                expected[atom] += Row(columns[i]);
            }
        }

        for (var bond = 0; bond < graph.BondCounts[0]; bond++)
        {
            var count = FeatureLayout.BondColumns(graph.BondCodes.AsSpan(bond * 4, 4), columns);
            for (var i = 0; i < count; i++)
            {
                var share = pass * weights.Input.Weight[layout.AtomFeatures + columns[i]];
                expected[graph.BondEnds[2 * bond]] += share;
                expected[graph.BondEnds[(2 * bond) + 1]] += share;
            }
        }

        Assert.All(expected, (value, atom) => Assert.Equal(scale * value, found.Atoms[atom], 1e-5));
        Assert.Equal(0, found.Error, 1e-5);
    }

    public static TheoryData<NetworkArchitecture, bool> Networks => new()
    {
        { new NetworkArchitecture { Hidden = 10, FfnHidden = 8, AggregationNorm = 5, Activation = Activation.Tanh, FfnActivation = Activation.Tanh, Descriptors = 3 }, true },
        { new NetworkArchitecture { Hidden = 10, FfnHidden = 8, AggregationNorm = 5, Bias = true, Undirected = true, BatchNorm = true, Descriptors = 3 }, false },
        { new NetworkArchitecture { Hidden = 12, FfnHidden = 8, AggregationNorm = 5, Depth = 4 }, true },
    };

    /// <summary>Central differences of 0.02 at the middle of 100 pieces of the path; in single precision they are good to some 1e-4 each.</summary>
    [Theory]
    [MemberData(nameof(Networks))]
    public void Contributions_are_the_integrals_of_finite_differences(NetworkArchitecture architecture, bool isClass)
    {
        var weights = ForwardTests.RandomWeights(architecture, 11) with { TargetMean = [0], TargetScale = [1] };
        var inputs = ForwardTests.RandomInputs(architecture.Descriptors, [8]);
        using var attributor = new NetworkAttributor([weights], architecture, [isClass ? Class : Number]);

        var found = attributor.Of(inputs, null, 0, CancellationToken.None);

        const int pieces = 100;
        const float step = 0.01f;
        int atoms = inputs.Graphs.AtomCounts[0], bonds = inputs.Graphs.BondCounts[0];
        using var network = new Dmpnn(architecture);
        network.Load(weights);
        network.eval();
        double Value(float[] s)
        {
            using var scope = NewDisposeScope();
            using var batch = new GraphBatch(inputs.Graphs, inputs.Graphs.Offsets(), [0], CPU, weights.Scaled(inputs), distinct: true);
            batch.Scale(tensor(s[..atoms], [atoms, 1]), tensor(s[atoms..^1], [bonds, 1]), tensor(s[^1..], [1, 1]));
            var output = network.call(batch);
            return (isClass ? output.sigmoid() : output).item<float>();
        }

        double Slope(float t, int factor)
        {
            var s = Enumerable.Repeat(t, atoms + bonds + 1).ToArray();
            s[factor] = t + step;
            var up = Value(s);
            s[factor] = t - step;
            return (up - Value(s)) / (2 * step);
        }

        double Integral(int factor) => Enumerable.Range(0, pieces).Average(piece => Slope((piece + 0.5f) / pieces, factor));
        var first = Integral(0) + (Enumerable.Range(0, bonds).Where(bond => inputs.Graphs.BondEnds[2 * bond] == 0 || inputs.Graphs.BondEnds[(2 * bond) + 1] == 0).Sum(bond => Integral(atoms + bond)) / 2);
        Assert.Equal(first, found.Atoms[0], 5e-4);
        Assert.Equal(architecture.Descriptors == 0 ? 0 : Integral(atoms + bonds), found.Descriptors, 5e-4);
        Assert.Equal(Value([.. Enumerable.Repeat(0f, atoms + bonds + 1)]), found.Baseline, 1e-5);
        Assert.InRange(Math.Abs(found.Error), 0, NetworkAttributor.Tolerance);
    }

    /// <summary>The trained network of the oracle, with its 300 hidden units, and a molecule of one atom.</summary>
    [Fact]
    public void A_trained_network_s_integrals_are_complete()
    {
        using var attributor = new NetworkAttributor([Oracle.Weights], Oracle.Architecture, [Number]);
        foreach (var i in new[] { 0, 17, 60, 133 })
        {
            var found = attributor.Of(new MoleculeInputs(Oracle.Graphs.Select([i])), null, 0, CancellationToken.None);
            Assert.Equal(Oracle.Predictions[i], found.Value, 1e-4);
            Assert.InRange(Math.Abs(found.Error), 0, NetworkAttributor.Tolerance * Math.Max(1, Math.Abs(found.Value)));
        }

        var methane = new MoleculeGraphs(FeatureLayout.ChempropV2, [1], [0], [5, 4, 4, 0, 4, 4, 0], [12.011f], [], []);
        Assert.InRange(Math.Abs(attributor.Of(new MoleculeInputs(methane), null, 0, CancellationToken.None).Error), 0, NetworkAttributor.Tolerance);
    }
}
