using MolScreen.Gnn.Network;

namespace MolScreen.Gnn.Training;

/// <summary>A network that learns step by step: on the processor by <see cref="Fused.FusedTrainer"/>, else by libtorch.</summary>
internal interface ITrainableNetwork : IDisposable
{
    /// <summary>One step of Adam on the mean loss over a batch's labels, of which there is at least one.</summary>
    /// <param name="rows">Positions of the batch's molecules in the training data.</param>
    /// <param name="targets">Rows × tasks, scaled; finite.</param>
    /// <param name="present">Rows × tasks; 1 where there is a label, else 0.</param>
    /// <param name="learningRate">Adam's rate.</param>
    /// <returns>The loss before the step.</returns>
    double Step(int[] rows, float[] targets, float[] present, double learningRate);

    /// <summary>The weights as they are, with the targets' scale.</summary>
    NetworkWeights Export(TargetScale scale);
}
