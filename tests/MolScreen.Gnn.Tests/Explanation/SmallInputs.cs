namespace MolScreen.Gnn.Tests.Explanation;

/// <summary>Graphs with fingerprints, environments and descriptors made by hand: environments of radius 0 and 1, entries by a sum of their atoms' codes.</summary>
internal static class SmallInputs
{
    internal const int Size = 64;

    /// <summary>Inputs of some graphs; descriptors are the atoms, the bonds and, for every third molecule missing, the bonds less the atoms.</summary>
    internal static MoleculeInputs Of(MoleculeGraphs graphs)
    {
        var counts = new ushort[graphs.Count * Size];
        var descriptors = new float[graphs.Count * 3];
        for (var i = 0; i < graphs.Count; i++)
        {
            foreach (var entry in Environments(graphs.Select([i])).Entries)
            {
                counts[(i * Size) + entry]++;
            }

            (descriptors[3 * i], descriptors[(3 * i) + 1]) = (graphs.AtomCounts[i], graphs.BondCounts[i]);
            descriptors[(3 * i) + 2] = i % 3 == 2 ? float.NaN : graphs.BondCounts[i] - graphs.AtomCounts[i];
        }

        return new MoleculeInputs(graphs) { Fingerprints = CountFingerprints.Of(counts, Size), Descriptors = new DescriptorTable(descriptors, 3) };
    }

    /// <summary>Of one molecule.</summary>
    internal static FingerprintEnvironments Environments(MoleculeGraphs graph)
    {
        List<ushort> entries = [], atoms = [];
        List<int> starts = [0];
        void Add(int seed, IReadOnlyCollection<ushort> members)
        {
            entries.Add((ushort)(members.Aggregate(seed, (sum, atom) => sum + Kind(graph, atom)) % Size));
            atoms.AddRange(members);
            starts.Add(atoms.Count);
        }

        for (ushort atom = 0; atom < graph.AtomCounts[0]; atom++)
        {
            Add(0, [atom]);
            ushort[] around = [.. Enumerable.Range(0, graph.BondCounts[0])
                .Select(bond => (Begin: graph.BondEnds[2 * bond], End: graph.BondEnds[(2 * bond) + 1]))
                .Where(bond => bond.Begin == atom || bond.End == atom)
                .Select(bond => bond.Begin == atom ? bond.End : bond.Begin)];
            if (around.Length > 0)
            {
                Add(7, [atom, .. around]);
            }
        }

        return new FingerprintEnvironments([.. entries], [.. starts], [.. atoms]);
    }

    /// <summary>One molecule with its atoms in another order.</summary>
    /// <param name="graph">One molecule.</param>
    /// <param name="places">New place of each atom.</param>
    internal static MoleculeGraphs Permuted(MoleculeGraphs graph, int[] places)
    {
        var (codes, masses) = (new byte[graph.AtomCodes.Length], new float[places.Length]);
        for (var atom = 0; atom < places.Length; atom++)
        {
            graph.AtomCodes.AsSpan(atom * MoleculeGraphs.CodesPerAtom, MoleculeGraphs.CodesPerAtom).CopyTo(codes.AsSpan(places[atom] * MoleculeGraphs.CodesPerAtom));
            masses[places[atom]] = graph.AtomMasses[atom];
        }

        return graph with { AtomCodes = codes, AtomMasses = masses, BondEnds = Array.ConvertAll(graph.BondEnds, atom => (ushort)places[atom]) };
    }

    /// <summary>Six aromatic carbons in a ring.</summary>
    internal static MoleculeGraphs Benzene { get; } = new(
        FeatureLayout.ChempropV2,
        [6],
        [6],
        [.. Enumerable.Repeat<byte[]>([5, 3, 4, 0, 1, 2, 1], 6).SelectMany(codes => codes)],
        [.. Enumerable.Repeat(12.011f, 6)],
        [0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 0],
        [.. Enumerable.Repeat<byte[]>([3, 1, 1, 0], 6).SelectMany(codes => codes)]);

    private static int Kind(MoleculeGraphs graph, int atom)
    {
        var codes = graph.AtomCodes.AsSpan(atom * MoleculeGraphs.CodesPerAtom, MoleculeGraphs.CodesPerAtom);
        return (31 * codes[0]) + (5 * codes[1]) + codes[4] + (3 * codes[6]);
    }
}
