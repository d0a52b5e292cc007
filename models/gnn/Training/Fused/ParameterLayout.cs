using MolScreen.Gnn.Inference;
using MolScreen.Gnn.Network;

namespace MolScreen.Gnn.Training.Fused;

/// <summary>
/// Where each weight matrix lies in one vector of all parameters: inputs × outputs, rows padded to whole vectors. Gradients and
/// Adam's moments have the same places.
/// </summary>
internal sealed class ParameterLayout
{
    internal ParameterLayout(NetworkArchitecture architecture)
    {
        Architecture = architecture;
        Features = FeatureLayout.Named(architecture.FeatureLayout);
        Stride = Rows.Stride(architecture.Hidden);
        MoleculeStride = Rows.Stride(architecture.Hidden + architecture.Descriptors);
        FeedForward = [.. NetworkWeights.FeedForwardShapes(architecture).Select(shape => Layer(shape.Inputs, shape.Outputs, bias: true))];
        Input = Layer(Features.AtomFeatures + Features.BondFeatures, architecture.Hidden, architecture.Bias);
        Update = Layer(architecture.Hidden, architecture.Hidden, architecture.Bias);
        Output = Layer(Features.AtomFeatures + architecture.Hidden, architecture.Hidden, bias: true);
    }

    internal NetworkArchitecture Architecture { get; }

    internal FeatureLayout Features { get; }

    /// <summary>Distance between rows of hidden vectors.</summary>
    internal int Stride { get; }

    /// <summary>Distance between molecule vectors, which descriptors follow.</summary>
    internal int MoleculeStride { get; }

    /// <summary>W_iᵀ: atom features, then bond features.</summary>
    internal LinearPlace Input { get; }

    /// <summary>W_hᵀ.</summary>
    internal LinearPlace Update { get; }

    /// <summary>W_oᵀ: atom features, then summed messages.</summary>
    internal LinearPlace Output { get; }

    /// <summary>The feed-forward layers.</summary>
    internal LinearPlace[] FeedForward { get; }

    /// <summary>Length of the vector, padding included.</summary>
    internal int Length { get; private set; }

    /// <summary>Every layer, in the order of the encoder and then the feed-forward network.</summary>
    internal IEnumerable<LinearPlace> Layers => [Input, Update, Output, .. FeedForward];

    /// <summary>A layer's weights out of a vector.</summary>
    internal static LayerWeights Read(ReadOnlySpan<float> vector, LinearPlace place)
    {
        var weight = new float[place.Inputs * place.Outputs];
        for (var input = 0; input < place.Inputs; input++)
        {
            for (var output = 0; output < place.Outputs; output++)
            {
                weight[(output * place.Inputs) + input] = vector[place.Weight + (input * place.Stride) + output];
            }
        }

        return new LayerWeights(weight, place.Bias is { } bias ? vector.Slice(bias, place.Outputs).ToArray() : null, place.Inputs, place.Outputs);
    }

    /// <summary>A layer's weights into a vector.</summary>
    /// <exception cref="ArgumentException">The weights are of other sizes.</exception>
    internal static void Write(Span<float> vector, LinearPlace place, LayerWeights layer)
    {
        if (layer.Inputs != place.Inputs || layer.Outputs != place.Outputs || (layer.Bias is null) != (place.Bias is null))
        {
            throw new ArgumentException($"A layer of {layer.Inputs} inputs and {layer.Outputs} outputs does not fit one of {place.Inputs} and {place.Outputs}, or only one has a bias.");
        }

        for (var input = 0; input < place.Inputs; input++)
        {
            for (var output = 0; output < place.Outputs; output++)
            {
                vector[place.Weight + (input * place.Stride) + output] = layer.Weight[(output * place.Inputs) + input];
            }
        }

        if (place.Bias is { } bias)
        {
            layer.Bias!.CopyTo(vector[bias..]);
        }
    }

    private LinearPlace Layer(int inputs, int outputs, bool bias)
    {
        var stride = Rows.Stride(outputs);
        var weight = Length;
        Length = checked(Length + (inputs * stride));
        int? own = bias ? Length : null;
        Length = checked(Length + (bias ? stride : 0));
        return new LinearPlace(weight, own, inputs, outputs, stride);
    }
}

/// <summary>One linear layer's place in the vector of parameters.</summary>
/// <param name="Weight">Where its matrix starts.</param>
/// <param name="Bias">Where its bias starts; null where it has none.</param>
/// <param name="Inputs">Rows of the matrix.</param>
/// <param name="Outputs">Columns of the matrix.</param>
/// <param name="Stride">Distance between its rows.</param>
internal sealed record LinearPlace(int Weight, int? Bias, int Inputs, int Outputs, int Stride);
