using System.Runtime.InteropServices;

namespace MolScreen.Chemistry.Native;

/// <summary>A cancellation as native code reads it: a number that turns from 0 to 1.</summary>
internal sealed unsafe class CancellationFlag : IDisposable
{
    private readonly CancellationTokenRegistration _registration;

    public CancellationFlag(CancellationToken cancel)
    {
        Pointer = (int*)NativeMemory.AllocZeroed(sizeof(int));
        _registration = cancel.UnsafeRegister(static state => Volatile.Write(ref *((CancellationFlag)state!).Pointer, 1), this);
    }

    /// <summary>Valid until disposal.</summary>
    public int* Pointer { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Waits for a cancellation that is under way.
        _registration.Dispose();
        NativeMemory.Free(Pointer);
    }
}
