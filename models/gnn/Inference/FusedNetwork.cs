using System.Collections.Concurrent;
using MolScreen.Gnn.Network;
using MolScreen.Torch.OpenBlas;

namespace MolScreen.Gnn.Inference;

/// <summary>
/// The D-MPNN's forward pass on the processor, a block of molecules at a time so that a block's rows stay in the
/// cache between gather, product and activation. Thread-safe: every caller works in buffers of its own.
/// </summary>
internal sealed unsafe class FusedNetwork
{
    /// <summary>Directed edges of a block, and atoms; one molecule with more of either makes a block alone.</summary>
    internal const int EdgesPerBlock = 768;

    private readonly FusedWeights weights;
    private readonly ConcurrentBag<FusedWorkspace> idle = [];

    internal FusedNetwork(NetworkWeights weights, NetworkArchitecture architecture)
    {
        architecture.Validate();
        Blas.EnsureLoaded();
        this.weights = new FusedWeights(weights, architecture);
    }

    /// <summary>Outputs for the molecules from <paramref name="first"/> to before <paramref name="end"/>, targets' scale applied.</summary>
    /// <param name="graphs">Checked graphs of the network's layout.</param>
    /// <param name="offsets">Their <see cref="MoleculeGraphs.Offsets"/>.</param>
    /// <param name="first">The first molecule.</param>
    /// <param name="end">The one after the last.</param>
    /// <param name="output">(end − first) × tasks, row-major.</param>
    internal void Predict(MoleculeGraphs graphs, (int[] Atoms, int[] Bonds) offsets, int first, int end, Span<float> output)
    {
        if (!idle.TryTake(out var workspace))
        {
            workspace = new FusedWorkspace(weights);
        }

        workspace.Molecules.Ensure(checked((end - first) * weights.Stride));
        for (var start = first; start < end;)
        {
            var stop = start + 1;
            while (stop < end && 2 * (offsets.Bonds[stop + 1] - offsets.Bonds[start]) <= EdgesPerBlock && offsets.Atoms[stop + 1] - offsets.Atoms[start] <= EdgesPerBlock)
            {
                stop++;
            }

            Encode(workspace, graphs, offsets, start, stop, workspace.Molecules.Pointer + ((long)(start - first) * weights.Stride));
            start = stop;
        }

        FeedForward(workspace, end - first, output);
        idle.Add(workspace);
    }

    /// <summary>Messages, atom vectors and the molecules' vectors of one block.</summary>
    private void Encode(FusedWorkspace workspace, MoleculeGraphs graphs, (int[] Atoms, int[] Bonds) offsets, int start, int stop, float* molecules)
    {
        var (stride, hidden) = (weights.Stride, weights.Hidden);
        workspace.Load(graphs, offsets, start, stop);
        var (edges, atoms) = (workspace.Edges, workspace.Atoms);
        float* first = workspace.First.Pointer, state = workspace.State.Pointer, messages = workspace.Messages.Pointer, sums = workspace.Sums.Pointer, atomRows = workspace.AtomRows.Pointer;
        int[] source = workspace.Source, target = workspace.Target, kinds = workspace.Kinds;

        for (var e = 0; e < edges; e++)
        {
            Rows.Sum(first + ((long)e * stride), workspace.Table.Input(kinds[source[e]]), weights.BondRow(graphs.BondCodes.AsSpan((offsets.Bonds[start] + (e / 2)) * MoleculeGraphs.CodesPerBond, MoleculeGraphs.CodesPerBond)), stride);
        }

        // The pre-activation lives in `current`: first H0 itself, then H0 + W_h M. ReLU is applied where it is read.
        var current = first;
        for (var step = 1; step < weights.Architecture.Depth; step++)
        {
            SumIncoming(current, edges, target, sums, atoms);
            for (var e = 0; e < edges; e += 2)
            {
                Rows.SubtractRelu(messages + ((long)e * stride), sums + ((long)source[e] * stride), current + ((long)(e + 1) * stride), stride);
                Rows.SubtractRelu(messages + ((long)(e + 1) * stride), sums + ((long)source[e + 1] * stride), current + ((long)e * stride), stride);
                Rows.Copy(state + ((long)e * stride), first + ((long)e * stride), 2 * stride);
            }

            Blas.Sgemm(false, false, edges, hidden, hidden, 1, messages, stride, weights.Update.Pointer, stride, 1, state, stride);
            current = state;
        }

        SumIncoming(current, edges, target, sums, atoms);
        for (var v = 0; v < atoms; v++)
        {
            Rows.Copy(atomRows + ((long)v * stride), workspace.Table.Output(kinds[v]), stride);
        }

        Blas.Sgemm(false, false, atoms, hidden, hidden, 1, sums, stride, weights.Output.Pointer, stride, 1, atomRows, stride);
        for (var i = start; i < stop; i++)
        {
            ReadOut(atomRows + ((long)(offsets.Atoms[i] - offsets.Atoms[start]) * stride), graphs.AtomCounts[i], molecules + ((long)(i - start) * stride));
        }
    }

    private void SumIncoming(float* current, int edges, int[] target, float* sums, int atoms)
    {
        var stride = weights.Stride;
        new Span<float>(sums, atoms * stride).Clear();
        for (var e = 0; e < edges; e++)
        {
            Rows.AddRelu(sums + ((long)target[e] * stride), current + ((long)e * stride), stride);
        }
    }

    private void ReadOut(float* atomRows, int atoms, float* molecule)
    {
        var stride = weights.Stride;
        new Span<float>(molecule, stride).Clear();
        for (var v = 0; v < atoms; v++)
        {
            Rows.AddRelu(molecule, atomRows + ((long)v * stride), stride);
        }

        var divisor = weights.Architecture.Aggregation switch
        {
            Aggregation.Norm => (float)weights.Architecture.AggregationNorm,
            Aggregation.Mean => Math.Max(1, atoms),
            _ => 1f,
        };
        for (var i = 0; i < stride; i++)
        {
            molecule[i] /= divisor;
        }
    }

    private void FeedForward(FusedWorkspace workspace, int molecules, Span<float> output)
    {
        var input = workspace.Molecules.Pointer;
        var inputStride = weights.Stride;
        var layers = weights.FeedForward;
        for (var layer = 0; layer < layers.Length; layer++)
        {
            var (weight, bias, inputs, outputs) = layers[layer];
            var stride = Rows.Stride(outputs);
            var buffer = workspace.Layer(layer, checked(molecules * stride));
            for (var i = 0; i < molecules; i++)
            {
                Rows.Copy(buffer + ((long)i * stride), bias.Pointer, stride);
            }

            Blas.Sgemm(false, false, molecules, outputs, inputs, 1, input, inputStride, weight.Pointer, stride, 1, buffer, stride);
            if (layer < layers.Length - 1)
            {
                Rows.Relu(buffer, molecules * stride);
            }

            input = buffer;
            inputStride = stride;
        }

        var tasks = weights.Architecture.Tasks;
        for (var i = 0; i < molecules; i++)
        {
            for (var task = 0; task < tasks; task++)
            {
                output[(i * tasks) + task] = (input[((long)i * inputStride) + task] * weights.TargetScale[task]) + weights.TargetMean[task];
            }
        }
    }
}
