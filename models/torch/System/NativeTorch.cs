using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>The C ABI of native/: libtorch's tensors as opaque handles. Entry points return 0, or -1 with a message of the thread.</summary>
internal static unsafe partial class NativeTorch
{
    internal const string Library = "molscreen_torch";

    /// <summary>The interface's version that these declarations are for; checked when the library is loaded.</summary>
    internal const int ExpectedVersion = 3;

#pragma warning disable CA1810 // The resolver must be in place before the first call of this class; what it throws then comes out as itself.
    static NativeTorch() => MolScreen.Torch.NativeLibraries.Register();
#pragma warning restore CA1810

    [LibraryImport(Library, EntryPoint = "molscreen_torch_last_error")]
    internal static partial nint LastError();

    [LibraryImport(Library, EntryPoint = "molscreen_torch_live_tensors")]
    internal static partial long LiveTensors();

    [LibraryImport(Library, EntryPoint = "molscreen_torch_tensor_new")]
    internal static partial int New(void* data, int scalarType, long* sizes, int dimensions, out nint result);

    [LibraryImport(Library, EntryPoint = "molscreen_torch_tensor_free")]
    internal static partial int Free(nint tensor);

    [LibraryImport(Library, EntryPoint = "molscreen_torch_tensor_describe")]
    internal static partial int Describe(nint tensor, out int scalarType, out int deviceType, out int deviceIndex, out int dimensions, long* sizes, out int requiresGrad);

    [LibraryImport(Library, EntryPoint = "molscreen_torch_tensor_data")]
    internal static partial int Data(nint tensor, out nint data, out long bytes);

    [LibraryImport(Library, EntryPoint = "molscreen_torch_tensor_to")]
    internal static partial int To(nint tensor, int scalarType, int deviceType, int deviceIndex, int nonBlocking, int copy, out nint result);

    [LibraryImport(Library, EntryPoint = "molscreen_torch_set_requires_grad")]
    internal static partial int SetRequiresGrad(nint tensor, int value);

    [LibraryImport(Library, EntryPoint = "molscreen_torch_backward")]
    internal static partial int Backward(nint tensor);

    [LibraryImport(Library, EntryPoint = "molscreen_torch_grad")]
    internal static partial int Grad(nint tensor, out nint result);

    [LibraryImport(Library, EntryPoint = "molscreen_torch_set_grad")]
    internal static partial int SetGrad(nint tensor, nint gradient);

    [LibraryImport(Library, EntryPoint = "molscreen_torch_grad_enabled")]
    internal static partial int GradEnabled(int value, out int previous);

    [LibraryImport(Library, EntryPoint = "molscreen_torch_manual_seed")]
    internal static partial int ManualSeed(long seed);

    [LibraryImport(Library, EntryPoint = "molscreen_torch_threads")]
    internal static partial int Threads(int set, out int now);

    [LibraryImport(Library, EntryPoint = "molscreen_torch_cuda_devices")]
    internal static partial int CudaDevices(out int count);

    [LibraryImport(Library, EntryPoint = "molscreen_torch_allow_tf32")]
    internal static partial int AllowTf32(int set, out int now);

    [LibraryImport(Library, EntryPoint = "molscreen_torch_operator", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Operator(string name, string overload, out nint result);

    [LibraryImport(Library, EntryPoint = "molscreen_torch_call")]
    internal static partial int Call(nint handle, NativeValue* operands, int given, nint* results, int capacity, out int count);

    /// <summary>Throws what the last failed call of this thread left.</summary>
    /// <exception cref="ExternalException">libtorch refused the call; its message.</exception>
    internal static void Check(int status)
    {
        if (status != 0)
        {
            throw new ExternalException(Marshal.PtrToStringUTF8(LastError()));
        }
    }
}

/// <summary>One operand as the ABI reads it; the layout of <c>molscreen_value</c>.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal unsafe struct NativeValue
{
    [FieldOffset(0)]
    internal int Tag;
    [FieldOffset(4)]
    internal int Count;
    [FieldOffset(8)]
    internal long Integer;
    [FieldOffset(8)]
    internal double Real;
    [FieldOffset(8)]
    internal void* Pointer;
}
