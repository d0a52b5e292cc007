using MolScreen.Torch.Safetensors;

namespace MolScreen.Gnn.Network;

/// <summary>A linear layer: y = x Wᵀ + b.</summary>
/// <param name="Weight">Outputs × inputs, row-major.</param>
/// <param name="Bias">Outputs; null where the layer has none.</param>
/// <param name="Inputs">Length of x.</param>
/// <param name="Outputs">Length of y.</param>
public sealed record LayerWeights(float[] Weight, float[]? Bias, int Inputs, int Outputs);

/// <summary>The numbers of a trained network, stored under chemprop's parameter names.</summary>
/// <param name="Input">W_i, hidden × (atom + bond features).</param>
/// <param name="Update">W_h, hidden × hidden.</param>
/// <param name="Output">W_o, hidden × (atom features + hidden), with bias.</param>
/// <param name="FeedForward">Layers of the feed-forward network, the last giving the tasks.</param>
/// <param name="TargetMean">What to add to each task's output after scaling; 0 for classification.</param>
/// <param name="TargetScale">What to multiply each task's output by; 1 for classification.</param>
public sealed record NetworkWeights(
    LayerWeights Input,
    LayerWeights Update,
    LayerWeights Output,
    IReadOnlyList<LayerWeights> FeedForward,
    float[] TargetMean,
    float[] TargetScale)
{
    /// <summary>What a PReLU multiplies negative numbers by at first.</summary>
    public const float InitialSlope = 0.25f;

    private const string MessageSlopeName = "message_passing.tau.weight", FfnSlopeName = "predictor.ffn.1.0.weight";
    private const string MeanName = "predictor.output_transform.mean", ScaleName = "predictor.output_transform.scale";

    /// <summary>The PReLU's slope in message passing; null for other activations.</summary>
    public float? MessageSlope { get; init; }

    /// <summary>The PReLU's slope in the feed-forward network; null for other activations and without hidden layers.</summary>
    public float? FfnSlope { get; init; }

    /// <summary>The normalization of molecule vectors; null where there is none.</summary>
    public BatchNormWeights? BatchNorm { get; init; }

    /// <summary>How descriptors are scaled; null where there are none.</summary>
    public DescriptorScale? Descriptors { get; init; }

    /// <summary>The descriptors as the network takes them; null where it takes none.</summary>
    /// <exception cref="ArgumentException">The molecules have no descriptors, or not as many as the network takes.</exception>
    internal DescriptorTable? Scaled(MoleculeInputs inputs)
    {
        if (Descriptors is null)
        {
            return null;
        }

        return inputs.Descriptors is { } table && table.Width == Descriptors.Mean.Length
            ? Descriptors.Apply(table)
            : throw new ArgumentException($"The network takes {Descriptors.Mean.Length} descriptors of a molecule, {inputs.Descriptors?.Width ?? 0} are given.", nameof(inputs));
    }

    /// <summary>Reads a file and checks every shape against the architecture.</summary>
    /// <exception cref="SafetensorsException">The file is broken, or a tensor is missing or of another shape.</exception>
    public static NetworkWeights Read(string path, NetworkArchitecture architecture) =>
        Of(SafetensorsFile.Read(path), architecture, path);

    /// <summary>Takes the weights out of named tensors; others are ignored.</summary>
    /// <exception cref="SafetensorsException">A tensor is missing or of another shape.</exception>
    public static NetworkWeights Of(IReadOnlyDictionary<string, SafeTensor> tensors, NetworkArchitecture architecture, string file)
    {
        float[] Values(string name, params ReadOnlySpan<long> shape)
        {
            if (!tensors.TryGetValue(name, out var tensor))
            {
                throw new SafetensorsException($"{file}: the tensor {name} is missing.");
            }

            if (!shape.SequenceEqual(tensor.Shape))
            {
                throw new SafetensorsException($"{file}: {name} is [{string.Join(", ", tensor.Shape)}], the network needs [{string.Join(", ", shape.ToArray())}].");
            }

            var values = tensor.ToSingles();
            return Array.TrueForAll(values, float.IsFinite) ? values : throw new SafetensorsException($"{file}: {name} holds a number that is not finite.");
        }

        LayerWeights Layer(string name, int outputs, int inputs, bool bias) =>
            new(Values($"{name}.weight", outputs, inputs), bias ? Values($"{name}.bias", outputs) : null, inputs, outputs);

        BatchNormWeights? Normalization() => !architecture.BatchNorm
            ? null
            : new BatchNormWeights(
                Values("bn.weight", architecture.Hidden),
                Values("bn.bias", architecture.Hidden),
                Values("bn.running_mean", architecture.Hidden),
                Array.TrueForAll(Values("bn.running_var", architecture.Hidden), variance => variance >= 0)
                    ? Values("bn.running_var", architecture.Hidden)
                    : throw new SafetensorsException($"{file}: bn.running_var holds a negative variance."));

        DescriptorScale? Scaling()
        {
            if (architecture.Descriptors == 0)
            {
                return null;
            }

            var mean = Values("X_d_transform.mean", 1, architecture.Descriptors);
            var scale = Values("X_d_transform.scale", 1, architecture.Descriptors);
            return Array.TrueForAll(scale, value => value > 0)
                ? new DescriptorScale(mean, scale, Values("X_d_transform.missing", 1, architecture.Descriptors))
                : throw new SafetensorsException($"{file}: X_d_transform.scale holds a number that is not above 0.");
        }

        var layout = FeatureLayout.Named(architecture.FeatureLayout);
        var (hidden, tasks) = (architecture.Hidden, architecture.Tasks);
        var feedForward = FeedForwardShapes(architecture).Select(shape => Layer(shape.Name, shape.Outputs, shape.Inputs, true)).ToArray();
        var scaled = tensors.ContainsKey(MeanName);
        return new NetworkWeights(
            Layer("message_passing.W_i", hidden, layout.AtomFeatures + layout.BondFeatures, architecture.Bias),
            Layer("message_passing.W_h", hidden, hidden, architecture.Bias),
            Layer("message_passing.W_o", hidden, layout.AtomFeatures + hidden, true),
            feedForward,
            scaled ? Values(MeanName, 1, tasks) : new float[tasks],
            scaled ? Values(ScaleName, 1, tasks) : Enumerable.Repeat(1f, tasks).ToArray())
        {
            MessageSlope = architecture.Activation == Activation.Prelu ? Values(MessageSlopeName, 1)[0] : null,
            FfnSlope = architecture is { FfnActivation: Activation.Prelu, FfnLayers: > 0 } ? Values(FfnSlopeName, 1)[0] : null,
            BatchNorm = Normalization(),
            Descriptors = Scaling(),
        };
    }

    /// <summary>Writes a safetensors file.</summary>
    public void Write(string path)
    {
        List<SafeTensor> tensors = [];
        void Values(string name, float[] values, params long[] shape) => tensors.Add(SafeTensor.FromSingles(name, values, shape));
        void Layer(string name, LayerWeights layer)
        {
            Values($"{name}.weight", layer.Weight, layer.Outputs, layer.Inputs);
            if (layer.Bias is not null)
            {
                Values($"{name}.bias", layer.Bias, layer.Outputs);
            }
        }

        Layer("message_passing.W_i", Input);
        Layer("message_passing.W_h", Update);
        Layer("message_passing.W_o", Output);
        if (MessageSlope is { } messageSlope)
        {
            Values(MessageSlopeName, [messageSlope], 1);
        }

        if (BatchNorm is { } norm)
        {
            Values("bn.weight", norm.Weight, norm.Weight.Length);
            Values("bn.bias", norm.Bias, norm.Bias.Length);
            Values("bn.running_mean", norm.Mean, norm.Mean.Length);
            Values("bn.running_var", norm.Variance, norm.Variance.Length);
        }

        if (Descriptors is { } descriptors)
        {
            Values("X_d_transform.mean", descriptors.Mean, 1, descriptors.Mean.Length);
            Values("X_d_transform.scale", descriptors.Scale, 1, descriptors.Scale.Length);
            Values("X_d_transform.missing", descriptors.Missing, 1, descriptors.Missing.Length);
        }

        for (var i = 0; i < FeedForward.Count; i++)
        {
            Layer(FeedForwardName(i), FeedForward[i]);
        }

        if (FfnSlope is { } ffnSlope)
        {
            Values(FfnSlopeName, [ffnSlope], 1);
        }

        Values(MeanName, TargetMean, 1, TargetMean.Length);
        Values(ScaleName, TargetScale, 1, TargetScale.Length);
        SafetensorsFile.Write(path, tensors);
    }

    /// <summary>Name and sizes of each feed-forward layer.</summary>
    internal static IEnumerable<(string Name, int Outputs, int Inputs)> FeedForwardShapes(NetworkArchitecture architecture)
    {
        var inputs = architecture.Hidden + architecture.Descriptors;
        for (var i = 0; i < architecture.FfnLayers; i++)
        {
            yield return (FeedForwardName(i), architecture.FfnHidden, inputs);
            inputs = architecture.FfnHidden;
        }

        yield return (FeedForwardName(architecture.FfnLayers), architecture.Tasks, inputs);
    }

    // chemprop's MLP nests (linear), (activation, dropout, linear), …: the linear layer is 0 in the first and 2 in the others.
    private static string FeedForwardName(int layer) => $"predictor.ffn.{layer}.{(layer == 0 ? 0 : 2)}";
}
