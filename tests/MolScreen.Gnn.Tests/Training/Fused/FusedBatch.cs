using MolScreen.Gnn.Network;
using MolScreen.Gnn.Training.Fused;

namespace MolScreen.Gnn.Tests.Training.Fused;

/// <summary>Molecules of the oracle with labels drawn for each task, a third of them missing, and networks to train on them.</summary>
internal sealed class FusedBatch
{
    internal FusedBatch(NetworkArchitecture architecture, MoleculeGraphs? graphs = null)
    {
        Architecture = architecture;
        Graphs = graphs ?? Oracle.Graphs;
        Offsets = Graphs.Offsets();
        Rows = [.. Enumerable.Range(0, Graphs.Count).Reverse()];
        var random = new Random(7);
        Tasks = [.. Enumerable.Range(0, architecture.Tasks).Select(task => new TaskDescription { Name = $"t{task}", Kind = task % 2 == 0 ? TaskKind.Regression : TaskKind.Classification })];
        Descriptors = architecture.Descriptors == 0 ? null : new DescriptorTable([.. Enumerable.Range(0, Graphs.Count * architecture.Descriptors).Select(_ => (random.NextSingle() * 2) - 1)], architecture.Descriptors);
        (Targets, Present) = (new float[Rows.Length * Tasks.Length], new float[Rows.Length * Tasks.Length]);
        for (var i = 0; i < Targets.Length; i++)
        {
            Targets[i] = Tasks[i % Tasks.Length].Kind == TaskKind.Classification ? random.Next(2) : (random.NextSingle() * 4) - 2;
            Present[i] = random.Next(3) == 0 ? 0 : 1;
        }

        // A molecule without any label.
        Present.AsSpan(0, Tasks.Length).Clear();
    }

    internal NetworkArchitecture Architecture { get; }

    internal MoleculeGraphs Graphs { get; }

    internal (int[] Atoms, int[] Bonds) Offsets { get; }

    internal int[] Rows { get; }

    internal TaskDescription[] Tasks { get; }

    internal DescriptorTable? Descriptors { get; }

    internal float[] Targets { get; }

    internal float[] Present { get; }

    /// <summary>Weights as they are drawn, with biases that are not too small to matter.</summary>
    internal FusedTrainingState Draw(int seed = 3) => FusedTrainingState.Draw(Architecture, seed);

    internal double Step(FusedTrainer trainer, double learningRate) => trainer.Step(Graphs, Offsets, Rows, Descriptors, Targets, Present, learningRate);

    /// <summary>Parameters after some steps, over parts of the molecules in turn.</summary>
    internal float[] Trained(FusedTrainingState state, int workers, int steps)
    {
        var trainer = new FusedTrainer(state, Tasks, workers);
        for (var step = 0; step < steps; step++)
        {
            var (first, end) = (Rows.Length * (state.Step % 3) / 4, Rows.Length * ((state.Step % 3) + 2) / 4);
            trainer.Step(Graphs, Offsets, Rows.AsSpan(first..end), Descriptors, Targets.AsSpan((first * Tasks.Length)..(end * Tasks.Length)), Present.AsSpan((first * Tasks.Length)..(end * Tasks.Length)), 1e-3);
        }

        return state.Values.ToArray();
    }
}
