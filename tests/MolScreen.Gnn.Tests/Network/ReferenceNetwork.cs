using MolScreen.Gnn.Network;

namespace MolScreen.Gnn.Tests.Network;

/// <summary>
/// The D-MPNN by its equations on explicit one-hot vectors, in double precision: H0 = W_i [x_src ‖ e];
/// H = ReLU(H0 + W_h (Σ_{incoming to src} H − H_rev)); h = ReLU(W_o [x ‖ Σ_{incoming} H] + b); readout; feed-forward.
/// </summary>
internal static class ReferenceNetwork
{
    internal static double[] Predict(NetworkWeights weights, NetworkArchitecture architecture, MoleculeGraphs graphs)
    {
        var (atoms, bonds) = graphs.Offsets();
        List<double> outputs = [];
        for (var i = 0; i < graphs.Count; i++)
        {
            var x = Enumerable.Range(atoms[i], graphs.AtomCounts[i]).Select(v => AtomVector(graphs, v)).ToArray();
            var edges = new List<(int From, int To, double[] Features)>();
            for (var b = bonds[i]; b < bonds[i + 1]; b++)
            {
                edges.Add((graphs.BondEnds[2 * b], graphs.BondEnds[(2 * b) + 1], BondVector(graphs, b)));
                edges.Add((graphs.BondEnds[(2 * b) + 1], graphs.BondEnds[2 * b], BondVector(graphs, b)));
            }

            var first = edges.Select(e => Apply(weights.Input, [.. x[e.From], .. e.Features])).ToArray();
            var h = first.Select(Relu).ToArray();
            for (var step = 1; step < architecture.Depth; step++)
            {
                var before = h;
                h = edges.Select((edge, e) =>
                {
                    var message = Subtract(Incoming(before, edges, edge.From, architecture.Hidden), before[e ^ 1]);
                    return Relu(Add(first[e], Apply(weights.Update, message)));
                }).ToArray();
            }

            var vectors = x.Select((own, v) => Relu(Apply(weights.Output, [.. own, .. Incoming(h, edges, v, architecture.Hidden)]))).ToArray();
            var sum = vectors.Aggregate(new double[architecture.Hidden], Add);
            var divisor = architecture.Aggregation switch { Aggregation.Norm => architecture.AggregationNorm, Aggregation.Mean => vectors.Length, _ => 1 };
            var vector = sum.Select(v => v / divisor).ToArray();
            for (var layer = 0; layer < weights.FeedForward.Count; layer++)
            {
                vector = Apply(weights.FeedForward[layer], layer == 0 ? vector : Relu(vector));
            }

            outputs.AddRange(vector.Select((value, task) => (value * weights.TargetScale[task]) + weights.TargetMean[task]));
        }

        return [.. outputs];
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

    private static double[] Relu(double[] a) => a.Select(v => Math.Max(0, v)).ToArray();
}
