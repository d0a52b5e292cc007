using MolScreen.Torch.Safetensors;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MolScreen.Gnn.Network;

/// <summary>
/// The directed message-passing network as chemprop computes it: H0 = W_i [x_src ‖ e]; depth − 1 times
/// H = ReLU(H0 + W_h (Σ_{incoming to src} H − H_rev)); h = ReLU(W_o [x ‖ Σ_{incoming} H] + b); aggregation; feed-forward.
/// Gives n × tasks before any sigmoid or scaling.
/// </summary>
public sealed class Dmpnn : nn.Module<GraphBatch, Tensor>
{
    private readonly Linear inputLayer, updateLayer, outputLayer;
    private readonly Dropout dropout;
    private readonly Linear[] feedForward;
    private readonly FeatureLayout layout;

    /// <summary>Makes a network with PyTorch's initialization, drawn from the global generator.</summary>
    /// <exception cref="ArgumentException">The architecture is out of range.</exception>
    public Dmpnn(NetworkArchitecture architecture)
        : base(nameof(Dmpnn))
    {
        architecture.Validate();
        Architecture = architecture;
        layout = FeatureLayout.Named(architecture.FeatureLayout);
        inputLayer = nn.Linear(layout.AtomFeatures + layout.BondFeatures, architecture.Hidden, hasBias: false);
        updateLayer = nn.Linear(architecture.Hidden, architecture.Hidden, hasBias: false);
        outputLayer = nn.Linear(layout.AtomFeatures + architecture.Hidden, architecture.Hidden);
        dropout = nn.Dropout(architecture.Dropout);
        feedForward = NetworkWeights.FeedForwardShapes(architecture).Select(shape => nn.Linear(shape.Inputs, shape.Outputs)).ToArray();
        RegisterComponents();
        for (var i = 0; i < feedForward.Length; i++)
        {
            register_module($"feedForward{i}", feedForward[i]);
        }
    }

    /// <summary>Its sizes.</summary>
    public NetworkArchitecture Architecture { get; }

    /// <inheritdoc/>
    public override Tensor forward(GraphBatch input)
    {
        var (hidden, edges) = (Architecture.Hidden, input.EdgeCount);
        var device = inputLayer.weight!.device;
        var inputRows = inputLayer.weight.t();
        var atomPart = KindRows(inputRows.slice(0, 0, layout.AtomFeatures, 1), input.AtomColumns, input.AtomFactors, GraphBatch.TermsOfAtom);
        var summed = zeros([input.AtomCount, hidden], device: device);
        if (edges > 0)
        {
            var bondPart = KindRows(inputRows.slice(0, layout.AtomFeatures, layout.AtomFeatures + layout.BondFeatures, 1), input.BondColumns, input.BondFactors, GraphBatch.TermsOfBond);
            var first = (atomPart.index_select(0, input.PairAtom) + bondPart.index_select(0, input.PairBond)).index_select(0, input.PairOfEdge);
            var state = first.relu();
            for (var step = 1; step < Architecture.Depth; step++)
            {
                var reverse = state.view(edges / 2, 2, hidden).flip(1).view(edges, hidden);
                var message = summed.index_add(0, input.Target, state, 1).index_select(0, input.Source) - reverse;
                state = dropout.call((first + updateLayer.call(message)).relu());
            }

            summed = summed.index_add(0, input.Target, state, 1);
        }

        var outputRows = outputLayer.weight!.t();
        var atomOutput = KindRows(outputRows.slice(0, 0, layout.AtomFeatures, 1), input.AtomColumns, input.AtomFactors, GraphBatch.TermsOfAtom) + outputLayer.bias!;
        var atoms = atomOutput.index_select(0, input.KindOfAtom) + summed.mm(outputRows.slice(0, layout.AtomFeatures, layout.AtomFeatures + hidden, 1));
        var vector = ReadOut(zeros([input.MoleculeCount, hidden], device: device).index_add(0, input.MoleculeOfAtom, dropout.call(atoms.relu()), 1), input);
        for (var i = 0; i < feedForward.Length; i++)
        {
            vector = feedForward[i].call(i == 0 ? vector : dropout.call(vector.relu()));
        }

        return vector;
    }

    /// <summary>Copies the weights out, with the scale of the targets they were trained on.</summary>
    /// <param name="targetMean">Mean of each task's targets; zeros for classification.</param>
    /// <param name="targetScale">Scale of each task's targets; ones for classification.</param>
    public NetworkWeights Export(float[] targetMean, float[] targetScale)
    {
        static LayerWeights Of(Linear layer)
        {
            var shape = layer.weight!.shape;
            return new LayerWeights(Values(layer.weight), layer.bias is { } bias ? Values(bias) : null, (int)shape[1], (int)shape[0]);
        }

        static float[] Values(Tensor tensor)
        {
            using var here = tensor.detach().to(CPU);
            return here.data<float>().ToArray();
        }

        return new NetworkWeights(Of(inputLayer), Of(updateLayer), Of(outputLayer), Array.ConvertAll(feedForward, Of), targetMean, targetScale);
    }

    /// <summary>Copies weights in.</summary>
    public void Load(NetworkWeights weights)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        void Fill(Linear layer, LayerWeights from)
        {
            layer.weight!.copy_(tensor(from.Weight, [from.Outputs, from.Inputs]));
            layer.bias?.copy_(tensor(from.Bias ?? throw new SafetensorsException("A bias is missing.")));
        }

        Fill(inputLayer, weights.Input);
        Fill(updateLayer, weights.Update);
        Fill(outputLayer, weights.Output);
        for (var i = 0; i < feedForward.Length; i++)
        {
            Fill(feedForward[i], weights.FeedForward[i]);
        }
    }

    /// <summary>Copies in what makes atoms and bonds into a molecule's vector; the feed-forward network stays.</summary>
    /// <exception cref="ArgumentException">The weights are of a network of other sizes.</exception>
    public void LoadEncoder(NetworkWeights weights)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        foreach (var (layer, from) in new[] { (inputLayer, weights.Input), (updateLayer, weights.Update), (outputLayer, weights.Output) })
        {
            if (!layer.weight!.shape.SequenceEqual([from.Outputs, from.Inputs]))
            {
                throw new ArgumentException($"Training cannot start from a network of {weights.Update.Outputs} hidden values and {weights.Input.Inputs} features: this one has {Architecture.Hidden} and {layout.AtomFeatures + layout.BondFeatures}.");
            }

            layer.weight.copy_(tensor(from.Weight, [from.Outputs, from.Inputs]));
            layer.bias?.copy_(tensor(from.Bias!));
        }
    }

    private Tensor ReadOut(Tensor sums, GraphBatch input) => Architecture.Aggregation switch
    {
        Aggregation.Norm => sums / Architecture.AggregationNorm,
        Aggregation.Mean => sums / input.MoleculeSizes.clamp(min: 1),
        _ => sums,
    };

    private static Tensor KindRows(Tensor rows, Tensor columns, Tensor factors, int terms) =>
        (rows.index_select(0, columns) * factors).view(-1, terms, rows.shape[1]).sum(1);
}
