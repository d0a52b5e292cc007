using MolScreen.Gnn.Arms;
using MolScreen.Gnn.Domain;
using MolScreen.Gnn.Inference;
using MolScreen.Gnn.Network;

namespace MolScreen.Gnn.Training;

/// <summary>Trains the networks: one for each fit, as many at a time as there are workers.</summary>
internal static class NetworkArmTraining
{
    /// <summary>Learned molecules whose vectors say where the network's latent space is known, at most.</summary>
    private const int MoleculesForLatent = 5000;

    /// <summary>Molecules whose vectors are held in memory together.</summary>
    private const int MoleculesTogether = 8192;

    /// <summary>Trains all. Also gives, of each fit, the latent distance of every molecule to those that the fit learned.</summary>
    internal static (TrainedArm Arm, TrainedNetwork[] Networks, IReadOnlyList<float[]> Distances) Run(
        TrainingData data, TrainingOptions options, NetworkArchitecture architecture, IReadOnlyList<Holdout> holdouts, TrainingCheckpoints? checkpoints, Action<TrainingProgress> report, CancellationToken cancel)
    {
        var trained = new TrainedNetwork[holdouts.Count];
        var (each, distances, latent) = (new float[holdouts.Count][], new float[holdouts.Count][], new LatentDomain[holdouts.Count]);

        // libtorch's dropout draws from its one generator: with it, networks follow one another to stay reproducible.
        var workers = architecture.Dropout > 0 && !NetworkTraining.WithoutLibtorch(options, architecture) ? 1 : options.Workers;
        Parallel.For(0, holdouts.Count, new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancel }, member =>
        {
            trained[member] = checkpoints?.Finished(member, architecture) ?? new NetworkTraining(data, options, architecture, holdouts[member], holdouts.Count, checkpoints).Run(member, report, cancel);
            checkpoints?.Keep(member, trained[member]);
            using var network = new FusedForwardPass(trained[member].Weights, architecture, threads: 1);
            latent[member] = Latent(network, architecture, data.Inputs, holdouts[member].Fit, cancel);
            (each[member], distances[member]) = Predict(network, data.Inputs, options.Tasks, latent[member], cancel);
        });
        var files = Enumerable.Range(0, trained.Length).Select(member => $"weights-{member}.safetensors").ToArray();
        return (
            new TrainedArm(ArmKind.Network, each, folder =>
            {
                for (var member = 0; member < trained.Length; member++)
                {
                    trained[member].Weights.Write(Path.Combine(folder, files[member]));
                }

                LatentDomainFile.Write(Path.Combine(folder, LatentDomainFile.Name), latent);
                return [.. files, LatentDomainFile.Name];
            }),
            trained,
            distances);
    }

    private static LatentDomain Latent(FusedForwardPass network, NetworkArchitecture architecture, MoleculeInputs inputs, int[] learned, CancellationToken cancel)
    {
        var every = Math.Max(1, (learned.Length + MoleculesForLatent - 1) / MoleculesForLatent);
        var sample = inputs.Select([.. learned.Where((_, place) => place % every == 0)]);
        var readouts = new float[sample.Count * architecture.Hidden];
        network.Predict(sample, new float[sample.Count * architecture.Tasks], readouts, cancel);
        return LatentDomain.Fit(readouts, architecture.Hidden);
    }

    private static (float[] Values, float[] Distances) Predict(FusedForwardPass network, MoleculeInputs inputs, IReadOnlyList<TaskDescription> tasks, LatentDomain latent, CancellationToken cancel)
    {
        var (values, distances) = (new float[inputs.Count * tasks.Count], new float[inputs.Count]);
        using var arm = new NetworkArm([network], tasks, [latent], threads: 1);
        foreach (var rows in Enumerable.Range(0, inputs.Count).Chunk(MoleculesTogether))
        {
            var (some, near) = (new float[rows.Length * tasks.Count], new float[rows.Length]);
            arm.Predict(inputs.Select(rows), some, near, cancel);
            some.CopyTo(values, rows[0] * tasks.Count);
            near.CopyTo(distances, rows[0]);
        }

        return (values, distances);
    }
}

/// <summary>A network after its training.</summary>
/// <param name="Weights">Those of the epoch that did best on the molecules held out.</param>
/// <param name="Epoch">That epoch, from 1.</param>
internal sealed record TrainedNetwork(NetworkWeights Weights, int Epoch);
