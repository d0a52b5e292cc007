using System.Runtime.InteropServices;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>
    /// A multi-dimensional array of libtorch. Owns its native handle; freed by <see cref="Dispose()"/>, by the dispose scope
    /// it was made in, or by the finalizer. Not safe for use by several threads at once.
    /// </summary>
    public partial class Tensor : IDisposable
    {
        private nint handle;

        internal Tensor(nint handle)
        {
            this.handle = handle;
            Scope = DisposeScope.Enter(this);
        }

        /// <summary>Frees a tensor nobody disposed.</summary>
        ~Tensor() => Dispose(false);

        /// <summary>The native handle.</summary>
        /// <exception cref="ObjectDisposedException">The tensor was freed.</exception>
        public nint Handle
        {
            get
            {
                ObjectDisposedException.ThrowIf(handle == 0, this);
                return handle;
            }
        }

        /// <summary>Whether the tensor was freed.</summary>
        public bool IsInvalid => handle == 0;

        /// <summary>Sizes of its dimensions.</summary>
        public long[] shape => Describe().Sizes;

        /// <summary>Type of its elements.</summary>
        public ScalarType dtype => Describe().Type;

        /// <summary>Where it lives.</summary>
        public Device device => Describe().Device;

        /// <summary>Number of dimensions.</summary>
        public long ndim => shape.Length;

        /// <summary>Number of elements.</summary>
        public long NumberOfElements => shape.Aggregate(1L, (product, size) => product * size);

        /// <summary>Whether gradients are kept for it.</summary>
        public bool requires_grad
        {
            get => Describe().RequiresGrad;
            set => NativeTorch.Check(NativeTorch.SetRequiresGrad(Handle, value ? 1 : 0));
        }

        /// <summary>The gradient that <see cref="backward"/> accumulated; null before. Shares memory with libtorch's.</summary>
        public Tensor? grad
        {
            get
            {
                NativeTorch.Check(NativeTorch.Grad(Handle, out var gradient));
                GC.KeepAlive(this);
                return gradient == 0 ? null : new Tensor(gradient);
            }

            set
            {
                NativeTorch.Check(NativeTorch.SetGrad(Handle, value?.Handle ?? 0));
                GC.KeepAlive(value);
            }
        }

        /// <summary>The memory of a contiguous tensor on the processor; valid while the tensor lives.</summary>
        public unsafe Span<byte> bytes
        {
            get
            {
                NativeTorch.Check(NativeTorch.Data(Handle, out var data, out var length));
                return new Span<byte>((void*)data, checked((int)length));
            }

            set
            {
                var own = bytes;
                if (value.Length != own.Length)
                {
                    throw new ArgumentException($"{value.Length} bytes do not fill a tensor of {own.Length}.");
                }

                value.CopyTo(own);
                GC.KeepAlive(this);
            }
        }

        internal DisposeScope? Scope { get; set; }

        /// <summary>Number of elements.</summary>
        public long numel() => NumberOfElements;

        /// <summary>Size of one dimension; negative counts from the end.</summary>
        public long size(int dim) => shape[dim < 0 ? (int)ndim + dim : dim];

        /// <summary>The elements as <typeparamref name="T"/>, in row-major order.</summary>
        public TensorAccessor<T> data<T>()
            where T : unmanaged => new(this);

        /// <summary>The only element.</summary>
        public T item<T>()
            where T : unmanaged
        {
            using var here = detach().cpu();
            var elements = MemoryMarshal.Cast<byte, T>(here.bytes);
            var only = elements.Length == 1 && here.NumberOfElements == 1
                ? elements[0]
                : throw new ArgumentException($"item<{typeof(T).Name}>() of a tensor of {NumberOfElements} elements of {dtype}.");
            GC.KeepAlive(here);
            return only;
        }

        /// <summary>Accumulates the gradient of this scalar into every leaf it depends on.</summary>
        public void backward()
        {
            NativeTorch.Check(NativeTorch.Backward(Handle));
            GC.KeepAlive(this);
        }

        /// <summary>Marks whether gradients are kept; returns this object.</summary>
        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        /// <summary>A tensor on another device.</summary>
        public Tensor to(Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(dtype, device, copy, disposeAfter, non_blocking);

        /// <summary>A tensor of another element type.</summary>
        public Tensor to(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(type, device, copy, disposeAfter, non_blocking);

        /// <summary>A tensor of another type on another device.</summary>
        /// <param name="type">Element type.</param>
        /// <param name="device">Where to.</param>
        /// <param name="copy">Whether to copy where nothing changes.</param>
        /// <param name="disposeAfter">Whether to free this tensor.</param>
        /// <param name="non_blocking">Whether a copy from <see cref="pin_memory"/> is only enqueued.</param>
        public Tensor to(ScalarType type, Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false)
        {
            NativeTorch.Check(NativeTorch.To(Handle, (int)type, (int)device.type, device.index, non_blocking ? 1 : 0, copy ? 1 : 0, out var moved));
            if (disposeAfter)
            {
                Dispose();
            }

            return new Tensor(moved);
        }

        /// <summary>A tensor on the processor.</summary>
        public Tensor cpu() => to(CPU);

        /// <summary>A copy in memory that CUDA reads while the processor goes on; needs a CUDA device.</summary>
        public Tensor pin_memory() => Ops.PinMemory.Call(this);

        /// <summary>Takes the tensor out of its dispose scope into the enclosing one.</summary>
        public Tensor MoveToOuterDisposeScope()
        {
            Scope?.Leave(this, Scope.Outer);
            return this;
        }

        /// <summary>Takes the tensor out of every dispose scope: the caller frees it.</summary>
        public Tensor DetachFromDisposeScope()
        {
            Scope?.Leave(this, null);
            return this;
        }

        /// <inheritdoc/>
        public override string ToString() => IsInvalid ? "[freed]" : $"[{string.Join("x", shape)}], type = {dtype}, device = {device}";

        /// <inheritdoc/>
        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        /// <summary>Frees the native tensor.</summary>
        protected virtual void Dispose(bool disposing)
        {
            var owned = Interlocked.Exchange(ref handle, 0);
            if (owned == 0)
            {
                return;
            }

            if (disposing)
            {
                Scope?.Leave(this, null);
            }

            _ = NativeTorch.Free(owned);
        }

        /// <summary>Gives the handle to a new owner.</summary>
        internal nint Release()
        {
            Scope?.Leave(this, null);
            return Interlocked.Exchange(ref handle, 0);
        }

        private unsafe (ScalarType Type, Device Device, long[] Sizes, bool RequiresGrad) Describe()
        {
            var sizes = stackalloc long[8];
            NativeTorch.Check(NativeTorch.Describe(Handle, out var type, out var deviceType, out var deviceIndex, out var dimensions, sizes, out var requiresGrad));
            GC.KeepAlive(this);
            return ((ScalarType)type, new Device((DeviceType)deviceType, deviceIndex), new ReadOnlySpan<long>(sizes, dimensions).ToArray(), requiresGrad != 0);
        }
    }
}
