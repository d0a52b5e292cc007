using MolScreen.Gnn.Inference;
using MolScreen.Gnn.Network;

namespace MolScreen.Gnn.Tests.Inference;

/// <summary>The network in libtorch, many batches of it, against the fused engine.</summary>
public sealed class TorchForwardPassTests
{
    /// <summary>Of the targets' scale: single precision over sums of a few hundred terms in another order.</summary>
    private const double Tolerance = 1e-5;

    /// <summary>1,300 molecules are two whole batches of the processor's 512 and a part of one.</summary>
    private static readonly int[] molecules = [.. Enumerable.Range(0, 1300).Select(i => (i * 7) % 200)];

    [Fact]
    public void Batches_packed_ahead_give_the_engines_outputs_in_order()
    {
        var architecture = new NetworkArchitecture { Hidden = 24, FfnHidden = 20, Tasks = 3, Descriptors = 5 };
        var weights = Network.ForwardTests.RandomWeights(architecture, 3);
        var inputs = Network.ForwardTests.RandomInputs(architecture.Descriptors, molecules);
        float[] expected = new float[molecules.Length * 3], actual = new float[expected.Length];
        new FusedForwardPass(weights, architecture, threads: 1).Predict(inputs, expected, readouts: null, CancellationToken.None);
        using var network = new TorchForwardPass(weights, architecture, "cpu");
        network.Predict(inputs, actual, readouts: null, CancellationToken.None);

        AssertClose(expected, actual, weights);
        Assert.False(network.Rounds);
    }

    /// <summary>Both engines give the molecules' vectors beside the outputs, and the outputs are the same with them as without.</summary>
    [Fact]
    public void Vectors_of_molecules_are_those_of_the_engine()
    {
        var inputs = new MoleculeInputs(Oracle.Graphs.Select(molecules));
        var hidden = Oracle.Architecture.Hidden;
        float[] expected = new float[inputs.Count * hidden], actual = new float[expected.Length], outputs = new float[inputs.Count], alone = new float[inputs.Count];
        new FusedForwardPass(Oracle.Weights, Oracle.Architecture, threads: 1).Predict(inputs, outputs, expected, CancellationToken.None);
        using var network = new TorchForwardPass(Oracle.Weights, Oracle.Architecture, "cpu");
        network.Predict(inputs, outputs, actual, CancellationToken.None);
        network.Predict(inputs, alone, readouts: null, CancellationToken.None);

        Assert.All(Enumerable.Range(0, expected.Length), i => Assert.Equal(expected[i], actual[i], 1e-5f));
        Assert.Contains(expected, value => value > 0.01f);
        Assert.Equal(alone, outputs);
    }

    [Fact]
    public void Threads_may_predict_at_once()
    {
        var inputs = new MoleculeInputs(Oracle.Graphs.Select(molecules));
        using var network = new TorchForwardPass(Oracle.Weights, Oracle.Architecture, "cpu");
        float[] alone = new float[inputs.Count], expected = new float[inputs.Count];
        new FusedForwardPass(Oracle.Weights, Oracle.Architecture, threads: 1).Predict(inputs, expected, readouts: null, CancellationToken.None);
        var together = Enumerable.Range(0, 3).Select(_ => new float[inputs.Count]).ToArray();
        Parallel.ForEach(together, outputs => network.Predict(inputs, outputs, readouts: null, CancellationToken.None));
        network.Predict(inputs, alone, readouts: null, CancellationToken.None);

        AssertClose(expected, alone, Oracle.Weights);
        Assert.All(together, outputs => Assert.Equal(alone, outputs));
    }

    [Fact]
    public void No_molecules_have_no_outputs()
    {
        using var network = new TorchForwardPass(Oracle.Weights, Oracle.Architecture, "cpu");
        network.Predict(new MoleculeInputs(Oracle.Graphs.Select([])), [], readouts: null, CancellationToken.None);
    }

    [Fact]
    public void Cancellation_stops_between_batches()
    {
        using var network = new TorchForwardPass(Oracle.Weights, Oracle.Architecture, "cpu");
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => network.Predict(new MoleculeInputs(Oracle.Graphs), new float[Oracle.Graphs.Count], readouts: null, stopped.Token));
    }

    [Fact]
    public void Batches_come_in_order_and_hold_every_molecule_once()
    {
        List<(int Molecules, int Atoms)> batches = [];
        foreach (var batch in PackedAhead.Of(Oracle.Graphs, null, 30, pinned: false, CancellationToken.None))
        {
            batches.Add((batch.Molecules, batch.Atoms));
            batch.Dispose();
        }

        Assert.Equal([30, 30, 30, 30, 30, 30, 20], batches.Select(batch => batch.Molecules));
        Assert.Equal(Oracle.Graphs.AtomCounts.Chunk(30).Select(counts => counts.Sum(count => count)), batches.Select(batch => batch.Atoms));
    }

    /// <summary>TF32 is left alone where it changes an output by more than half of the thousandth that CUDA may be off.</summary>
    [Theory]
    [InlineData(0.0004f, true)]
    [InlineData(0.0006f, false)]
    [InlineData(float.NaN, false)]
    public void Rounding_is_kept_where_it_hardly_shows(float off, bool kept) =>
        Assert.Equal(kept, TorchForwardPass.Same([0, 1, -2], [0, 1 + off, -2]));

    private static void AssertClose(float[] expected, float[] actual, NetworkWeights weights) =>
        Assert.All(expected.Zip(actual).Index(), p => Assert.Equal(p.Item.First, p.Item.Second, Tolerance * weights.TargetScale[p.Index % weights.TargetScale.Length] * 2));
}
