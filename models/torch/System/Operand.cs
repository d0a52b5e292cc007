using System.Buffers;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>What an operator can be given; converts from the types its schema uses.</summary>
internal readonly struct Operand
{
    internal static Operand Nothing => default;

    private readonly object? held;
    private readonly NativeValue value;

    private Operand(int tag, object? held = null, long integer = 0, double real = 0)
    {
        this.held = held;
        value = tag == RealTag ? new NativeValue { Tag = tag, Real = real } : new NativeValue { Tag = tag, Integer = integer };
    }

    private const int TensorTag = 1, IntegerTag = 2, RealTag = 3, BooleanTag = 4, IntegersTag = 5, TensorsTag = 6, DeviceTag = 7;

    public static implicit operator Operand(Tensor? tensor) => tensor is null ? Nothing : new(TensorTag, tensor);

    public static implicit operator Operand(long integer) => new(IntegerTag, null, integer);

    public static implicit operator Operand(double real) => new(RealTag, null, 0, real);

    public static implicit operator Operand(bool boolean) => new(BooleanTag, null, boolean ? 1 : 0);

    public static implicit operator Operand(long[] integers) => new(IntegersTag, integers);

    public static implicit operator Operand(Tensor[] tensors) => new(TensorsTag, tensors);

    public static implicit operator Operand(ScalarType? type) => type is null ? Nothing : new(IntegerTag, null, (long)type);

    public static implicit operator Operand(Device? device) =>
        device is null ? Nothing : new(DeviceTag, null, ((long)device.type << 16) | (uint)(device.index + 1));

    public static implicit operator Operand(Scalar? scalar) => scalar is null ? Nothing : scalar.Operand;

    /// <summary>Fills the native form; lists stay pinned until <paramref name="pins"/> are disposed.</summary>
    internal unsafe void Write(ref NativeValue native, List<MemoryHandle> pins)
    {
        native = value;
        switch (held)
        {
            case Tensor tensor:
                native.Pointer = (void*)tensor.Handle;
                break;
            case long[] integers:
                Pin(ref native, integers, pins);
                break;
            case Tensor[] tensors:
                Pin(ref native, Array.ConvertAll(tensors, t => t.Handle), pins);
                break;
        }
    }

    /// <summary>Keeps what the operand holds from being finalized before this point.</summary>
    internal void KeepAlive() => GC.KeepAlive(held);

    private static unsafe void Pin<T>(ref NativeValue native, T[] items, List<MemoryHandle> pins)
    {
        var pin = new Memory<T>(items).Pin();
        pins.Add(pin);
        native.Pointer = pin.Pointer;
        native.Count = items.Length;
    }
}

/// <summary>An operator of libtorch's dispatcher, looked up once when first called.</summary>
internal sealed class Operator(string name, string overload = "")
{
    private const int MostResults = 4;
    private nint handle;

    /// <summary>The one tensor that the operator returns.</summary>
    /// <exception cref="ExternalException">libtorch refused the operands.</exception>
    internal Tensor Call(params ReadOnlySpan<Operand> operands) => CallMany(operands)[0];

    /// <summary>An in-place operator: <paramref name="self"/> comes back as the same object.</summary>
    internal Tensor CallInPlace(Tensor self, params ReadOnlySpan<Operand> operands)
    {
        Span<nint> results = stackalloc nint[MostResults];
        var all = new Operand[operands.Length + 1];
        all[0] = self;
        operands.CopyTo(all.AsSpan(1));
        foreach (var alias in results[..Invoke(all, results)])
        {
            NativeTorch.Check(NativeTorch.Free(alias));
        }

        GC.KeepAlive(self);
        return self;
    }

    internal Tensor[] CallMany(params ReadOnlySpan<Operand> operands)
    {
        Span<nint> results = stackalloc nint[MostResults];
        var tensors = new Tensor[Invoke(operands, results)];
        for (var i = 0; i < tensors.Length; i++)
        {
            tensors[i] = new Tensor(results[i]);
        }

        return tensors;
    }

    private unsafe int Invoke(ReadOnlySpan<Operand> operands, Span<nint> results)
    {
        if (handle == 0)
        {
            NativeTorch.Check(NativeTorch.Operator(name, overload, out var found));
            handle = found;
        }

        Span<NativeValue> native = stackalloc NativeValue[operands.Length];
        List<MemoryHandle> pins = [];
        try
        {
            for (var i = 0; i < operands.Length; i++)
            {
                operands[i].Write(ref native[i], pins);
            }

            fixed (NativeValue* first = native)
            fixed (nint* firstResult = results)
            {
                NativeTorch.Check(NativeTorch.Call(handle, first, operands.Length, firstResult, results.Length, out var count));
                foreach (var operand in operands)
                {
                    operand.KeepAlive();
                }

                return count;
            }
        }
        finally
        {
            foreach (var pin in pins)
            {
                pin.Dispose();
            }
        }
    }
}
