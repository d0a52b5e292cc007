using System.Runtime.InteropServices;

namespace MolScreen.Torch.Safetensors;

/// <summary>One tensor of a safetensors file: little-endian, row-major.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="DType">Element type as the format writes it: F32, F16, BF16, F64, I64, I32, I16, I8, U8 or BOOL.</param>
/// <param name="Shape">Sizes of its dimensions; empty for a scalar.</param>
/// <param name="Data">The elements' bytes.</param>
public sealed record SafeTensor(string Name, string DType, long[] Shape, byte[] Data)
{
    /// <summary>Number of elements.</summary>
    public long Count => Shape.Aggregate(1L, (product, size) => checked(product * size));

    /// <summary>A tensor of single-precision numbers.</summary>
    public static SafeTensor FromSingles(string name, ReadOnlySpan<float> values, params long[] shape) =>
        new(name, "F32", shape, MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>A tensor of single-precision numbers rounded to half precision.</summary>
    public static SafeTensor HalfFromSingles(string name, ReadOnlySpan<float> values, params long[] shape)
    {
        var halves = new Half[values.Length];
        for (var i = 0; i < halves.Length; i++)
        {
            halves[i] = (Half)values[i];
        }

        return new(name, "F16", shape, MemoryMarshal.AsBytes<Half>(halves).ToArray());
    }

    /// <summary>The elements as single-precision numbers, from F32, F16, BF16 or F64.</summary>
    /// <exception cref="SafetensorsException">Another element type.</exception>
    public float[] ToSingles() => DType switch
    {
        "F32" => MemoryMarshal.Cast<byte, float>(Data).ToArray(),
        "F16" => Array.ConvertAll(MemoryMarshal.Cast<byte, Half>(Data).ToArray(), half => (float)half),
        "BF16" => Array.ConvertAll(MemoryMarshal.Cast<byte, ushort>(Data).ToArray(), bits => BitConverter.UInt32BitsToSingle((uint)bits << 16)),
        "F64" => Array.ConvertAll(MemoryMarshal.Cast<byte, double>(Data).ToArray(), real => (float)real),
        _ => throw new SafetensorsException($"Tensor {Name} is of {DType}, not of real numbers."),
    };

    /// <summary>Bytes of one element; 0 for a type the format does not have.</summary>
    internal static int ElementSize(string dtype) => dtype switch
    {
        "F64" or "I64" or "U64" => 8,
        "F32" or "I32" or "U32" => 4,
        "F16" or "BF16" or "I16" or "U16" => 2,
        "I8" or "U8" or "BOOL" => 1,
        _ => 0,
    };
}

/// <summary>A file is not a whole, consistent safetensors file.</summary>
public sealed class SafetensorsException : Exception
{
    public SafetensorsException(string message)
        : base(message)
    {
    }

    public SafetensorsException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
