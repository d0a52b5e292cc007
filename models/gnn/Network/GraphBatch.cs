using System.Diagnostics.CodeAnalysis;
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
        using var packed = PackedBatch.Of(graphs, offsets, molecules, descriptors, distinct, pinned: false);
        Load(packed, device);
    }

    /// <summary>Copies a packed batch to a device; of a pinned one the copy is enqueued, before whatever is enqueued next.</summary>
    /// <param name="packed">The batch; may be disposed at once.</param>
    /// <param name="device">Where the tensors shall live.</param>
    internal GraphBatch(PackedBatch packed, Device device) => Load(packed, device);

    /// <summary>Molecules.</summary>
    public int MoleculeCount { get; private set; }

    /// <summary>Atoms, V.</summary>
    public int AtomCount { get; private set; }

    /// <summary>Directed edges, E.</summary>
    public int EdgeCount { get; private set; }

    /// <summary>Columns and factors of each atom kind, 8 a kind; unused ones have the factor 0.</summary>
    internal Tensor AtomColumns { get; private set; }

    internal Tensor AtomFactors { get; private set; }

    /// <summary>Columns and factors of each bond kind, 4 a kind.</summary>
    internal Tensor BondColumns { get; private set; }

    internal Tensor BondFactors { get; private set; }

    /// <summary>Atom kind and bond kind of each kind of edge.</summary>
    internal Tensor PairAtom { get; private set; }

    internal Tensor PairBond { get; private set; }

    /// <summary>Kind of each edge (E).</summary>
    internal Tensor PairOfEdge { get; private set; }

    /// <summary>Kind of each atom (V).</summary>
    internal Tensor KindOfAtom { get; private set; }

    /// <summary>Molecule of each atom (V).</summary>
    internal Tensor MoleculeOfAtom { get; private set; }

    /// <summary>Atom each edge leaves (E).</summary>
    internal Tensor Source { get; private set; }

    /// <summary>Atom each edge enters (E).</summary>
    internal Tensor Target { get; private set; }

    /// <summary>Atoms of each molecule (n × 1).</summary>
    internal Tensor MoleculeSizes { get; private set; }

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

    [MemberNotNull(nameof(AtomColumns), nameof(AtomFactors), nameof(BondColumns), nameof(BondFactors), nameof(PairAtom), nameof(PairBond), nameof(PairOfEdge), nameof(KindOfAtom), nameof(MoleculeOfAtom), nameof(Source), nameof(Target), nameof(MoleculeSizes))]
    private void Load(PackedBatch packed, Device device)
    {
        (MoleculeCount, AtomCount, EdgeCount) = (packed.Molecules, packed.Atoms, packed.Edges);
        Tensor indices = Held(packed.Indices.to(device, non_blocking: true)), numbers = Held(packed.Numbers.to(device, non_blocking: true));
        var (index, number) = (0L, 0L);
        Tensor Index(long count) => Held(indices.slice(0, index, index += count, 1));
        Tensor Number(long rows, long columns)
        {
            using var part = numbers.slice(0, number, number += rows * columns, 1);
            return Held(part.view(rows, columns));
        }

        (Source, Target, PairOfEdge) = (Index(EdgeCount), Index(EdgeCount), Index(EdgeCount));
        (KindOfAtom, MoleculeOfAtom) = (Index(AtomCount), Index(AtomCount));
        (PairAtom, PairBond) = (Index(packed.Pairs), Index(packed.Pairs));
        (AtomColumns, BondColumns) = (Index(packed.AtomKinds * AtomTerms), Index(packed.BondKinds * BondTerms));
        (AtomFactors, BondFactors) = (Number(packed.AtomKinds * AtomTerms, 1), Number(packed.BondKinds * BondTerms, 1));
        MoleculeSizes = Number(MoleculeCount, 1);
        Descriptors = packed.Descriptors > 0 ? Number(MoleculeCount, packed.Descriptors) : null;
    }

    private Tensor Held(Tensor tensor)
    {
        held.Add(tensor.DetachFromDisposeScope());
        return tensor;
    }
}
