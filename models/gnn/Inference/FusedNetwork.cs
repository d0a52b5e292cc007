using System.Collections.Concurrent;
using MolScreen.Gnn.Network;
using MolScreen.Torch.OpenBlas;

namespace MolScreen.Gnn.Inference;

/// <summary>
/// The D-MPNN's forward pass on the processor, over the distinct environments of a block of molecules: after t updates the state of an
/// edge depends only on its environment of radius t, and so does its product with the weights. Since W Σ h = Σ W h, products are
/// taken of the states before they are summed, of which fewer differ. A molecule's result depends on those beside it only by the rounding
/// of products, where OpenBLAS treats rows of a matrix differently by their positions.
/// Thread-safe: every caller works in buffers of its own.
/// </summary>
internal sealed unsafe class FusedNetwork
{
    /// <summary>Rows that are gathered, activated and multiplied while they are in the cache.</summary>
    internal const int TileRows = 128;

    /// <summary>Directed edges of a block, and atoms; one molecule with more of either makes a block alone.</summary>
    private const int EdgesPerBlock = 65_536;

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
    /// <param name="descriptors">Scaled descriptors of all of the graphs; null where the network takes none.</param>
    /// <param name="first">The first molecule.</param>
    /// <param name="end">The one after the last.</param>
    /// <param name="output">(end − first) × tasks, row-major.</param>
    /// <param name="readouts">(end − first) × hidden: the molecules' vectors; empty where nobody asks.</param>
    internal void Predict(MoleculeGraphs graphs, (int[] Atoms, int[] Bonds) offsets, DescriptorTable? descriptors, int first, int end, Span<float> output, Span<float> readouts)
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

        for (var i = 0; !readouts.IsEmpty && i < end - first; i++)
        {
            new ReadOnlySpan<float>(workspace.Molecules.Pointer + ((long)i * weights.MoleculeStride), weights.Hidden).CopyTo(readouts[(i * weights.Hidden)..]);
        }

        for (var i = first; descriptors is not null && i < end; i++)
        {
            descriptors.Row(i).CopyTo(new Span<float>(workspace.Molecules.Pointer + ((long)(i - first) * weights.MoleculeStride) + weights.Hidden, descriptors.Width));
        }

        FeedForward(workspace, end - first, output);
        idle.Add(workspace);
    }

    /// <summary>The molecules' vectors of one block.</summary>
    private void Encode(FusedWorkspace workspace, MoleculeGraphs graphs, (int[] Atoms, int[] Bonds) offsets, int start, int stop, float* molecules)
    {
        workspace.Load(graphs, offsets, start, stop);
        var (environments, stride, depth) = (workspace.Environments, weights.Stride, weights.Architecture.Depth);
        for (var radius = 0; radius < depth; radius++)
        {
            Multiply(workspace, radius);
        }

        var atoms = environments.Levels[^1].Count;
        workspace.Atoms.Ensure(checked(atoms * stride));
        for (var atom = 0; atom < atoms; atom++)
        {
            WriteState(workspace, depth, atom, workspace.Row(workspace.Atoms, atom));
        }

        for (var i = 0; i < stop - start; i++)
        {
            ReadOut(workspace.Atoms.Pointer, environments.Molecules[i], molecules + ((long)i * weights.MoleculeStride));
        }
    }

    /// <summary>The edges' states of a radius times W_h, or W_o after the last update.</summary>
    private void Multiply(FusedWorkspace workspace, int radius)
    {
        var (hidden, stride, last) = (weights.Hidden, weights.Stride, radius == weights.Architecture.Depth - 1);
        var count = radius == 0 ? workspace.Environments.PairKinds.Count : workspace.Environments.Levels[radius - 1].Count;
        var products = workspace.Products[radius % 2];
        products.Ensure(checked(count * stride));

        // Undirected updates list an edge and its reverse, of which they take the mean.
        var factor = weights.Architecture.Undirected && !last ? 0.5f : 1;
        for (var first = 0; first < count; first += TileRows)
        {
            var rows = Math.Min(TileRows, count - first);
            for (var row = 0; row < rows; row++)
            {
                WriteState(workspace, radius, first + row, workspace.Row(workspace.Tile, row));
            }

            Blas.Sgemm(false, false, rows, hidden, hidden, factor, workspace.Tile.Pointer, stride, (last ? weights.Output : weights.Update).Pointer, stride, 0, workspace.Row(products, first), stride);
        }
    }

    /// <summary>An environment's state: of an edge, at a radius below the depth, or of an atom.</summary>
    private void WriteState(FusedWorkspace workspace, int radius, int environment, float* state)
    {
        var stride = weights.Stride;
        if (radius == 0)
        {
            Rows.Copy(state, workspace.Row(workspace.First, environment), stride);
        }
        else
        {
            var level = workspace.Environments.Levels[radius - 1];
            var roots = radius == weights.Architecture.Depth ? workspace.AtomRoots : workspace.EdgeRoots;
            GatheredRows.Sum(state, workspace.Row(roots, level.Roots[environment]), workspace.Products[(radius - 1) % 2].Pointer, level.Incoming[environment], stride);
        }

        RowActivations.Apply(weights.Architecture.Activation, weights.MessageSlope, state, stride);
    }

    private void ReadOut(float* rows, ReadOnlySpan<int> atoms, float* molecule)
    {
        GatheredRows.Sum(molecule, rows, atoms, weights.Stride);
        var divisor = weights.Architecture.Aggregation switch
        {
            Aggregation.Norm => (float)weights.Architecture.AggregationNorm,
            Aggregation.Mean => Math.Max(1, atoms.Length),
            _ => 1f,
        };
        GatheredRows.Divide(molecule, divisor, weights.Stride);
        if (weights.Normalization is var (mean, factor, shift))
        {
            Rows.Normalize(molecule, mean.Pointer, factor.Pointer, shift.Pointer, weights.Stride);
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
