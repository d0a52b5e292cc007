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
    private readonly bool lazyRelu;
    private readonly ConcurrentBag<FusedWorkspace> idle = [];

    internal FusedNetwork(NetworkWeights weights, NetworkArchitecture architecture)
    {
        architecture.Validate();
        Blas.EnsureLoaded();
        this.weights = new FusedWeights(weights, architecture);
        lazyRelu = architecture is { Activation: Activation.Relu, Undirected: false };
    }

    /// <summary>Outputs for the molecules from <paramref name="first"/> to before <paramref name="end"/>, targets' scale applied.</summary>
    /// <param name="graphs">Checked graphs of the network's layout.</param>
    /// <param name="offsets">Their <see cref="MoleculeGraphs.Offsets"/>.</param>
    /// <param name="descriptors">Scaled descriptors of all of the graphs; null where the network takes none.</param>
    /// <param name="first">The first molecule.</param>
    /// <param name="end">The one after the last.</param>
    /// <param name="output">(end − first) × tasks, row-major.</param>
    internal void Predict(MoleculeGraphs graphs, (int[] Atoms, int[] Bonds) offsets, DescriptorTable? descriptors, int first, int end, Span<float> output)
    {
        if (!idle.TryTake(out var workspace))
        {
            workspace = new FusedWorkspace(weights);
        }

        workspace.Molecules.Ensure(checked((end - first) * weights.MoleculeStride));
        for (var start = first; start < end;)
        {
            var stop = start + 1;
            while (stop < end && 2 * (offsets.Bonds[stop + 1] - offsets.Bonds[start]) <= EdgesPerBlock && offsets.Atoms[stop + 1] - offsets.Atoms[start] <= EdgesPerBlock)
            {
                stop++;
            }

            Encode(workspace, graphs, offsets, start, stop, workspace.Molecules.Pointer + ((long)(start - first) * weights.MoleculeStride));
            start = stop;
        }

        for (var i = first; descriptors is not null && i < end; i++)
        {
            descriptors.Row(i).CopyTo(new Span<float>(workspace.Molecules.Pointer + ((long)(i - first) * weights.MoleculeStride) + weights.Hidden, descriptors.Width));
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
        float* first = workspace.First.Pointer, sums = workspace.Sums.Pointer, atomRows = workspace.AtomRows.Pointer;
        int[] source = workspace.Source, kinds = workspace.Kinds;

        for (var e = 0; e < edges; e++)
        {
            Rows.Sum(first + ((long)e * stride), workspace.Table.Input(kinds[source[e]]), weights.BondRow(graphs.BondCodes.AsSpan((offsets.Bonds[start] + (e / 2)) * MoleculeGraphs.CodesPerBond, MoleculeGraphs.CodesPerBond)), stride);
        }

        if (lazyRelu)
        {
            PassMessagesLazily(workspace);
        }
        else
        {
            PassMessages(workspace);
        }

        for (var v = 0; v < atoms; v++)
        {
            Rows.Copy(atomRows + ((long)v * stride), workspace.Table.Output(kinds[v]), stride);
        }

        Blas.Sgemm(false, false, atoms, hidden, hidden, 1, sums, stride, weights.Output.Pointer, stride, 1, atomRows, stride);
        if (!lazyRelu)
        {
            RowActivations.Apply(weights.Architecture.Activation, weights.MessageSlope, atomRows, atoms * stride);
        }

        for (var i = start; i < stop; i++)
        {
            ReadOut(atomRows + ((long)(offsets.Atoms[i] - offsets.Atoms[start]) * stride), graphs.AtomCounts[i], molecules + ((long)(i - start) * weights.MoleculeStride));
        }
    }

    /// <summary>The sums of messages into each atom, where ReLU need not be stored: it is applied where a row is read.</summary>
    private void PassMessagesLazily(FusedWorkspace workspace)
    {
        var stride = weights.Stride;
        float* first = workspace.First.Pointer, state = workspace.State.Pointer, messages = workspace.Messages.Pointer, sums = workspace.Sums.Pointer;
        int[] source = workspace.Source;

        // The pre-activation lives in `current`: first H0 itself, then H0 + W_h M.
        var current = first;
        for (var step = 1; step < weights.Architecture.Depth; step++)
        {
            SumIncoming(workspace, current);
            for (var e = 0; e < workspace.Edges; e += 2)
            {
                Rows.SubtractRelu(messages + ((long)e * stride), sums + ((long)source[e] * stride), current + ((long)(e + 1) * stride), stride);
                Rows.SubtractRelu(messages + ((long)(e + 1) * stride), sums + ((long)source[e + 1] * stride), current + ((long)e * stride), stride);
                Rows.Copy(state + ((long)e * stride), first + ((long)e * stride), 2 * stride);
            }

            Update(workspace);
            current = state;
        }

        SumIncoming(workspace, current);
    }

    /// <summary>The same for every activation, and for undirected messages: `state` holds the activated rows.</summary>
    private void PassMessages(FusedWorkspace workspace)
    {
        var (stride, edges) = (weights.Stride, workspace.Edges);
        float* first = workspace.First.Pointer, state = workspace.State.Pointer, messages = workspace.Messages.Pointer, sums = workspace.Sums.Pointer;
        int[] source = workspace.Source;
        void Activate() => RowActivations.Apply(weights.Architecture.Activation, weights.MessageSlope, workspace.State.Pointer, edges * stride);

        for (var e = 0; e < edges; e++)
        {
            Rows.Copy(state + ((long)e * stride), first + ((long)e * stride), stride);
        }

        Activate();
        for (var step = 1; step < weights.Architecture.Depth; step++)
        {
            for (var e = 0; weights.Architecture.Undirected && e < edges; e += 2)
            {
                Rows.Average(state + ((long)e * stride), state + ((long)(e + 1) * stride), stride);
            }

            SumIncoming(workspace, state);
            for (var e = 0; e < edges; e += 2)
            {
                Rows.Subtract(messages + ((long)e * stride), sums + ((long)source[e] * stride), state + ((long)(e + 1) * stride), stride);
                Rows.Subtract(messages + ((long)(e + 1) * stride), sums + ((long)source[e + 1] * stride), state + ((long)e * stride), stride);
                Rows.Copy(state + ((long)e * stride), first + ((long)e * stride), 2 * stride);
            }

            Update(workspace);
            Activate();
        }

        SumIncoming(workspace, state);
    }

    /// <summary>state ← state + W_h messages, with W_h's bias where it has one.</summary>
    private void Update(FusedWorkspace workspace)
    {
        var (stride, edges, state) = (weights.Stride, workspace.Edges, workspace.State);
        for (var e = 0; weights.UpdateBias is { } bias && e < edges; e++)
        {
            Rows.Add(state.Pointer + ((long)e * stride), bias.Pointer, stride);
        }

        Blas.Sgemm(false, false, edges, weights.Hidden, weights.Hidden, 1, workspace.Messages.Pointer, stride, weights.Update.Pointer, stride, 1, state.Pointer, stride);
    }

    private void SumIncoming(FusedWorkspace workspace, float* current)
    {
        var (stride, edges) = (weights.Stride, workspace.Edges);
        var sums = workspace.Sums.Pointer;
        int[] target = workspace.Target;
        new Span<float>(sums, workspace.Atoms * stride).Clear();
        if (lazyRelu)
        {
            for (var e = 0; e < edges; e++)
            {
                Rows.AddRelu(sums + ((long)target[e] * stride), current + ((long)e * stride), stride);
            }
        }
        else
        {
            for (var e = 0; e < edges; e++)
            {
                Rows.Add(sums + ((long)target[e] * stride), current + ((long)e * stride), stride);
            }
        }
    }

    private void ReadOut(float* atomRows, int atoms, float* molecule)
    {
        var stride = weights.Stride;
        new Span<float>(molecule, stride).Clear();
        for (var v = 0; v < atoms; v++)
        {
            if (lazyRelu)
            {
                Rows.AddRelu(molecule, atomRows + ((long)v * stride), stride);
            }
            else
            {
                Rows.Add(molecule, atomRows + ((long)v * stride), stride);
            }
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

        if (weights.Normalization is var (mean, factor, shift))
        {
            Rows.Normalize(molecule, mean.Pointer, factor.Pointer, shift.Pointer, stride);
        }
    }

    private void FeedForward(FusedWorkspace workspace, int molecules, Span<float> output)
    {
        var input = workspace.Molecules.Pointer;
        var inputStride = weights.MoleculeStride;
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
                RowActivations.Apply(weights.Architecture.FfnActivation, weights.FfnSlope, buffer, molecules * stride);
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
