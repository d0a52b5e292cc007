using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MolScreen.Gnn.Inference;

/// <summary>Operations on rows whose length is a multiple of <see cref="Width"/>, aligned to it.</summary>
internal static unsafe class Rows
{
    /// <summary>Numbers in one vector.</summary>
    internal const int Width = 16;

    /// <summary>The smallest multiple of <see cref="Width"/> that holds a row.</summary>
    internal static int Stride(int length) => (length + Width - 1) / Width * Width;

    internal static void Copy(float* to, float* from, int length) => Unsafe.CopyBlock(to, from, (uint)length * sizeof(float));

    /// <summary>to ← a + b.</summary>
    internal static void Sum(float* to, float* a, float* b, int length)
    {
        for (var i = 0; i < length; i += Width)
        {
            (Vector512.Load(a + i) + Vector512.Load(b + i)).Store(to + i);
        }
    }

    /// <summary>to ← to + factor · from.</summary>
    internal static void AddScaled(float* to, float* from, float factor, int length)
    {
        var scale = Vector512.Create(factor);
        for (var i = 0; i < length; i += Width)
        {
            (Vector512.Load(to + i) + (scale * Vector512.Load(from + i))).Store(to + i);
        }
    }

    /// <summary>to ← max(0, to).</summary>
    internal static void Relu(float* to, int length)
    {
        for (var i = 0; i < length; i += 8)
        {
            Vector256.Max(Vector256.Load(to + i), Vector256<float>.Zero).Store(to + i);
        }
    }

    /// <summary>to ← to + from.</summary>
    internal static void Add(float* to, float* from, int length)
    {
        for (var i = 0; i < length; i += Width)
        {
            (Vector512.Load(to + i) + Vector512.Load(from + i)).Store(to + i);
        }
    }

    /// <summary>to ← (to − mean) · factor + shift.</summary>
    internal static void Normalize(float* to, float* mean, float* factor, float* shift, int length)
    {
        for (var i = 0; i < length; i += Width)
        {
            (((Vector512.Load(to + i) - Vector512.Load(mean + i)) * Vector512.Load(factor + i)) + Vector512.Load(shift + i)).Store(to + i);
        }
    }
}
