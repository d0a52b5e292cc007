namespace TorchSharp;

/// <summary>Kinds of device, with libtorch's numbers.</summary>
public enum DeviceType
{
    /// <summary>The processor.</summary>
    CPU = 0,

    /// <summary>An NVIDIA device.</summary>
    CUDA = 1,
}

public static partial class torch
{
    /// <summary>Element types, with libtorch's numbers.</summary>
    public enum ScalarType : sbyte
    {
        /// <summary>8-bit unsigned.</summary>
        Byte = 0,

        /// <summary>8-bit signed.</summary>
        Int8 = 1,

        /// <summary>16-bit signed.</summary>
        Int16 = 2,

        /// <summary>32-bit signed.</summary>
        Int32 = 3,

        /// <summary>64-bit signed.</summary>
        Int64 = 4,

        /// <summary>IEEE half precision.</summary>
        Float16 = 5,

        /// <summary>IEEE single precision.</summary>
        Float32 = 6,

        /// <summary>IEEE double precision.</summary>
        Float64 = 7,

        /// <summary>A byte that is 0 or 1.</summary>
        Bool = 11,

        /// <summary>bfloat16.</summary>
        BFloat16 = 15,
    }

    /// <summary>The element types under their usual names.</summary>
    public const ScalarType uint8 = ScalarType.Byte, int32 = ScalarType.Int32, int64 = ScalarType.Int64, float16 = ScalarType.Float16,
        float32 = ScalarType.Float32, float64 = ScalarType.Float64, bfloat16 = ScalarType.BFloat16, @bool = ScalarType.Bool;

    /// <summary>The processor.</summary>
    public static readonly Device CPU = new(DeviceType.CPU);

    /// <summary>The first NVIDIA device.</summary>
    public static Device CUDA { get; } = new(DeviceType.CUDA, 0);

    /// <summary>A device by its description: <c>cpu</c>, <c>cuda</c> or <c>cuda:1</c>.</summary>
    public static Device device(string description) => new(description);

    /// <summary>A device of a kind; −1 stands for the current one.</summary>
    public static Device device(DeviceType deviceType, int index = -1) => new(deviceType, index);

    /// <summary>Where a tensor lives.</summary>
    public class Device
    {
        /// <summary>A device by its description: <c>cpu</c>, <c>cuda</c> or <c>cuda:1</c>.</summary>
        public Device(string description)
        {
            var parts = description.Split(':');
            type = parts[0].ToUpperInvariant() switch
            {
                "CPU" => DeviceType.CPU,
                "CUDA" => DeviceType.CUDA,
                _ => throw new ArgumentException($"The device '{description}' is not cpu, cuda or cuda:N.", nameof(description)),
            };
            index = parts.Length > 1 ? int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) : DefaultIndex(type);
        }

        /// <summary>A device of a kind; −1 stands for the current one.</summary>
        public Device(DeviceType deviceType, int index = -1)
        {
            type = deviceType;
            this.index = index == -1 ? DefaultIndex(deviceType) : index;
        }

        /// <summary>Its kind.</summary>
        public DeviceType type { get; private set; }

        /// <summary>Its number among the devices of its kind; −1 for the processor.</summary>
        public int index { get; private set; }

        /// <inheritdoc/>
        public override string ToString() => type == DeviceType.CPU ? "cpu" : $"cuda:{index}";

        private static int DefaultIndex(DeviceType type) => type == DeviceType.CUDA ? 0 : -1;
    }

    /// <summary>What CUDA offers here.</summary>
    public static class cuda
    {
        /// <summary>Whether libtorch has CUDA and a device answers.</summary>
        public static bool is_available() => device_count() > 0;

        /// <summary>Devices that can be used.</summary>
        public static int device_count()
        {
            NativeTorch.Check(NativeTorch.CudaDevices(out var count));
            return count;
        }
    }

    /// <summary>Settings of the kinds of device.</summary>
    public static class backends
    {
        /// <summary>Of NVIDIA devices.</summary>
        public static class cuda
        {
            /// <summary>Of products of matrices.</summary>
            public static class matmul
            {
                /// <summary>Whether factors in single precision may be rounded to TF32, of 10 bits after the point; of the whole process, false at first.</summary>
                public static bool allow_tf32
                {
                    get
                    {
                        NativeTorch.Check(NativeTorch.AllowTf32(-1, out var now));
                        return now != 0;
                    }

                    set => NativeTorch.Check(NativeTorch.AllowTf32(value ? 1 : 0, out _));
                }
            }
        }
    }
}
