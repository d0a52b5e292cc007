using MolScreen.Gnn.Inference;
using MolScreen.Torch.OpenBlas;

namespace MolScreen.Gnn.Training.Fused;

/// <summary>The feed-forward network over the molecules' vectors X, forward and backward: Y = X W + b, the next X = drop(ReLU(Y)).</summary>
internal sealed unsafe class FusedFeedForward
{
    private readonly FusedTrainingState state;
    private readonly SeededDropout dropout;
    private readonly LinearPlace[] layers;

    // Inputs of each layer, later their gradients; the last is the output.
    private readonly AlignedBuffer[] values;

    internal FusedFeedForward(FusedTrainingState state, SeededDropout dropout)
    {
        (this.state, this.dropout, layers) = (state, dropout, state.Layout.FeedForward);
        values = [.. Enumerable.Range(0, layers.Length + 1).Select(_ => new AlignedBuffer(0))];
    }

    /// <summary>Room for the molecules' vectors, rows × <see cref="ParameterLayout.MoleculeStride"/>.</summary>
    internal float* Input(int molecules)
    {
        values[0].Ensure(checked(molecules * StrideOf(0)));
        return values[0].Pointer;
    }

    /// <summary>Distance between rows of outputs.</summary>
    internal int OutputStride => layers[^1].Stride;

    /// <summary>Outputs of the molecules whose vectors are in the input.</summary>
    internal float* Forward(int molecules)
    {
        for (var layer = 0; layer < layers.Length; layer++)
        {
            var place = layers[layer];
            values[layer + 1].Ensure(checked(molecules * place.Stride));
            float* input = values[layer].Pointer, output = values[layer + 1].Pointer;
            for (var molecule = 0; molecule < molecules; molecule++)
            {
                Rows.Copy(output + ((long)molecule * place.Stride), state.Parameters + place.Bias!.Value, place.Stride);
            }

            Blas.Sgemm(false, false, molecules, place.Outputs, place.Inputs, 1, input, StrideOf(layer), state.Parameters + place.Weight, place.Stride, 1, output, place.Stride);
            if (layer < layers.Length - 1)
            {
                Rows.Relu(output, molecules * place.Stride);
                for (var molecule = 0; dropout.Drops && molecule < molecules; molecule++)
                {
                    dropout.Apply(output + ((long)molecule * place.Stride), place.Stride, state.Step, state.Layout.Architecture.Depth + layer, molecule);
                }
            }
        }

        return values[^1].Pointer;
    }

    /// <summary>Gradients of the parameters, from those of the outputs, which lie in the outputs' place.</summary>
    /// <param name="molecules">Molecules of the forward pass.</param>
    /// <param name="gradient">Of all parameters; the layers' are written.</param>
    /// <param name="vectors">Gets the gradients of the molecules' own vectors without descriptors (molecules × <see cref="ParameterLayout.Stride"/>).</param>
    internal void Backward(int molecules, float* gradient, float* vectors)
    {
        for (var layer = layers.Length - 1; layer >= 0; layer--)
        {
            var place = layers[layer];
            float* input = values[layer].Pointer, output = values[layer + 1].Pointer;
            Blas.Sgemm(true, false, place.Inputs, place.Outputs, molecules, 1, input, StrideOf(layer), output, place.Stride, 0, gradient + place.Weight, place.Stride);
            new Span<float>(gradient + place.Bias!.Value, place.Stride).Clear();
            for (var molecule = 0; molecule < molecules; molecule++)
            {
                Rows.Add(gradient + place.Bias!.Value, output + ((long)molecule * place.Stride), place.Stride);
            }

            var (inputs, stride) = layer == 0 ? (state.Layout.Architecture.Hidden, state.Layout.Stride) : (place.Inputs, StrideOf(layer));
            Blas.Sgemm(false, true, molecules, inputs, place.Outputs, 1, output, place.Stride, state.Parameters + place.Weight, place.Stride, 0, vectors, stride);
            for (var molecule = 0; layer > 0 && molecule < molecules; molecule++)
            {
                GatheredRows.Backward(input + ((long)molecule * stride), vectors + ((long)molecule * stride), dropout.Factor, stride);
            }
        }
    }

    private int StrideOf(int layer) => layer == 0 ? state.Layout.MoleculeStride : layers[layer - 1].Stride;
}
