using MolScreen.Gnn.Inference;

namespace MolScreen.Gnn.Arms;

/// <summary>The mean of an ensemble of networks; of probabilities for classification.</summary>
internal sealed class NetworkArm(IReadOnlyList<IForwardPass> networks, IReadOnlyList<TaskDescription> tasks) : IArm
{
    /// <inheritdoc/>
    public ArmKind Kind => ArmKind.Network;

    /// <inheritdoc/>
    public void Predict(MoleculeInputs inputs, float[] values, CancellationToken cancel)
    {
        Array.Clear(values);
        var one = new float[values.Length];
        foreach (var network in networks)
        {
            network.Predict(inputs, one, cancel);
            for (var i = 0; i < values.Length; i++)
            {
                values[i] += InUnits(one[i], tasks[i % tasks.Count].Kind) / networks.Count;
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
