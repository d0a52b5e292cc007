using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace MolScreen.Gnn.Network;

/// <summary>
/// Molecules as the tensors that <see cref="Dmpnn"/> takes. Atoms with the same codes and mass are one kind, edges with the same
/// source kind and bond codes another: the first layer is computed once a kind, as a weighted sum of weight rows.
/// </summary>
public sealed class GraphBatch : IDisposable
{
    private const int AtomTerms = MoleculeGraphs.CodesPerAtom + 1, BondTerms = MoleculeGraphs.CodesPerBond;

    private readonly List<Tensor> held = [];

    /// <summary>Builds the tensors of some molecules on a device.</summary>
    /// <param name="graphs">Checked graphs.</param>
    /// <param name="offsets">Their <see cref="MoleculeGraphs.Offsets"/>.</param>
    /// <param name="molecules">Positions, in the order the outputs shall have.</param>
    /// <param name="device">Where the tensors shall live.</param>
    /// <param name="descriptors">Scaled descriptors of all of the graphs, for a network that takes them.</param>
    /// <param name="distinct">Whether every atom and every bond is a kind of its own, for <see cref="Scale"/>.</param>
    public GraphBatch(MoleculeGraphs graphs, (int[] Atoms, int[] Bonds) offsets, ReadOnlySpan<int> molecules, Device device, DescriptorTable? descriptors = null, bool distinct = false)
    {
        var layout = FeatureLayout.Named(graphs.Layout);
        var atomKinds = new Kinds(AtomTerms);
        var bondKinds = new Kinds(BondTerms);
        Dictionary<(int Atom, int Bond), int> pairs = [];
        List<long> kindOfAtom = [], moleculeOfAtom = [], source = [], target = [], pairOfEdge = [], pairAtom = [], pairBond = [];
        Span<int> columns = stackalloc int[AtomTerms];
        Span<byte> key = stackalloc byte[8];
        foreach (var i in molecules)
        {
            var firstAtom = kindOfAtom.Count;
            key.Clear();
            for (var v = offsets.Atoms[i]; v < offsets.Atoms[i + 1]; v++)
            {
                var codes = graphs.AtomCodes.AsSpan(v * MoleculeGraphs.CodesPerAtom, MoleculeGraphs.CodesPerAtom);
                codes.CopyTo(key);
                var count = layout.AtomColumns(codes, columns);
                columns[count++] = layout.MassColumn;
                kindOfAtom.Add(atomKinds.Number((MemoryMarshal.Read<ulong>(key), graphs.AtomMasses[v], distinct ? kindOfAtom.Count : 0), columns[..count], FeatureLayout.MassScale * graphs.AtomMasses[v]));
                moleculeOfAtom.Add(MoleculeCount);
            }

            for (var b = offsets.Bonds[i]; b < offsets.Bonds[i + 1]; b++)
            {
                var codes = graphs.BondCodes.AsSpan(b * MoleculeGraphs.CodesPerBond, MoleculeGraphs.CodesPerBond);
                var kind = bondKinds.Number((MemoryMarshal.Read<uint>(codes), 0, distinct ? source.Count : 0), columns[..FeatureLayout.BondColumns(codes, columns)], 1);
                int begin = firstAtom + graphs.BondEnds[2 * b], end = firstAtom + graphs.BondEnds[(2 * b) + 1];
                source.AddRange([begin, end]);
                target.AddRange([end, begin]);
                pairOfEdge.Add(Pair((int)kindOfAtom[begin], kind));
                pairOfEdge.Add(Pair((int)kindOfAtom[end], kind));
            }

            MoleculeCount++;
        }

        int Pair(int atom, int bond)
        {
            if (!pairs.TryGetValue((atom, bond), out var pair))
            {
                pairs[(atom, bond)] = pair = pairs.Count;
                pairAtom.Add(atom);
                pairBond.Add(bond);
            }

            return pair;
        }

        Tensor Held(Tensor tensor)
        {
            var here = (device.type == TorchSharp.DeviceType.CPU ? tensor : tensor.to(device, disposeAfter: true)).DetachFromDisposeScope();
            held.Add(here);
            return here;
        }

        Tensor Index(List<long> items) => Held(tensor(items.ToArray()));

        (AtomCount, EdgeCount) = (kindOfAtom.Count, source.Count);
        (AtomColumns, AtomFactors) = (Index(atomKinds.Columns), Held(tensor(atomKinds.Factors.ToArray(), [atomKinds.Factors.Count, 1])));
        (BondColumns, BondFactors) = (Index(bondKinds.Columns), Held(tensor(bondKinds.Factors.ToArray(), [bondKinds.Factors.Count, 1])));
        (PairAtom, PairBond, PairOfEdge) = (Index(pairAtom), Index(pairBond), Index(pairOfEdge));
        (KindOfAtom, MoleculeOfAtom, Source, Target) = (Index(kindOfAtom), Index(moleculeOfAtom), Index(source), Index(target));
        var sizes = new float[MoleculeCount];
        moleculeOfAtom.ForEach(molecule => sizes[molecule]++);
        MoleculeSizes = Held(tensor(sizes, [MoleculeCount, 1]));
        Descriptors = descriptors is null ? null : Held(tensor(descriptors.Select(molecules).Values, [MoleculeCount, descriptors.Width]));
    }

    /// <summary>Molecules.</summary>
    public int MoleculeCount { get; }

    /// <summary>Atoms, V.</summary>
    public int AtomCount { get; }

    /// <summary>Directed edges, E.</summary>
    public int EdgeCount { get; }

    /// <summary>Columns and factors of each atom kind, 8 a kind; unused ones have the factor 0.</summary>
    internal Tensor AtomColumns { get; }

    internal Tensor AtomFactors { get; private set; }

    /// <summary>Columns and factors of each bond kind, 4 a kind.</summary>
    internal Tensor BondColumns { get; }

    internal Tensor BondFactors { get; private set; }

    /// <summary>Atom kind and bond kind of each kind of edge.</summary>
    internal Tensor PairAtom { get; }

    internal Tensor PairBond { get; }

    /// <summary>Kind of each edge (E).</summary>
    internal Tensor PairOfEdge { get; }

    /// <summary>Kind of each atom (V).</summary>
    internal Tensor KindOfAtom { get; }

    /// <summary>Molecule of each atom (V).</summary>
    internal Tensor MoleculeOfAtom { get; }

    /// <summary>Atom each edge leaves (E).</summary>
    internal Tensor Source { get; }

    /// <summary>Atom each edge enters (E).</summary>
    internal Tensor Target { get; }

    /// <summary>Atoms of each molecule (n × 1).</summary>
    internal Tensor MoleculeSizes { get; }

    /// <summary>Scaled descriptors (n × D); null where the network takes none.</summary>
    internal Tensor? Descriptors { get; private set; }

    internal static int TermsOfAtom => AtomTerms;

    internal static int TermsOfBond => BondTerms;

    /// <summary>Multiplies the feature vector of each atom (V × 1), each bond (B × 1) and each molecule's descriptors (n × 1) by a factor. Once, of a batch with distinct atoms and bonds.</summary>
    internal void Scale(Tensor atoms, Tensor bonds, Tensor molecules)
    {
        AtomFactors = (AtomFactors.view(-1, AtomTerms) * atoms).view(-1, 1);
        BondFactors = EdgeCount == 0 ? BondFactors : (BondFactors.view(-1, BondTerms) * bonds).view(-1, 1);
        Descriptors = Descriptors is null ? null : Descriptors * molecules;
    }

    /// <inheritdoc/>
    public void Dispose() => held.ForEach(tensor => tensor.Dispose());

    /// <summary>Distinct feature vectors in the order they are first met.</summary>
    private sealed class Kinds(int terms)
    {
        private readonly Dictionary<(ulong Codes, float Mass, int Own), int> known = [];

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
