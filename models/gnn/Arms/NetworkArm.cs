using MolScreen.Gnn.Domain;
using MolScreen.Gnn.Inference;

namespace MolScreen.Gnn.Arms;

/// <summary>The mean of an ensemble of networks; of probabilities for classification.</summary>
/// <param name="networks">At least one.</param>
/// <param name="tasks">What they predict.</param>
/// <param name="latent">Of each network how far a vector is from those that it learned; none where that is not known.</param>
/// <param name="threads">Threads of the latent distances; 0 for one a core.</param>
internal sealed class NetworkArm(IReadOnlyList<IForwardPass> networks, IReadOnlyList<TaskDescription> tasks, IReadOnlyList<LatentDomain> latent, int threads) : IArm
{
    private readonly LatentDistances[] latent = [.. latent.Select(domain => new LatentDistances(domain))];

    /// <inheritdoc/>
    public ArmKind Kind => ArmKind.Network;

    /// <inheritdoc/>
    public void Predict(MoleculeInputs inputs, float[] values, CancellationToken cancel) => Predict(inputs, values, [], cancel);

    /// <summary>The same, with the mean over the networks of the latent distance (n); NaN where it is not known, not computed where empty.</summary>
    internal void Predict(MoleculeInputs inputs, float[] values, float[] distances, CancellationToken cancel)
    {
        Array.Clear(values);
        Array.Fill(distances, latent.Length > 0 ? 0 : float.NaN);
        var one = new float[values.Length];
        var readouts = latent.Length > 0 && distances.Length > 0 ? new float[inputs.Count * latent[0].Width] : null;
        for (var member = 0; member < networks.Count; member++)
        {
            networks[member].Predict(inputs, one, readouts, cancel);
            for (var i = 0; i < values.Length; i++)
            {
                values[i] += InUnits(one[i], tasks[i % tasks.Count].Kind) / networks.Count;
            }

            if (readouts is not null)
            {
                latent[member].Add(readouts, 1f / networks.Count, distances, threads > 0 ? threads : Environment.ProcessorCount, cancel);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var network in networks)
        {
            network.Dispose();
        }
    }

    /// <summary>A network's output in the task's unit: for classification a probability.</summary>
    internal static float InUnits(float output, TaskKind kind) => kind == TaskKind.Classification ? 1 / (1 + MathF.Exp(-output)) : output;
}
