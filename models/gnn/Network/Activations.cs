using static TorchSharp.torch;

namespace MolScreen.Gnn.Network;

/// <summary>The activations as libtorch computes them, gradients included.</summary>
internal static class Activations
{
    /// <summary>What <see cref="Activation.LeakyRelu"/> multiplies negative numbers by.</summary>
    internal const float LeakySlope = 0.1f;

    /// <summary>α of <see cref="Activation.Selu"/>.</summary>
    internal const double SeluAlpha = 1.6732632423543772;

    /// <summary>λ of <see cref="Activation.Selu"/>.</summary>
    internal const double SeluLambda = 1.0507009873554805;

    /// <summary>The activation of every element.</summary>
    /// <param name="activation">Which.</param>
    /// <param name="x">Any shape.</param>
    /// <param name="slope">The learned slope of a PReLU, one element; unused by the others.</param>
    internal static Tensor Of(Activation activation, Tensor x, Tensor? slope) => activation switch
    {
        Activation.LeakyRelu => x.relu() - ((-x).relu() * LeakySlope),
        Activation.Prelu => x.relu() - ((-x).relu() * slope!),
        Activation.Tanh => x.tanh(),
        Activation.Elu => x.elu(),
        Activation.Selu => x.elu(SeluAlpha) * SeluLambda,
        _ => x.relu(),
    };
}
