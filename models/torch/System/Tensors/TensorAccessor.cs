using System.Collections;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Utils;

/// <summary>Elements of a tensor on the processor, in row-major order.</summary>
/// <typeparam name="T">The element type; its size must be that of the tensor's.</typeparam>
public sealed class TensorAccessor<T> : IDisposable, IEnumerable<T>
    where T : unmanaged
{
    private readonly Tensor tensor;

    internal TensorAccessor(Tensor tensor) => this.tensor = tensor.detach().contiguous();

    /// <summary>Number of elements.</summary>
    public long Count => tensor.NumberOfElements;

    /// <summary>A copy of the elements.</summary>
    public T[] ToArray()
    {
        var elements = MemoryMarshal.Cast<byte, T>(tensor.bytes);
        if (elements.Length != Count)
        {
            throw new InvalidOperationException($"Elements of {tensor.dtype} cannot be read as {typeof(T).Name}.");
        }

        var copy = elements.ToArray();
        GC.KeepAlive(tensor);
        return copy;
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)ToArray()).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public void Dispose() => tensor.Dispose();
}
