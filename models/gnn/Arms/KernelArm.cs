using MolScreen.Gnn.Kernel;

namespace MolScreen.Gnn.Arms;

/// <summary>Tanimoto-kernel ridge regression, which also knows how near the molecules are that it learned.</summary>
/// <param name="model">Fitted as a regression, also on labels 0 and 1.</param>
/// <param name="tasks">What it predicts.</param>
/// <param name="threads">0 for one a core.</param>
internal sealed class KernelArm(TanimotoKernelModel model, IReadOnlyList<TaskDescription> tasks, int threads) : IArm
{
    /// <inheritdoc/>
    public ArmKind Kind => ArmKind.Kernel;

    /// <summary>The model itself.</summary>
    internal TanimotoKernelModel Model => model;

    /// <inheritdoc/>
    public void Predict(MoleculeInputs inputs, float[] values, CancellationToken cancel) =>
        Predict(inputs, values, new NearestMolecules(inputs.Count), cancel);

    /// <summary>The same, with the learned molecules that are nearest.</summary>
    internal void Predict(MoleculeInputs inputs, float[] values, NearestMolecules nearest, CancellationToken cancel)
    {
        model.Predict(inputs.Fingerprints!, values, nearest, threads > 0 ? threads : Environment.ProcessorCount, cancel);
        for (var i = 0; i < values.Length; i++)
        {
            if (tasks[i % tasks.Count].Kind == TaskKind.Classification)
            {
                values[i] = Math.Clamp(values[i], 0, 1);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
