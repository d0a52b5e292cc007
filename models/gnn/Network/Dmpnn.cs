using MolScreen.Torch.Safetensors;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MolScreen.Gnn.Network;

/// <summary>
/// The directed message-passing network as chemprop computes it: H0 = W_i [x_src ‖ e]; H = τ(H0); depth − 1 times
/// H = τ(H0 + W_h (Σ_{incoming to src} H − H_rev)), H being set to (H + H_rev) / 2 before where it is undirected;
/// h = τ(W_o [x ‖ Σ_{incoming} H] + b); aggregation; batch normalization; descriptors appended; feed-forward.
/// Gives n × tasks before any sigmoid or scaling of targets.
/// </summary>
public sealed class Dmpnn : nn.Module<GraphBatch, Tensor>
{
    private readonly Linear inputLayer, updateLayer, outputLayer;
    private readonly Dropout dropout;
    private readonly Linear[] feedForward;
    private readonly BatchNorm? batchNorm;
    private readonly Parameter? messageSlope, feedForwardSlope;
    private readonly FeatureLayout layout;

    /// <summary>Makes a network with PyTorch's initialization, drawn from the global generator.</summary>
    /// <exception cref="ArgumentException">The architecture is out of range.</exception>
    public Dmpnn(NetworkArchitecture architecture)
        : base(nameof(Dmpnn))
    {
        architecture.Validate();
        Architecture = architecture;
        layout = FeatureLayout.Named(architecture.FeatureLayout);
        inputLayer = nn.Linear(layout.AtomFeatures + layout.BondFeatures, architecture.Hidden, architecture.Bias);
        updateLayer = nn.Linear(architecture.Hidden, architecture.Hidden, architecture.Bias);
        outputLayer = nn.Linear(layout.AtomFeatures + architecture.Hidden, architecture.Hidden);
        dropout = nn.Dropout(architecture.Dropout);
        feedForward = NetworkWeights.FeedForwardShapes(architecture).Select(shape => nn.Linear(shape.Inputs, shape.Outputs)).ToArray();
        batchNorm = architecture.BatchNorm ? new BatchNorm(architecture.Hidden) : null;
        messageSlope = architecture.Activation == Activation.Prelu ? Slope() : null;
        feedForwardSlope = architecture is { FfnActivation: Activation.Prelu, FfnLayers: > 0 } ? Slope() : null;
        RegisterComponents();
        for (var i = 0; i < feedForward.Length; i++)
        {
            register_module($"feedForward{i}", feedForward[i]);
        }
    }

    /// <summary>Its sizes.</summary>
    public NetworkArchitecture Architecture { get; }

    /// <inheritdoc/>
    public override Tensor forward(GraphBatch input) => FeedForward(Encode(input), input);

    /// <summary>The molecules' vectors (n × hidden), batch normalization applied.</summary>
    internal Tensor Encode(GraphBatch input)
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
            first = inputLayer.bias is { } bias ? first + bias : first;
            var state = Activated(first);
            for (var step = 1; step < Architecture.Depth; step++)
            {
                var reverse = Reversed(state);
                if (Architecture.Undirected)
                {
                    state = (state + reverse) / 2;
                    reverse = state;
                }

                var message = summed.index_add(0, input.Target, state, 1).index_select(0, input.Source) - reverse;
                state = dropout.call(Activated(first + updateLayer.call(message)));
            }

            summed = summed.index_add(0, input.Target, state, 1);
        }

        var outputRows = outputLayer.weight!.t();
        var atomOutput = KindRows(outputRows.slice(0, 0, layout.AtomFeatures, 1), input.AtomColumns, input.AtomFactors, GraphBatch.TermsOfAtom) + outputLayer.bias!;
        var atoms = atomOutput.index_select(0, input.KindOfAtom) + summed.mm(outputRows.slice(0, layout.AtomFeatures, layout.AtomFeatures + hidden, 1));
        var vector = ReadOut(zeros([input.MoleculeCount, hidden], device: device).index_add(0, input.MoleculeOfAtom, dropout.call(Activated(atoms)), 1), input);
        return batchNorm?.call(vector) ?? vector;
    }

    /// <summary>What the molecules' vectors and descriptors say of the tasks (n × tasks).</summary>
    internal Tensor FeedForward(Tensor vector, GraphBatch input)
    {
        if (Architecture.Descriptors > 0)
        {
            vector = cat([vector, input.Descriptors ?? throw new ArgumentException("The batch has no descriptors, which the network takes.", nameof(input))], 1);
        }

        for (var i = 0; i < feedForward.Length; i++)
        {
            vector = feedForward[i].call(i == 0 ? vector : dropout.call(Activations.Of(Architecture.FfnActivation, vector, feedForwardSlope)));
        }

        return vector;
    }

    /// <summary>Copies the weights out, with the scale of the targets they were trained on.</summary>
    /// <param name="targetMean">Mean of each task's targets; zeros for classification.</param>
    /// <param name="targetScale">Scale of each task's targets; ones for classification.</param>
    /// <param name="descriptors">The scale of the descriptors it was trained on, where it takes any.</param>
    public NetworkWeights Export(float[] targetMean, float[] targetScale, DescriptorScale? descriptors = null)
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

        return new NetworkWeights(Of(inputLayer), Of(updateLayer), Of(outputLayer), Array.ConvertAll(feedForward, Of), targetMean, targetScale)
        {
            MessageSlope = messageSlope is null ? null : Values(messageSlope)[0],
            FfnSlope = feedForwardSlope is null ? null : Values(feedForwardSlope)[0],
            BatchNorm = batchNorm?.Export(Values),
            Descriptors = descriptors,
        };
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
        batchNorm?.Load(weights.BatchNorm ?? throw new SafetensorsException("The batch normalization is missing."));
        messageSlope?.fill_(weights.MessageSlope ?? NetworkWeights.InitialSlope);
        feedForwardSlope?.fill_(weights.FfnSlope ?? NetworkWeights.InitialSlope);
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

    private static Parameter Slope() => new(full([1], NetworkWeights.InitialSlope));

    private Tensor Activated(Tensor x) => Activations.Of(Architecture.Activation, x, messageSlope);

    /// <summary>The state of each edge's reverse (E × hidden).</summary>
    private static Tensor Reversed(Tensor state)
    {
        var (edges, hidden) = (state.shape[0], state.shape[1]);
        return state.view(edges / 2, 2, hidden).flip(1).view(edges, hidden);
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
