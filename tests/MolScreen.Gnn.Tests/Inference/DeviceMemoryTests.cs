using System.Runtime.InteropServices;
using MolScreen.Gnn.Inference;

namespace MolScreen.Gnn.Tests.Inference;

public sealed class DeviceMemoryTests
{
    private const string Message = "CUDA out of memory. Tried to allocate 2.00 GiB (GPU 0; 79.15 GiB total capacity)";

    /// <summary>A device that holds 100 molecules: 512, 256 and 128 fail, 64 works and is kept.</summary>
    [Fact]
    public void Batches_are_halved_until_they_fit_and_stay_so()
    {
        List<int> tried = [];
        var memory = new DeviceMemory(512);
        void Work(int size)
        {
            tried.Add(size);
            if (size > 100)
            {
                throw new Failure(Message);
            }
        }

        memory.Run(Work);
        memory.Run(Work);

        Assert.Equal([512, 256, 128, 64, 64], tried);
    }

    [Fact]
    public void Other_trouble_and_a_molecule_that_does_not_fit_alone_are_told()
    {
        Assert.Equal("device-side assert", Assert.Throws<Failure>(() => new DeviceMemory(8).Run(_ => throw new Failure("device-side assert"))).Message);
        var memory = new DeviceMemory(8);
        Assert.Equal(Message, Assert.Throws<Failure>(() => memory.Run(_ => throw new Failure(Message))).Message);
        Assert.Equal(1, memory.BatchSize);
    }

    private sealed class Failure(string message) : ExternalException(message);
}
