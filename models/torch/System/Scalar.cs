using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>A number given to an operator; keeps whether it is integral, so that integral tensors stay integral.</summary>
public sealed class Scalar : IDisposable
{
    private Scalar(Operand operand, ScalarType type)
    {
        Operand = operand;
        Type = type;
    }

    /// <summary>The number's own type.</summary>
    public ScalarType Type { get; }

    internal Operand Operand { get; }

    /// <summary>An integral number.</summary>
    public static implicit operator Scalar(int value) => new((long)value, ScalarType.Int64);

    /// <summary>An integral number.</summary>
    public static implicit operator Scalar(long value) => new(value, ScalarType.Int64);

    /// <summary>A real number.</summary>
    public static implicit operator Scalar(float value) => new((double)value, ScalarType.Float32);

    /// <summary>A real number.</summary>
    public static implicit operator Scalar(double value) => new(value, ScalarType.Float64);

    /// <summary>A truth value.</summary>
    public static implicit operator Scalar(bool value) => new(value, ScalarType.Bool);

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
