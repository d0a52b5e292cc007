namespace MolScreen.Gnn.Inference;

/// <summary>The buffers of one worker, and the block it has in hand.</summary>
internal sealed unsafe class FusedWorkspace(FusedWeights weights)
{
    private readonly List<AlignedBuffer> layers = [];

    internal AlignedBuffer First { get; } = new(0);

    internal AlignedBuffer State { get; } = new(0);

    internal AlignedBuffer Messages { get; } = new(0);

    internal AlignedBuffer Sums { get; } = new(0);

    internal AlignedBuffer AtomRows { get; } = new(0);

    internal AlignedBuffer Molecules { get; } = new(0);

    internal KindTable Table { get; } = new(weights);

    internal int Atoms { get; private set; }

    /// <summary>Directed edges.</summary>
    internal int Edges { get; private set; }

    /// <summary>Atom each edge leaves, counted within the block.</summary>
    internal int[] Source { get; private set; } = [];

    /// <summary>Atom each edge enters.</summary>
    internal int[] Target { get; private set; } = [];

    /// <summary>Kind of each atom.</summary>
    internal int[] Kinds { get; private set; } = [];

    /// <summary>Takes the molecules of a block in hand.</summary>
    internal void Load(MoleculeGraphs graphs, (int[] Atoms, int[] Bonds) offsets, int start, int stop)
    {
        var (firstAtom, firstBond) = (offsets.Atoms[start], offsets.Bonds[start]);
        Atoms = offsets.Atoms[stop] - firstAtom;
        Edges = 2 * (offsets.Bonds[stop] - firstBond);
        var stride = weights.Stride;
        var (edgeLength, atomLength) = checked((Edges * stride, Atoms * stride));
        First.Ensure(edgeLength);
        State.Ensure(edgeLength);
        Messages.Ensure(edgeLength);
        Sums.Ensure(atomLength);
        AtomRows.Ensure(atomLength);
        if (Source.Length < Edges)
        {
            (Source, Target) = (new int[Edges * 2], new int[Edges * 2]);
        }

        if (Kinds.Length < Atoms)
        {
            Kinds = new int[Atoms * 2];
        }

        Table.Number(graphs.AtomCodes.AsSpan(firstAtom * MoleculeGraphs.CodesPerAtom, Atoms * MoleculeGraphs.CodesPerAtom), graphs.AtomMasses.AsSpan(firstAtom, Atoms), Kinds);
        for (int i = start, edge = 0; i < stop; i++)
        {
            var shift = offsets.Atoms[i] - firstAtom;
            for (var bond = offsets.Bonds[i]; bond < offsets.Bonds[i + 1]; bond++, edge += 2)
            {
                Source[edge] = Target[edge + 1] = shift + graphs.BondEnds[2 * bond];
                Target[edge] = Source[edge + 1] = shift + graphs.BondEnds[(2 * bond) + 1];
            }
        }
    }

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
