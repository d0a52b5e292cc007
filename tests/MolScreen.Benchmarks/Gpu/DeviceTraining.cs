using System.Globalization;
using MolScreen.Gnn;
using MolScreen.Gnn.Network;
using MolScreen.Gnn.Training;
using MolScreen.Gnn.Training.Fused;

namespace MolScreen.Benchmarks.Gpu;

/// <summary>Training through libtorch against the fused trainer on the processor, from the same weights on the same batches.</summary>
internal static class DeviceTraining
{
    private const int Steps = 30, BatchSize = 64, Seed = 1;
    private const double LearningRate = 3e-4;

    /// <summary>How far a step's loss may be off, of itself: what single precision in another order grows to in so many steps of Adam.</summary>
    private const double Tolerance = 1e-2;

    /// <summary>Trains the default network on each molecule's number of atoms, in units of 20.</summary>
    /// <returns>Whether the losses of all steps are the same within the tolerance.</returns>
    public static bool Check(MoleculeInputs inputs, string device, TextWriter log)
    {
        TaskDescription[] tasks = [new() { Name = "atoms" }];
        var architecture = new NetworkArchitecture();
        var data = new TrainingData { Inputs = inputs, Targets = Array.ConvertAll(inputs.Graphs.AtomCounts, atoms => atoms / 20f) };
        using var torch = new TorchNetwork(data, new TrainingOptions { Name = "atoms", Tasks = tasks }, architecture, null, Seed, device);
        var state = FusedTrainingState.Draw(architecture, Seed);
        state.Vector(torch.Export(new TargetScale([0f], [1f]))).AsSpan().CopyTo(state.Values);
        using var processor = new ProcessorNetwork(data, tasks, state, null, Environment.ProcessorCount);

        var random = new Random(Seed);
        var (worst, first, last) = (0.0, 0.0, 0.0);
        for (var step = 0; step < Steps; step++)
        {
            var rows = Enumerable.Range(0, BatchSize).Select(_ => random.Next(data.Count)).ToArray();
            float[] targets = Array.ConvertAll(rows, row => data.Targets[row]), present = Array.ConvertAll(rows, _ => 1f);
            var expected = processor.Step(rows, targets, present, LearningRate);
            last = torch.Step(rows, targets, present, LearningRate);
            first = step == 0 ? last : first;
            var off = Math.Abs(last - expected) / expected;
            worst = off <= worst ? worst : off;
        }

        var agrees = worst <= Tolerance && last < first;
        log.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"training: {Steps} steps of {BatchSize}, loss from {first:0.0000} to {last:0.0000}; off by at most {worst:0.0e0} of the processor's ({(agrees ? "within" : "NOT within")} {Tolerance:0.0e0}, and falling)"));
        return agrees;
    }
}
