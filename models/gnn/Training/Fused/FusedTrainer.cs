using System.Runtime.Intrinsics;
using MolScreen.Gnn.Inference;
using MolScreen.Gnn.Network;
using MolScreen.Torch.OpenBlas;

namespace MolScreen.Gnn.Training.Fused;

/// <summary>
/// Trains a D-MPNN on the processor without libtorch: forward, backward and Adam on rows in the cache, every distinct environment of a
/// batch once. The same state and batches give the same bits whatever the number of threads. Not thread-safe.
/// </summary>
internal sealed unsafe class FusedTrainer
{
    private const double Beta1 = 0.9, Beta2 = 0.999;
    private const float Epsilon = 1e-8f;

    private readonly IReadOnlyList<TaskDescription> tasks;
    private readonly StepThreads threads;
    private readonly FusedEncoder encoder;
    private readonly FusedFeedForward feedForward;
    private readonly AlignedBuffer gradient, vectors = new(0);
    private readonly ParameterLayout layout;

    /// <summary>Goes on from a state, which every step changes.</summary>
    /// <param name="state">Parameters and moments.</param>
    /// <param name="tasks">Number or class, for each output.</param>
    /// <param name="workers">Threads of a step; from 1.</param>
    internal FusedTrainer(FusedTrainingState state, IReadOnlyList<TaskDescription> tasks, int workers)
    {
        layout = state.Layout;
        if (!Supports(layout.Architecture) || tasks.Count != layout.Architecture.Tasks)
        {
            throw new ArgumentException($"{layout.Architecture} with {tasks.Count} tasks is not trained here.", nameof(state));
        }

        Blas.EnsureLoaded();
        (State, this.tasks, threads) = (state, tasks, new StepThreads(workers));
        var dropout = new SeededDropout(layout.Architecture.Dropout, state.Seed);
        encoder = new FusedEncoder(state, dropout, threads);
        feedForward = new FusedFeedForward(state, dropout);
        gradient = new AlignedBuffer(layout.Length);
    }

    /// <summary>Where the training stands.</summary>
    internal FusedTrainingState State { get; }

    /// <summary>The last step's gradient, in the places of the parameters.</summary>
    internal ReadOnlySpan<float> Gradient => new(gradient.Pointer, layout.Length);

    /// <summary>Whether networks of an architecture can be trained here: ReLU, directed messages, no batch normalization.</summary>
    internal static bool Supports(NetworkArchitecture architecture) =>
        architecture is { Activation: Activation.Relu, Undirected: false, BatchNorm: false } && (architecture.FfnLayers == 0 || architecture.FfnActivation == Activation.Relu);

    /// <summary>One step of Adam on the mean loss over a batch's labels; without a label nothing changes.</summary>
    /// <param name="graphs">Checked graphs of the network's layout.</param>
    /// <param name="offsets">Their <see cref="MoleculeGraphs.Offsets"/>.</param>
    /// <param name="rows">Positions of the batch's molecules.</param>
    /// <param name="descriptors">Scaled descriptors of all of the graphs; null where the network takes none.</param>
    /// <param name="targets">Rows × tasks; finite.</param>
    /// <param name="present">Rows × tasks; 1 where there is a label, else 0.</param>
    /// <param name="learningRate">Adam's rate.</param>
    /// <returns>The loss before the step; 0 without a label.</returns>
    internal double Step(MoleculeGraphs graphs, (int[] Atoms, int[] Bonds) offsets, ReadOnlySpan<int> rows, DescriptorTable? descriptors, ReadOnlySpan<float> targets, ReadOnlySpan<float> present, double learningRate)
    {
        if (present.IndexOfAnyExcept(0) < 0)
        {
            return 0;
        }

        vectors.Ensure(checked(rows.Length * Math.Max(layout.MoleculeStride, Rows.Stride(layout.Architecture.FfnHidden))));
        var input = feedForward.Input(rows.Length);
        encoder.Forward(graphs, offsets, rows, input);
        for (var i = 0; descriptors is not null && i < rows.Length; i++)
        {
            descriptors.Row(rows[i]).CopyTo(new Span<float>(input + ((long)i * layout.MoleculeStride) + layout.Architecture.Hidden, descriptors.Width));
        }

        var loss = BatchLoss.Differentiate(tasks, feedForward.Forward(rows.Length), feedForward.OutputStride, targets, present);
        feedForward.Backward(rows.Length, gradient.Pointer, vectors.Pointer);
        encoder.Backward(graphs, vectors.Pointer, gradient.Pointer);
        Update(learningRate);
        return loss;
    }

    /// <summary>m ← β₁ m + (1 − β₁) g; v ← β₂ v + (1 − β₂) g²; p ← p − rate · (m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + ε).</summary>
    private void Update(double learningRate)
    {
        State.Step++;
        var rate = Vector256.Create((float)(learningRate / (1 - Math.Pow(Beta1, State.Step))));
        var secondScale = Vector256.Create((float)(1 / Math.Sqrt(1 - Math.Pow(Beta2, State.Step))));
        var (beta1, beta2, epsilon) = (Vector256.Create((float)Beta1), Vector256.Create((float)Beta2), Vector256.Create(Epsilon));
        var (rest1, rest2) = (Vector256.Create((float)(1 - Beta1)), Vector256.Create((float)(1 - Beta2)));
        threads.Lanes(layout.Length / Rows.Width, (_, firstRow, endRow) =>
        {
            for (var i = firstRow * Rows.Width; i < endRow * Rows.Width; i += 8)
            {
                var g = Vector256.Load(gradient.Pointer + i);
                var first = (Vector256.Load(State.First + i) * beta1) + (g * rest1);
                var second = (Vector256.Load(State.Second + i) * beta2) + (g * g * rest2);
                first.Store(State.First + i);
                second.Store(State.Second + i);
                (Vector256.Load(State.Parameters + i) - (first * rate / ((Vector256.Sqrt(second) * secondScale) + epsilon))).Store(State.Parameters + i);
            }
        });
    }
}
