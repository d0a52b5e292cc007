using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace MolScreen.Gnn.Network;

/// <summary>
/// Molecules as two tensors on the processor, ready to be copied to a device: packed by any thread, while the device works on others.
/// <see cref="GraphBatch"/> cuts them into its parts.
/// </summary>
internal sealed class PackedBatch : IDisposable
{
    private PackedBatch(Tensor indices, Tensor numbers, int molecules, int atoms, int edges, int atomKinds, int bondKinds, int pairs, int descriptors) =>
        (Indices, Numbers, Molecules, Atoms, Edges, AtomKinds, BondKinds, Pairs, Descriptors) =
        (indices.DetachFromDisposeScope(), numbers.DetachFromDisposeScope(), molecules, atoms, edges, atomKinds, bondKinds, pairs, descriptors);

    /// <summary>int64, one after another: source, target and pair of each edge (E each), kind and molecule of each atom (V each), atom and bond kind of each pair (P each), columns of the kinds.</summary>
    internal Tensor Indices { get; }

    /// <summary>float32, one after another: factors of the kinds, atoms of each molecule (n), descriptors where there are any (n × D).</summary>
    internal Tensor Numbers { get; }

    /// <summary>n.</summary>
    internal int Molecules { get; }

    /// <summary>V.</summary>
    internal int Atoms { get; }

    /// <summary>E, directed.</summary>
    internal int Edges { get; }

    /// <summary>Distinct atoms.</summary>
    internal int AtomKinds { get; }

    /// <summary>Distinct bonds.</summary>
    internal int BondKinds { get; }

    /// <summary>P, distinct pairs of an atom kind and a bond kind.</summary>
    internal int Pairs { get; }

    /// <summary>D; 0 without descriptors.</summary>
    internal int Descriptors { get; }

    /// <summary>Packs some molecules.</summary>
    /// <param name="graphs">Checked graphs.</param>
    /// <param name="offsets">Their <see cref="MoleculeGraphs.Offsets"/>.</param>
    /// <param name="molecules">Positions, in the order the outputs shall have.</param>
    /// <param name="descriptors">Scaled descriptors of all of the graphs, for a network that takes them.</param>
    /// <param name="distinct">Whether every atom and every bond is a kind of its own.</param>
    /// <param name="pinned">Whether the copy to CUDA shall only be enqueued.</param>
    internal static PackedBatch Of(MoleculeGraphs graphs, (int[] Atoms, int[] Bonds) offsets, ReadOnlySpan<int> molecules, DescriptorTable? descriptors, bool distinct, bool pinned)
    {
        var layout = FeatureLayout.Named(graphs.Layout);
        var (atoms, edges) = (0, 0);
        foreach (var i in molecules)
        {
            atoms += graphs.AtomCounts[i];
            edges += 2 * graphs.BondCounts[i];
        }

        Kinds atomKinds = new(GraphBatch.TermsOfAtom), bondKinds = new(GraphBatch.TermsOfBond);
        Dictionary<(int Atom, int Bond), int> pairs = [];
        List<long> pairAtom = [], pairBond = [];
        var known = new long[(3 * edges) + (2 * atoms)];
        var (source, target, pairOfEdge) = (0, edges, 2 * edges);
        var (kindOfAtom, moleculeOfAtom) = (3 * edges, (3 * edges) + atoms);
        var sizes = new float[molecules.Length];
        Span<int> columns = stackalloc int[GraphBatch.TermsOfAtom];
        Span<byte> key = stackalloc byte[8];
        int atom = 0, edge = 0;
        for (var molecule = 0; molecule < molecules.Length; molecule++)
        {
            var i = molecules[molecule];
            var firstAtom = atom;
            sizes[molecule] = graphs.AtomCounts[i];
            key.Clear();
            for (var v = offsets.Atoms[i]; v < offsets.Atoms[i + 1]; v++, atom++)
            {
                var codes = graphs.AtomCodes.AsSpan(v * MoleculeGraphs.CodesPerAtom, MoleculeGraphs.CodesPerAtom);
                codes.CopyTo(key);
                var count = layout.AtomColumns(codes, columns);
                columns[count++] = layout.MassColumn;
                known[kindOfAtom + atom] = atomKinds.Number((MemoryMarshal.Read<ulong>(key), graphs.AtomMasses[v], distinct ? atom : 0), columns[..count], FeatureLayout.MassScale * graphs.AtomMasses[v]);
                known[moleculeOfAtom + atom] = molecule;
            }

            for (var b = offsets.Bonds[i]; b < offsets.Bonds[i + 1]; b++, edge += 2)
            {
                var codes = graphs.BondCodes.AsSpan(b * MoleculeGraphs.CodesPerBond, MoleculeGraphs.CodesPerBond);
                var kind = bondKinds.Number((MemoryMarshal.Read<uint>(codes), 0, distinct ? edge : 0), columns[..FeatureLayout.BondColumns(codes, columns)], 1);
                int begin = firstAtom + graphs.BondEnds[2 * b], end = firstAtom + graphs.BondEnds[(2 * b) + 1];
                (known[source + edge], known[source + edge + 1]) = (begin, end);
                (known[target + edge], known[target + edge + 1]) = (end, begin);
                known[pairOfEdge + edge] = Pair((int)known[kindOfAtom + begin], kind);
                known[pairOfEdge + edge + 1] = Pair((int)known[kindOfAtom + end], kind);
            }
        }

        int Pair(int ofAtom, int ofBond)
        {
            if (!pairs.TryGetValue((ofAtom, ofBond), out var pair))
            {
                pairs[(ofAtom, ofBond)] = pair = pairs.Count;
                pairAtom.Add(ofAtom);
                pairBond.Add(ofBond);
            }

            return pair;
        }

        long[] indices = [.. known, .. pairAtom, .. pairBond, .. atomKinds.Columns, .. bondKinds.Columns];
        float[] numbers = [.. atomKinds.Factors, .. bondKinds.Factors, .. sizes, .. descriptors?.Select(molecules).Values ?? []];
        return new PackedBatch(Placed(tensor(indices), pinned), Placed(tensor(numbers), pinned), molecules.Length, atoms, edges, atomKinds.Count, bondKinds.Count, pairs.Count, descriptors?.Width ?? 0);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Indices.Dispose();
        Numbers.Dispose();
    }

    private static Tensor Placed(Tensor tensor, bool pinned)
    {
        if (!pinned)
        {
            return tensor;
        }

        using (tensor)
        {
            return tensor.pin_memory();
        }
    }

    /// <summary>Distinct feature vectors in the order they are first met.</summary>
    private sealed class Kinds(int terms)
    {
        private readonly Dictionary<(ulong Codes, float Mass, int Own), int> known = [];

        internal int Count => known.Count;

        internal List<long> Columns { get; } = [];

        internal List<float> Factors { get; } = [];

        internal int Number((ulong Codes, float Mass, int Own) key, ReadOnlySpan<int> columns, float lastFactor)
        {
            if (known.TryGetValue(key, out var kind))
            {
                return kind;
            }

            for (var term = 0; term < terms; term++)
            {
                Columns.Add(term < columns.Length ? columns[term] : 0);
                Factors.Add(term < columns.Length ? (term == columns.Length - 1 ? lastFactor : 1) : 0);
            }

            return known[key] = known.Count;
        }
    }
}
