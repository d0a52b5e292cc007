using MolScreen.Gnn.Environments;

namespace MolScreen.Gnn.Inference;

/// <summary>The buffers of one worker, and the environments of the block it has in hand.</summary>
internal sealed unsafe class FusedWorkspace(FusedWeights weights)
{
    private readonly List<AlignedBuffer> layers = [];
    private readonly AlignedBuffer kinds = new(0);
    private int[] rows = [];

    internal BatchEnvironments Environments { get; } = new(weights.Architecture.Depth, shared: true, weights.Architecture.Undirected);

    /// <summary>H0 before the activation, pair by pair.</summary>
    internal AlignedBuffer First { get; } = new(0);

    /// <summary>What an update adds to W_h M, pair by pair: H0 before the activation, and W_h's bias.</summary>
    internal AlignedBuffer EdgeRoots { get; } = new(0);

    /// <summary>What the atom vectors start from, kind by kind.</summary>
    internal AlignedBuffer AtomRoots { get; } = new(0);

    /// <summary>States of a tile.</summary>
    internal AlignedBuffer Tile { get; } = new(FusedNetwork.TileRows * weights.Stride);

    /// <summary>States times weights of a level, and of the level before it; nothing but 0 in the padding.</summary>
    internal AlignedBuffer[] Products { get; } = [new(0), new(0)];

    /// <summary>Atom vectors, environment by environment.</summary>
    internal AlignedBuffer Atoms { get; } = new(0);

    internal AlignedBuffer Molecules { get; } = new(0);

    /// <summary>Takes the molecules of a block in hand and computes what its edges and atoms are by themselves.</summary>
    internal void Load(MoleculeGraphs graphs, (int[] Atoms, int[] Bonds) offsets, int start, int stop)
    {
        if (rows.Length < stop - start)
        {
            rows = new int[stop - start];
        }

        for (var i = start; i < stop; i++)
        {
            rows[i - start] = i;
        }

        Environments.Load(graphs, offsets, rows.AsSpan(0, stop - start));
        var (stride, atoms, pairs) = (weights.Stride, Environments.KindAtoms.Count, Environments.PairKinds.Count);
        kinds.Ensure(checked(atoms * stride));
        AtomRoots.Ensure(checked(atoms * stride));
        First.Ensure(checked(pairs * stride));
        EdgeRoots.Ensure(checked(pairs * stride));
        for (var kind = 0; kind < atoms; kind++)
        {
            var atom = Environments.KindAtoms[kind];
            weights.AtomRows(graphs.AtomCodes.AsSpan(atom * MoleculeGraphs.CodesPerAtom, MoleculeGraphs.CodesPerAtom), graphs.AtomMasses[atom], Row(kinds, kind), Row(AtomRoots, kind));
        }

        for (var pair = 0; pair < pairs; pair++)
        {
            var bond = weights.BondRow(graphs.BondCodes.AsSpan(Environments.PairBonds[pair] * MoleculeGraphs.CodesPerBond, MoleculeGraphs.CodesPerBond));
            Rows.Sum(Row(First, pair), Row(kinds, Environments.PairKinds[pair]), bond, stride);
            Rows.Copy(Row(EdgeRoots, pair), Row(First, pair), stride);
            if (weights.UpdateBias is { } bias)
            {
                Rows.Add(Row(EdgeRoots, pair), bias.Pointer, stride);
            }
        }
    }

    /// <summary>A row of a buffer of hidden vectors.</summary>
    internal float* Row(AlignedBuffer buffer, int row) => buffer.Pointer + ((long)row * weights.Stride);

    /// <summary>The output buffer of a feed-forward layer.</summary>
    internal float* Layer(int layer, int length)
    {
        while (layers.Count <= layer)
        {
            layers.Add(new AlignedBuffer(0));
        }

        layers[layer].Ensure(length);
        return layers[layer].Pointer;
    }
}
