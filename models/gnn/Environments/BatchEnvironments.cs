using System.Runtime.InteropServices;

namespace MolScreen.Gnn.Environments;

/// <summary>
/// The edges and atoms of a batch by their environments, as Weisfeiler and Lehman refine colours: after t updates the state of an edge
/// depends only on its environment of radius t, so each is computed once for all edges of the batch that share it. Of 64
/// drug-like molecules a seventh of the edges differ at radius 1 and a third at radius 2.
/// </summary>
/// <param name="depth">Message-passing depth.</param>
/// <param name="shared">Whether equal environments are one; false where dropout makes every edge different.</param>
/// <param name="undirected">Whether an update takes the mean of an edge and its reverse: then both are listed, and the sum is twice what comes in.</param>
internal sealed class BatchEnvironments(int depth, bool shared, bool undirected)
{
    private readonly Dictionary<(ulong Codes, uint Mass), int> kinds = [];
    private readonly Dictionary<(int Kind, uint Bond), int> pairs = [];
    private readonly List<int> kindOfAtom = [], source = [], target = [], pairOfEdge = [];
    private readonly List<ulong> kindKeys = [], pairKeys = [];
    private readonly RowLists incoming = new();
    private int[] before = [], after = [], buffer = new int[64];

    /// <summary>An atom of each distinct kind (codes and mass), as its position in the graphs.</summary>
    internal List<int> KindAtoms { get; } = [];

    /// <summary>Atom kind of each distinct pair of a source's kind and a bond's codes: the edges' environments of radius 0.</summary>
    internal List<int> PairKinds { get; } = [];

    /// <summary>A bond of each pair, as its position in the graphs.</summary>
    internal List<int> PairBonds { get; } = [];

    /// <summary>Edges after update 1 to depth − 1 with pairs as roots, then atoms with kinds as roots.</summary>
    internal EnvironmentLevel[] Levels { get; } = [.. Enumerable.Range(0, depth).Select(_ => new EnvironmentLevel())];

    /// <summary>Of each molecule its atoms, as environments of the last level.</summary>
    internal RowLists Molecules { get; } = new();

    /// <summary>Of each atom environment the molecules that have it, each as often as it has it; filled by <see cref="ListUsers"/>.</summary>
    internal RowLists MoleculeUsers { get; } = new();

    /// <summary>Takes a batch in hand.</summary>
    /// <param name="graphs">Checked graphs.</param>
    /// <param name="offsets">Their offsets.</param>
    /// <param name="rows">Positions of the batch's molecules.</param>
    internal void Load(MoleculeGraphs graphs, (int[] Atoms, int[] Bonds) offsets, ReadOnlySpan<int> rows)
    {
        Clear();
        foreach (var row in rows)
        {
            Add(graphs, offsets, row);
        }

        incoming.Reverse(CollectionsMarshal.AsSpan(target), kindOfAtom.Count);
        Array.Resize(ref before, Math.Max(before.Length, source.Count));
        Array.Resize(ref after, Math.Max(after.Length, source.Count));
        pairOfEdge.CopyTo(before);
        for (var update = 1; update < depth; update++)
        {
            for (var edge = 0; edge < source.Count; edge++)
            {
                after[edge] = Number(update - 1, pairOfEdge[edge], source[edge], edge ^ 1);
            }

            (before, after) = (after, before);
        }

        Array.Resize(ref after, Math.Max(after.Length, kindOfAtom.Count));
        for (var atom = 0; atom < kindOfAtom.Count; atom++)
        {
            after[atom] = Number(depth - 1, kindOfAtom[atom], atom, except: -1);
        }

        var first = 0;
        foreach (var row in rows)
        {
            Molecules.Add(after.AsSpan(first, graphs.AtomCounts[row]));
            first += graphs.AtomCounts[row];
        }
    }

    /// <summary>Fills the users of the levels, of the roots and of the atom environments, which only a backward pass needs.</summary>
    internal void ListUsers()
    {
        for (var level = 0; level < depth; level++)
        {
            Levels[level].ListUsers(level == 0 ? PairKinds.Count : Levels[level - 1].Count, level == depth - 1 ? KindAtoms.Count : PairKinds.Count);
        }

        MoleculeUsers.Reverse(Molecules, Levels[^1].Count);
    }

    private void Clear()
    {
        kinds.Clear();
        pairs.Clear();
        foreach (var list in new[] { kindOfAtom, source, target, pairOfEdge, KindAtoms, PairKinds, PairBonds })
        {
            list.Clear();
        }

        kindKeys.Clear();
        pairKeys.Clear();
        foreach (var level in Levels)
        {
            level.Clear();
        }

        Molecules.Clear();
    }

    private void Add(MoleculeGraphs graphs, (int[] Atoms, int[] Bonds) offsets, int row)
    {
        var first = kindOfAtom.Count;
        Span<byte> key = stackalloc byte[8];
        key.Clear();
        for (var atom = offsets.Atoms[row]; atom < offsets.Atoms[row + 1]; atom++)
        {
            graphs.AtomCodes.AsSpan(atom * MoleculeGraphs.CodesPerAtom, MoleculeGraphs.CodesPerAtom).CopyTo(key);
            ref var kind = ref CollectionsMarshal.GetValueRefOrAddDefault(kinds, (MemoryMarshal.Read<ulong>(key), BitConverter.SingleToUInt32Bits(graphs.AtomMasses[atom])), out var known);
            if (!known)
            {
                kind = KindAtoms.Count;
                KindAtoms.Add(atom);
                kindKeys.Add(EnvironmentLevel.Key(MemoryMarshal.Read<ulong>(key), BitConverter.SingleToUInt32Bits(graphs.AtomMasses[atom])));
            }

            kindOfAtom.Add(kind);
        }

        for (var bond = offsets.Bonds[row]; bond < offsets.Bonds[row + 1]; bond++)
        {
            int begin = first + graphs.BondEnds[2 * bond], end = first + graphs.BondEnds[(2 * bond) + 1];
            AddEdge(graphs, bond, begin, end);
            AddEdge(graphs, bond, end, begin);
        }
    }

    private void AddEdge(MoleculeGraphs graphs, int bond, int from, int to)
    {
        var codes = MemoryMarshal.Read<uint>(graphs.BondCodes.AsSpan(bond * MoleculeGraphs.CodesPerBond, MoleculeGraphs.CodesPerBond));
        ref var pair = ref CollectionsMarshal.GetValueRefOrAddDefault(pairs, (kindOfAtom[from], codes), out var known);
        if (!known)
        {
            pair = PairKinds.Count;
            PairKinds.Add(kindOfAtom[from]);
            PairBonds.Add(bond);
            pairKeys.Add(EnvironmentLevel.Key(kindKeys[kindOfAtom[from]], codes));
        }

        pairOfEdge.Add(pair);
        source.Add(from);
        target.Add(to);
    }

    /// <summary>The environment of a root at an atom into which all edges but one bring what they were before.</summary>
    private int Number(int level, int root, int atom, int except)
    {
        var atoms = level == depth - 1;
        var edges = incoming[atom];
        if (2 * edges.Length > buffer.Length)
        {
            buffer = new int[4 * edges.Length];
        }

        var count = 0;
        foreach (var edge in edges)
        {
            if (edge != except)
            {
                buffer[count++] = before[edge];
                if (undirected && !atoms)
                {
                    buffer[count++] = before[edge ^ 1];
                }
            }
        }

        var list = buffer.AsSpan(0, count);
        if (!shared)
        {
            return Levels[level].Add(root, list);
        }

        // Insertion sort: atoms have few neighbours.
        var below = level == 0 ? CollectionsMarshal.AsSpan(pairKeys) : Levels[level - 1].Keys;
        for (var i = 1; i < count; i++)
        {
            for (var j = i; j > 0 && below[list[j - 1]] > below[list[j]]; j--)
            {
                (list[j - 1], list[j]) = (list[j], list[j - 1]);
            }
        }

        return Levels[level].Number(root, CollectionsMarshal.AsSpan(atoms ? kindKeys : pairKeys)[root], list, below);
    }
}
