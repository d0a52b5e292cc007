using System.Runtime.Intrinsics;
using MolScreen.Gnn.Network;

namespace MolScreen.Gnn.Inference;

/// <summary>Activations in place over rows as <see cref="Rows"/> has them; each leaves a 0 as it is, so that padding stays 0.</summary>
internal static unsafe class RowActivations
{
    /// <summary>to ← activation(to).</summary>
    /// <param name="activation">Which; chosen once for all of the elements.</param>
    /// <param name="slope">Factor of negative numbers, for the activations that are linear there.</param>
    /// <param name="to">The elements.</param>
    /// <param name="length">How many; a multiple of <see cref="Rows.Width"/>.</param>
    internal static void Apply(Activation activation, float slope, float* to, int length)
    {
        switch (activation)
        {
            case Activation.LeakyRelu or Activation.Prelu:
                Linear(slope, to, length);
                break;
            case Activation.Tanh:
                Tanh(to, length);
                break;
            case Activation.Elu:
                Exponential(1, 1, to, length);
                break;
            case Activation.Selu:
                Exponential((float)Activations.SeluLambda, (float)(Activations.SeluLambda * Activations.SeluAlpha), to, length);
                break;
            default:
                Rows.Relu(to, length);
                break;
        }
    }

    private static void Linear(float slope, float* to, int length)
    {
        var factor = Vector512.Create(slope);
        for (var i = 0; i < length; i += Rows.Width)
        {
            var x = Vector512.Load(to + i);
            (Vector512.Max(x, Vector512<float>.Zero) + (factor * Vector512.Min(x, Vector512<float>.Zero))).Store(to + i);
        }
    }

    private static void Exponential(float positive, float negative, float* to, int length)
    {
        var (above, below) = (Vector512.Create(positive), Vector512.Create(negative));
        for (var i = 0; i < length; i += Rows.Width)
        {
            var x = Vector512.Load(to + i);
            var exponential = Vector512.Exp(Vector512.Min(x, Vector512<float>.Zero)) - Vector512<float>.One;
            ((above * Vector512.Max(x, Vector512<float>.Zero)) + (below * exponential)).Store(to + i);
        }
    }

    // tanh x = 1 − 2 / (exp 2x + 1), which is 1 and −1 at the ends of exp's range; within 1e-7 of it everywhere.
    private static void Tanh(float* to, int length)
    {
        var (one, two) = (Vector512<float>.One, Vector512.Create(2f));
        for (var i = 0; i < length; i += Rows.Width)
        {
            (one - (two / (Vector512.Exp(two * Vector512.Load(to + i)) + one))).Store(to + i);
        }
    }
}
