using MolScreen.Gnn.Environments;
using MolScreen.Gnn.Inference;
using MolScreen.Gnn.Network;
using MolScreen.Torch.OpenBlas;

namespace MolScreen.Gnn.Training.Fused;

/// <summary>
/// Message passing and readout over the environments of a batch, forward and backward. A level's state is
/// H = drop(ReLU(root + M W)), M being the sum of the states that come in: of edges root = W_i [x_src ‖ e] and W = W_h, of
/// atoms root = W_o x + b and W the rest of W_o. Backward, with G = ∂loss/∂H: Z = G · [H &gt; 0] · factor, ∂W = Mᵀ Z, ∂M = Z Wᵀ.
/// </summary>
internal sealed unsafe class FusedEncoder
{
    private readonly FusedTrainingState state;
    private readonly ParameterLayout layout;
    private readonly SeededDropout dropout;
    private readonly StepThreads threads;
    private readonly BatchEnvironments environments;
    private readonly EnvironmentRoots roots;
    private readonly GradientLanes update, output;
    private readonly int hidden, stride, last;

    // Of each level what comes in, later its gradient; and what it becomes, later the gradient before ReLU.
    private readonly AlignedBuffer[] messages, states;

    internal FusedEncoder(FusedTrainingState state, SeededDropout dropout, StepThreads threads)
    {
        (this.state, this.dropout, this.threads, layout) = (state, dropout, threads, state.Layout);
        (hidden, stride, last) = (layout.Architecture.Hidden, layout.Stride, layout.Architecture.Depth - 1);
        environments = new BatchEnvironments(last + 1, shared: !dropout.Drops, undirected: false);
        roots = new EnvironmentRoots(state, environments);
        (update, output) = (new GradientLanes(hidden, hidden), new GradientLanes(hidden, hidden));
        messages = [.. Enumerable.Range(0, last + 1).Select(_ => new AlignedBuffer(0))];
        states = [.. Enumerable.Range(0, last + 1).Select(_ => new AlignedBuffer(0))];
    }

    /// <summary>Writes the molecules' vectors.</summary>
    /// <param name="graphs">Checked graphs.</param>
    /// <param name="offsets">Their offsets.</param>
    /// <param name="rows">Positions of the batch's molecules.</param>
    /// <param name="molecules">Rows × <see cref="ParameterLayout.MoleculeStride"/>; the first hidden columns are written, and their padding.</param>
    internal void Forward(MoleculeGraphs graphs, (int[] Atoms, int[] Bonds) offsets, ReadOnlySpan<int> rows, float* molecules)
    {
        environments.Load(graphs, offsets, rows);
        environments.ListUsers();
        roots.Forward(graphs);
        for (var level = 0; level <= last; level++)
        {
            Forward(level);
        }

        threads.Each(environments.Molecules.Count, molecule =>
        {
            var atoms = environments.Molecules[molecule];
            var vector = molecules + ((long)molecule * layout.MoleculeStride);
            GatheredRows.Sum(vector, states[last].Pointer, atoms, stride);
            GatheredRows.Divide(vector, Divisor(atoms.Length), stride);
        });
    }

    /// <summary>The gradients of the encoder's parameters.</summary>
    /// <param name="graphs">The graphs of the forward pass.</param>
    /// <param name="molecules">Gradients of the molecules' vectors, rows × <see cref="ParameterLayout.Stride"/>; changed.</param>
    /// <param name="gradient">Of all parameters; the encoder's are written.</param>
    internal void Backward(MoleculeGraphs graphs, float* molecules, float* gradient)
    {
        for (var molecule = 0; molecule < environments.Molecules.Count; molecule++)
        {
            GatheredRows.Divide(molecules + ((long)molecule * stride), Divisor(environments.Molecules[molecule].Length), stride);
        }

        update.Clear();
        output.Clear();
        Backward(last, molecules, environments.MoleculeUsers);
        for (var level = last - 1; level >= 0; level--)
        {
            Backward(level, messages[level + 1].Pointer, environments.Levels[level + 1].Users);
        }

        threads.Lanes(hidden, (_, first, end) =>
        {
            update.Sum(gradient + layout.Update.Weight, first, end);
            output.Sum(gradient + MessagePart, first, end);
        });
        roots.Backward(graphs, states, messages[0].Pointer, gradient, threads);
    }

    /// <summary>Where the part of W_oᵀ that takes the summed messages starts.</summary>
    private int MessagePart => layout.Output.Weight + (layout.Features.AtomFeatures * stride);

    private float Divisor(int atoms) => layout.Architecture.Aggregation switch
    {
        Aggregation.Norm => (float)layout.Architecture.AggregationNorm,
        Aggregation.Mean => Math.Max(1, atoms),
        _ => 1,
    };

    private float* Weights(int level) => state.Parameters + (level == last ? MessagePart : layout.Update.Weight);

    private void Forward(int level)
    {
        var environment = environments.Levels[level];
        messages[level].Ensure(checked(environment.Count * stride));
        states[level].Ensure(checked(environment.Count * stride));
        var below = level == 0 ? roots.FirstState : states[level - 1].Pointer;
        var root = level == last ? roots.Atoms : roots.Edges;
        threads.Lanes(environment.Count, (_, first, end) =>
        {
            float* message = messages[level].Pointer + ((long)first * stride), after = states[level].Pointer + ((long)first * stride);
            for (var row = first; row < end; row++)
            {
                GatheredRows.Sum(messages[level].Pointer + ((long)row * stride), below, environment.Incoming[row], stride);
                Rows.Copy(states[level].Pointer + ((long)row * stride), root + ((long)environment.Roots[row] * stride), stride);
            }

            Blas.Sgemm(false, false, end - first, hidden, hidden, 1, message, stride, Weights(level), stride, 1, after, stride);
            Rows.Relu(after, (end - first) * stride);
            for (var row = first; dropout.Drops && row < end; row++)
            {
                dropout.Apply(states[level].Pointer + ((long)row * stride), stride, state.Step, level, row);
            }
        });
    }

    /// <summary>Gradients of a level's weights and messages.</summary>
    /// <param name="level">The level.</param>
    /// <param name="above">Gradients of the sums that take its states.</param>
    /// <param name="users">Which of the sums take each state.</param>
    private void Backward(int level, float* above, RowLists users)
    {
        var gradients = level == last ? output : update;
        var count = environments.Levels[level].Count;
        threads.Lanes(count, (lane, first, end) =>
        {
            float* message = messages[level].Pointer + ((long)first * stride), before = states[level].Pointer + ((long)first * stride);
            for (var row = first; row < end; row++)
            {
                GatheredRows.Backward(states[level].Pointer + ((long)row * stride), above, users[row], dropout.Factor, stride);
            }

            gradients.Add(lane, end - first, message, stride, before);
            Blas.Sgemm(false, true, end - first, hidden, hidden, 1, before, stride, Weights(level), stride, 0, message, stride);
        });
        gradients.Filled(StepThreads.LaneCount(count));
    }
}
