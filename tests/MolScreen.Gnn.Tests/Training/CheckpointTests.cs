using MolScreen.Gnn.Network;
using MolScreen.Gnn.Training;

namespace MolScreen.Gnn.Tests.Training;

/// <summary>A training that was stopped goes on where it was, and comes to the same bits as one that was not.</summary>
public sealed class CheckpointTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("checkpoints").FullName;

    public void Dispose() => Directory.Delete(folder, true);

    public static TheoryData<NetworkArchitecture> Architectures =>
    [
        SmallData.Options.Architecture,
        SmallData.Options.Architecture with { Dropout = 0.2, FfnLayers = 2 },
    ];

    [Theory]
    [MemberData(nameof(Architectures))]
    public void A_stopped_training_goes_on_with_the_same_bits(NetworkArchitecture architecture)
    {
        var options = SmallData.Options with { Architecture = architecture, Epochs = 5, Ensemble = 2, Threads = 1 };
        var (whole, stopped) = (Path.Combine(folder, "whole"), Path.Combine(folder, "stopped"));
        var expected = Trainer.Train(SmallData.Rings, options, whole);

        // Once in the middle of each of the networks, with another number of threads.
        foreach (var (network, epoch) in new[] { (1, 2), (2, 4) })
        {
            using var cancel = new CancellationTokenSource();
            var progress = new Relay(step =>
            {
                if (step.Network == network && step.Epoch == epoch)
                {
                    cancel.Cancel();
                }
            });
            Assert.ThrowsAny<OperationCanceledException>(() => Trainer.Train(SmallData.Rings, options with { Threads = network }, stopped, progress, cancel.Token));
            Assert.Contains(Directory.GetFiles(stopped + ".partial"), file => Path.GetFileName(file).StartsWith("running-", StringComparison.Ordinal));
        }

        var epochs = new List<TrainingProgress>();
        var report = Trainer.Train(SmallData.Rings, options, stopped, new Relay(epochs.Add));

        for (var member = 0; member < 2; member++)
        {
            var file = $"weights-{member}.safetensors";
            Assert.Equal(File.ReadAllBytes(Path.Combine(whole, file)), File.ReadAllBytes(Path.Combine(stopped, file)));
        }

        Assert.Equal(expected.Manifest.Metrics["test"], report.Manifest.Metrics["test"]);
        Assert.Equal([1, 2, 3, 4, 5], epochs.Where(step => step is { Note: null, Network: 2 }).Select(step => step.Epoch));
        Assert.False(Directory.Exists(stopped + ".partial"));
    }

    [Fact]
    public void Other_settings_start_afresh()
    {
        var path = Path.Combine(folder, "changed");
        using var cancel = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => Trainer.Train(SmallData.Rings, SmallData.Options, path, new Relay(_ => cancel.Cancel()), cancel.Token));
        var other = SmallData.Options with { Seed = 9, Epochs = 2 };
        Trainer.Train(SmallData.Rings, other, path);
        Trainer.Train(SmallData.Rings, other, path + "-alone");
        Assert.Equal(File.ReadAllBytes(Path.Combine(path + "-alone", "weights-0.safetensors")), File.ReadAllBytes(Path.Combine(path, "weights-0.safetensors")));
    }

    private sealed class Relay(Action<TrainingProgress> action) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => action(value);
    }
}
