using MolScreen.Gnn.Network;

namespace MolScreen.Gnn.Tests.Network;

/// <summary>
/// The D-MPNN by its equations on explicit one-hot vectors, in double precision: H0 = W_i [x_src ‖ e] (+ b); H = τ(H0);
/// undirected, H = (H + H_rev) / 2; H = τ(H0 + W_h (Σ_{incoming to src} H − H_rev) (+ b)); h = τ(W_o [x ‖ Σ_{incoming} H] + b);
/// readout; batch normalization; descriptors; feed-forward. Batch normalization is by running statistics, or by those of the
/// molecules given, as training does.
/// </summary>
internal static class ReferenceNetwork
{
    internal static double[] Predict(NetworkWeights weights, NetworkArchitecture architecture, MoleculeGraphs graphs) =>
        Predict(weights, architecture, new MoleculeInputs(graphs));

    internal static double[] Predict(NetworkWeights weights, NetworkArchitecture architecture, MoleculeInputs inputs, bool training = false)
    {
        var vectors = Enumerable.Range(0, inputs.Count).Select(i => MoleculeVector(weights, architecture, inputs.Graphs, i)).ToArray();
        if (weights.BatchNorm is { } norm)
        {
            vectors = Normalized(norm, vectors, training);
        }

        return [.. vectors.SelectMany((vector, i) => FeedForward(weights, architecture, [.. vector, .. Descriptors(weights, inputs, i)]))];
    }

    private static double[] MoleculeVector(NetworkWeights weights, NetworkArchitecture architecture, MoleculeGraphs graphs, int i)
    {
        var (atoms, bonds) = graphs.Offsets();
        var x = Enumerable.Range(atoms[i], graphs.AtomCounts[i]).Select(v => AtomVector(graphs, v)).ToArray();
        var edges = new List<(int From, int To, double[] Features)>();
        for (var b = bonds[i]; b < bonds[i + 1]; b++)
        {
            edges.Add((graphs.BondEnds[2 * b], graphs.BondEnds[(2 * b) + 1], BondVector(graphs, b)));
            edges.Add((graphs.BondEnds[(2 * b) + 1], graphs.BondEnds[2 * b], BondVector(graphs, b)));
        }

        double[] Tau(double[] a) => Activated(architecture.Activation, a, weights.MessageSlope);
        var first = edges.Select(e => Apply(weights.Input, [.. x[e.From], .. e.Features])).ToArray();
        var h = first.Select(Tau).ToArray();
        for (var step = 1; step < architecture.Depth; step++)
        {
            var before = architecture.Undirected ? h.Select((own, e) => Add(own, h[e ^ 1]).Select(v => v / 2).ToArray()).ToArray() : h;
            h = edges.Select((edge, e) =>
            {
                var message = Subtract(Incoming(before, edges, edge.From, architecture.Hidden), before[e ^ 1]);
                return Tau(Add(first[e], Apply(weights.Update, message)));
            }).ToArray();
        }

        var vectors = x.Select((own, v) => Tau(Apply(weights.Output, [.. own, .. Incoming(h, edges, v, architecture.Hidden)]))).ToArray();
        var sum = vectors.Aggregate(new double[architecture.Hidden], Add);
        var divisor = architecture.Aggregation switch { Aggregation.Norm => architecture.AggregationNorm, Aggregation.Mean => Math.Max(1, vectors.Length), _ => 1 };
        return sum.Select(v => v / divisor).ToArray();
    }

    private static double[][] Normalized(BatchNormWeights norm, double[][] vectors, bool training)
    {
        double Mean(int unit) => training ? vectors.Average(v => v[unit]) : norm.Mean[unit];
        double Variance(int unit) => training ? vectors.Average(v => Math.Pow(v[unit] - Mean(unit), 2)) : norm.Variance[unit];
        var (mean, variance) = (Enumerable.Range(0, norm.Mean.Length).Select(Mean).ToArray(), Enumerable.Range(0, norm.Mean.Length).Select(Variance).ToArray());
        return vectors.Select(vector => vector.Select((v, unit) => ((v - mean[unit]) / Math.Sqrt(variance[unit] + 1e-5) * norm.Weight[unit]) + norm.Bias[unit]).ToArray()).ToArray();
    }

    private static double[] Descriptors(NetworkWeights weights, MoleculeInputs inputs, int molecule)
    {
        if (weights.Descriptors is not { } scale)
        {
            return [];
        }

        return inputs.Descriptors!.Row(molecule).ToArray()
            .Select((value, d) => ((float.IsFinite(value) ? value : (double)scale.Missing[d]) - scale.Mean[d]) / scale.Scale[d])
            .ToArray();
    }

    private static IEnumerable<double> FeedForward(NetworkWeights weights, NetworkArchitecture architecture, double[] vector)
    {
        for (var layer = 0; layer < weights.FeedForward.Count; layer++)
        {
            vector = Apply(weights.FeedForward[layer], layer == 0 ? vector : Activated(architecture.FfnActivation, vector, weights.FfnSlope));
        }

        return vector.Select((value, task) => (value * weights.TargetScale[task]) + weights.TargetMean[task]);
    }

    private static double[] AtomVector(MoleculeGraphs graphs, int atom)
    {
        var layout = FeatureLayout.Named(graphs.Layout);
        var vector = new double[layout.AtomFeatures];
        var offset = 0;
        for (var group = 0; group < 6; group++)
        {
            vector[offset + graphs.AtomCodes[(atom * 7) + group]] = 1;
            offset += layout.AtomGroups[group];
        }

        vector[offset] = graphs.AtomCodes[(atom * 7) + 6];
        vector[offset + 1] = 0.01 * graphs.AtomMasses[atom];
        return vector;
    }

    private static double[] BondVector(MoleculeGraphs graphs, int bond)
    {
        var codes = graphs.BondCodes.AsSpan(bond * 4, 4);
        var vector = new double[14];
        if (codes[0] < 4)
        {
            vector[1 + codes[0]] = 1;
        }

        vector[5] = codes[1];
        vector[6] = codes[2];
        vector[7 + codes[3]] = 1;
        return vector;
    }

    private static double[] Incoming(double[][] h, List<(int From, int To, double[] Features)> edges, int atom, int hidden) =>
        h.Where((_, e) => edges[e].To == atom).Aggregate(new double[hidden], Add);

    private static double[] Apply(LayerWeights layer, double[] input)
    {
        Assert.Equal(layer.Inputs, input.Length);
        return Enumerable.Range(0, layer.Outputs)
            .Select(o => (layer.Bias?[o] ?? 0) + input.Select((value, i) => value * layer.Weight[(o * layer.Inputs) + i]).Sum())
            .ToArray();
    }

    private static double[] Add(double[] a, double[] b) => a.Zip(b, (x, y) => x + y).ToArray();

    private static double[] Subtract(double[] a, double[] b) => a.Zip(b, (x, y) => x - y).ToArray();

    private static double[] Activated(Activation activation, double[] a, float? slope) => a.Select(x => activation switch
    {
        Activation.Relu => Math.Max(0, x),
        Activation.LeakyRelu => x > 0 ? x : 0.1 * x,
        Activation.Prelu => x > 0 ? x : slope!.Value * x,
        Activation.Tanh => Math.Tanh(x),
        Activation.Elu => x > 0 ? x : Math.Exp(x) - 1,
        Activation.Selu => 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * (Math.Exp(x) - 1)),
        _ => throw new ArgumentOutOfRangeException(nameof(activation)),
    }).ToArray();
}
