using System.Runtime.InteropServices;

namespace MolScreen.Gnn.Inference;

/// <summary>Work in batches on a device whose memory may not hold them: where it does not, batches become half as large, and stay so.</summary>
/// <param name="batchSize">Molecules in a batch at first.</param>
internal sealed class DeviceMemory(int batchSize)
{
    /// <summary>Molecules in a batch now.</summary>
    internal int BatchSize { get; private set; } = batchSize;

    /// <summary>Does the whole work with batches of one size, again from the start with half the size where the memory did not suffice.</summary>
    /// <param name="work">Takes the size; what it had done before it failed must do no harm.</param>
    /// <exception cref="ExternalException">libtorch failed for another reason, or a single molecule does not fit.</exception>
    internal void Run(Action<int> work)
    {
        while (true)
        {
            try
            {
                work(BatchSize);
                return;
            }
            catch (ExternalException e) when (BatchSize > 1 && IsExhausted(e))
            {
                BatchSize /= 2;
            }
        }
    }

    /// <summary>Whether libtorch says that the device's memory is used up ("CUDA out of memory. Tried to allocate …").</summary>
    private static bool IsExhausted(ExternalException exception) => exception.Message.Contains("out of memory", StringComparison.OrdinalIgnoreCase);
}
