using System.Globalization;
using MolScreen.Gnn.Inference;
using MolScreen.Gnn.Network;
using MolScreen.Torch.Safetensors;

namespace MolScreen.Gnn.Training.Fused;

/// <summary>All that decides how a training goes on: parameters, Adam's moments, the steps done and the seed of the dropout.</summary>
internal sealed unsafe class FusedTrainingState
{
    private readonly AlignedBuffer parameters, first, second;

    private FusedTrainingState(NetworkArchitecture architecture, int seed)
    {
        architecture.Validate();
        Layout = new ParameterLayout(architecture);
        Seed = seed;
        (parameters, first, second) = (new AlignedBuffer(Layout.Length), new AlignedBuffer(Layout.Length), new AlignedBuffer(Layout.Length));
    }

    /// <summary>Where each layer's parameters are.</summary>
    internal ParameterLayout Layout { get; }

    /// <summary>What the weights and the dropout were drawn with.</summary>
    internal int Seed { get; }

    /// <summary>Adam's steps so far.</summary>
    internal int Step { get; set; }

    /// <summary>All parameters, as the layout places them.</summary>
    internal float* Parameters => parameters.Pointer;

    /// <summary>Adam's first moments.</summary>
    internal float* First => first.Pointer;

    /// <summary>Adam's second moments.</summary>
    internal float* Second => second.Pointer;

    /// <summary>The parameters as a span; valid as long as the state.</summary>
    internal Span<float> Values => new(parameters.Pointer, Layout.Length);

    /// <summary>A network as PyTorch's linear layers start: weights and biases uniform within ± 1/√inputs.</summary>
    /// <param name="architecture">Its sizes.</param>
    /// <param name="seed">Of the draw.</param>
    /// <param name="encoder">Where W_i, W_h and W_o come from instead; null for none.</param>
    /// <exception cref="ArgumentException">The encoder is of other sizes.</exception>
    internal static FusedTrainingState Draw(NetworkArchitecture architecture, int seed, NetworkWeights? encoder = null)
    {
        var state = new FusedTrainingState(architecture, seed);
        var random = new Random(seed);
        foreach (var place in state.Layout.Layers)
        {
            var bound = 1 / Math.Sqrt(place.Inputs);
            float[] Uniform(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)(bound * ((2 * random.NextDouble()) - 1)))];
            ParameterLayout.Write(state.Values, place, new LayerWeights(Uniform(place.Inputs * place.Outputs), place.Bias is null ? null : Uniform(place.Outputs), place.Inputs, place.Outputs));
        }

        if (encoder is not null)
        {
            if (encoder.Update.Outputs != architecture.Hidden || encoder.Input.Inputs != state.Layout.Input.Inputs)
            {
                throw new ArgumentException($"Training cannot start from a network of {encoder.Update.Outputs} hidden values and {encoder.Input.Inputs} features: this one has {architecture.Hidden} and {state.Layout.Input.Inputs}.");
            }

            state.Write(state.Values, encoder.Input, encoder.Update, encoder.Output);
        }

        return state;
    }

    /// <summary>A network's weights as a vector of parameters in this layout.</summary>
    internal float[] Vector(NetworkWeights weights)
    {
        var vector = new float[Layout.Length];
        Write(vector, weights.Input, weights.Update, weights.Output);
        for (var layer = 0; layer < Layout.FeedForward.Length; layer++)
        {
            ParameterLayout.Write(vector, Layout.FeedForward[layer], weights.FeedForward[layer]);
        }

        return vector;
    }

    /// <summary>The weights of a vector of parameters.</summary>
    /// <param name="vector">Parameters in this layout.</param>
    /// <param name="targetMean">Mean of each task's targets.</param>
    /// <param name="targetScale">Their scale.</param>
    /// <param name="descriptors">The scale of the descriptors, where the network takes any.</param>
    internal NetworkWeights Export(ReadOnlySpan<float> vector, float[] targetMean, float[] targetScale, DescriptorScale? descriptors)
    {
        var feedForward = new LayerWeights[Layout.FeedForward.Length];
        for (var layer = 0; layer < feedForward.Length; layer++)
        {
            feedForward[layer] = ParameterLayout.Read(vector, Layout.FeedForward[layer]);
        }

        return new NetworkWeights(ParameterLayout.Read(vector, Layout.Input), ParameterLayout.Read(vector, Layout.Update), ParameterLayout.Read(vector, Layout.Output), feedForward, targetMean, targetScale)
        {
            Descriptors = descriptors,
        };
    }

    /// <summary>Writes the state as one safetensors file.</summary>
    /// <param name="path">The file; replaced as a whole where it exists.</param>
    /// <param name="beside">Vectors of parameters to keep beside it, by name.</param>
    /// <param name="notes">Text to keep beside it, by name.</param>
    internal void Write(string path, IReadOnlyDictionary<string, float[]>? beside = null, IReadOnlyDictionary<string, string>? notes = null)
    {
        SafeTensor Vector(string name, ReadOnlySpan<float> values) => SafeTensor.FromSingles(name, values, values.Length);
        var metadata = new Dictionary<string, string>(notes ?? new Dictionary<string, string>())
        {
            ["step"] = Step.ToString(CultureInfo.InvariantCulture),
            ["seed"] = Seed.ToString(CultureInfo.InvariantCulture),
        };
        SafetensorsFile.Write(
            path,
            [
                Vector("parameters", Values),
                Vector("first_moments", new ReadOnlySpan<float>(First, Layout.Length)),
                Vector("second_moments", new ReadOnlySpan<float>(Second, Layout.Length)),
                .. (beside ?? new Dictionary<string, float[]>()).Select(entry => Vector(entry.Key, entry.Value)),
            ],
            metadata);
    }

    /// <summary>Reads a state that was written for the same architecture, and what was kept beside it.</summary>
    /// <exception cref="SafetensorsException">The file is broken or of another network.</exception>
    internal static (FusedTrainingState State, IReadOnlyDictionary<string, SafeTensor> Beside, IReadOnlyDictionary<string, string> Notes) Read(string path, NetworkArchitecture architecture)
    {
        var (tensors, notes) = SafetensorsFile.Parse(File.ReadAllBytes(path), path);
        int Number(string name) => notes.TryGetValue(name, out var text) && int.TryParse(text, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new SafetensorsException($"{path}: the number {name} is missing.");
        var state = new FusedTrainingState(architecture, Number("seed")) { Step = Number("step") };
        void Fill(string name, float* to)
        {
            if (!tensors.TryGetValue(name, out var tensor) || tensor.Shape is not [var length] || length != state.Layout.Length)
            {
                throw new SafetensorsException($"{path}: {name} is missing or not of {state.Layout.Length} numbers.");
            }

            tensor.ToSingles().CopyTo(new Span<float>(to, state.Layout.Length));
        }

        Fill("parameters", state.Parameters);
        Fill("first_moments", state.First);
        Fill("second_moments", state.Second);
        return (state, tensors, notes);
    }

    private void Write(Span<float> vector, LayerWeights input, LayerWeights update, LayerWeights output)
    {
        ParameterLayout.Write(vector, Layout.Input, input);
        ParameterLayout.Write(vector, Layout.Update, update);
        ParameterLayout.Write(vector, Layout.Output, output);
    }
}
