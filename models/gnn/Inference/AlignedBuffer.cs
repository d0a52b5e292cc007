using System.Runtime.CompilerServices;

namespace MolScreen.Gnn.Inference;

/// <summary>Single-precision numbers at a fixed address on a cache line's boundary, zero at first; freed by the collector.</summary>
internal sealed unsafe class AlignedBuffer
{
    private const int Alignment = 64;
    private float[] held;

    internal AlignedBuffer(int length)
    {
        held = [];
        Pointer = Allocate(length);
    }

    internal float* Pointer { get; private set; }

    internal int Length { get; private set; }

    /// <summary>Makes room; what was in the buffer is lost where it grows.</summary>
    internal void Ensure(int length)
    {
        if (length > Length)
        {
            Pointer = Allocate(checked(length + (length / 4)));
        }
    }

    private float* Allocate(int length)
    {
        Length = length;
        held = GC.AllocateArray<float>(length + (Alignment / sizeof(float)), pinned: true);
        var address = (nuint)Unsafe.AsPointer(ref held[0]);
        return (float*)((address + Alignment - 1) & ~(nuint)(Alignment - 1));
    }
}
