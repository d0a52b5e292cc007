using MolScreen.Gnn.Network;

namespace MolScreen.Gnn.Training.Fused;

/// <summary>Trains on the processor by <see cref="FusedTrainer"/>.</summary>
internal sealed class ProcessorNetwork : ITrainableNetwork
{
    private readonly MoleculeGraphs graphs;
    private readonly (int[] Atoms, int[] Bonds) offsets;
    private readonly DescriptorScale? descriptorScale;
    private readonly DescriptorTable? descriptors;
    private readonly FusedTrainer trainer;

    internal ProcessorNetwork(TrainingData data, IReadOnlyList<TaskDescription> tasks, FusedTrainingState state, DescriptorScale? descriptorScale, int workers)
    {
        (graphs, offsets) = (data.Graphs, data.Graphs.Offsets());
        (this.descriptorScale, descriptors) = (descriptorScale, descriptorScale?.Apply(data.Inputs.Descriptors!));
        trainer = new FusedTrainer(state, tasks, workers);
    }

    /// <summary>Where it stands.</summary>
    internal FusedTrainingState State => trainer.State;

    /// <inheritdoc/>
    public double Step(int[] rows, float[] targets, float[] present, double learningRate) =>
        trainer.Step(graphs, offsets, rows, descriptors, targets, present, learningRate);

    /// <inheritdoc/>
    public NetworkWeights Export(TargetScale scale) => State.Export(State.Values, scale.Mean, scale.Scale, descriptorScale);

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
