using MolScreen.Torch.Safetensors;

namespace MolScreen.Gnn.Network;

/// <summary>A linear layer: y = x Wᵀ + b.</summary>
/// <param name="Weight">Outputs × inputs, row-major.</param>
/// <param name="Bias">Outputs; null where the layer has none.</param>
/// <param name="Inputs">Length of x.</param>
/// <param name="Outputs">Length of y.</param>
public sealed record LayerWeights(float[] Weight, float[]? Bias, int Inputs, int Outputs);

/// <summary>The numbers of a trained network, stored under chemprop's parameter names.</summary>
/// <param name="Input">W_i, hidden × (atom + bond features), no bias.</param>
/// <param name="Update">W_h, hidden × hidden, no bias.</param>
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
    private const string MeanName = "predictor.output_transform.mean", ScaleName = "predictor.output_transform.scale";

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

        var layout = FeatureLayout.Named(architecture.FeatureLayout);
        var (hidden, tasks) = (architecture.Hidden, architecture.Tasks);
        var feedForward = FeedForwardShapes(architecture).Select(shape => Layer(shape.Name, shape.Outputs, shape.Inputs, true)).ToArray();
        var scaled = tensors.ContainsKey(MeanName);
        return new NetworkWeights(
            Layer("message_passing.W_i", hidden, layout.AtomFeatures + layout.BondFeatures, false),
            Layer("message_passing.W_h", hidden, hidden, false),
            Layer("message_passing.W_o", hidden, layout.AtomFeatures + hidden, true),
            feedForward,
            scaled ? Values(MeanName, 1, tasks) : new float[tasks],
            scaled ? Values(ScaleName, 1, tasks) : Enumerable.Repeat(1f, tasks).ToArray());
    }

    /// <summary>Writes a safetensors file.</summary>
    public void Write(string path)
    {
        List<SafeTensor> tensors = [];
        void Add(string name, LayerWeights layer)
        {
            tensors.Add(SafeTensor.FromSingles($"{name}.weight", layer.Weight, layer.Outputs, layer.Inputs));
            if (layer.Bias is not null)
            {
                tensors.Add(SafeTensor.FromSingles($"{name}.bias", layer.Bias, layer.Outputs));
            }
        }

        Add("message_passing.W_i", Input);
        Add("message_passing.W_h", Update);
        Add("message_passing.W_o", Output);
        for (var i = 0; i < FeedForward.Count; i++)
        {
            Add(FeedForwardName(i), FeedForward[i]);
        }

        tensors.Add(SafeTensor.FromSingles(MeanName, TargetMean, 1, TargetMean.Length));
        tensors.Add(SafeTensor.FromSingles(ScaleName, TargetScale, 1, TargetScale.Length));
        SafetensorsFile.Write(path, tensors);
    }

    /// <summary>Name and sizes of each feed-forward layer.</summary>
    internal static IEnumerable<(string Name, int Outputs, int Inputs)> FeedForwardShapes(NetworkArchitecture architecture)
    {
        var inputs = architecture.Hidden;
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
