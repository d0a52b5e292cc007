using MolScreen.Gnn.Arms;
using MolScreen.Gnn.Inference;
using MolScreen.Gnn.Network;

namespace MolScreen.Gnn.Training;

/// <summary>Trains the networks: one for each fit, as many at a time as there are workers.</summary>
internal static class NetworkArmTraining
{
    /// <summary>Trains all.</summary>
    internal static (TrainedArm Arm, TrainedNetwork[] Networks) Run(
        TrainingData data, TrainingOptions options, NetworkArchitecture architecture, IReadOnlyList<Holdout> holdouts, TrainingCheckpoints? checkpoints, Action<TrainingProgress> report, CancellationToken cancel)
    {
        var trained = new TrainedNetwork[holdouts.Count];
        var each = new float[holdouts.Count][];

        // libtorch's dropout draws from its one generator: with it, networks follow one another to stay reproducible.
        var workers = architecture.Dropout > 0 && !NetworkTraining.WithoutLibtorch(options, architecture) ? 1 : options.Workers;
        Parallel.For(0, holdouts.Count, new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancel }, member =>
        {
            trained[member] = checkpoints?.Finished(member, architecture) ?? new NetworkTraining(data, options, architecture, holdouts[member], holdouts.Count, checkpoints).Run(member, report, cancel);
            checkpoints?.Keep(member, trained[member]);
            each[member] = Predict(trained[member].Weights, architecture, data.Inputs, options.Tasks, cancel);
        });
        var files = Enumerable.Range(0, trained.Length).Select(member => $"weights-{member}.safetensors").ToArray();
        return (
            new TrainedArm(ArmKind.Network, each, folder =>
            {
                for (var member = 0; member < trained.Length; member++)
                {
                    trained[member].Weights.Write(Path.Combine(folder, files[member]));
                }

                return files;
            }),
            trained);
    }

    private static float[] Predict(NetworkWeights weights, NetworkArchitecture architecture, MoleculeInputs inputs, IReadOnlyList<TaskDescription> tasks, CancellationToken cancel)
    {
        var outputs = new float[inputs.Count * architecture.Tasks];
        using var network = new FusedForwardPass(weights, architecture, threads: 1);
        using var arm = new NetworkArm([network], tasks);
        arm.Predict(inputs, outputs, cancel);
        return outputs;
    }
}

/// <summary>A network after its training.</summary>
/// <param name="Weights">Those of the epoch that did best on the molecules held out.</param>
/// <param name="Epoch">That epoch, from 1.</param>
internal sealed record TrainedNetwork(NetworkWeights Weights, int Epoch);
