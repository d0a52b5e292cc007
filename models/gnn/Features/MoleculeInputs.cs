namespace MolScreen.Gnn;

/// <summary>Everything that a model may take of some molecules, as plain arrays; each part describes the same molecules in the same order.</summary>
/// <param name="Graphs">The molecular graphs (n).</param>
public sealed record MoleculeInputs(MoleculeGraphs Graphs)
{
    /// <summary>Molecule descriptors; null where none were computed.</summary>
    public DescriptorTable? Descriptors { get; init; }

    /// <summary>Count fingerprints; null where none were computed.</summary>
    public CountFingerprints? Fingerprints { get; init; }

    /// <summary>Molecules.</summary>
    public int Count => Graphs.Count;

    /// <summary>Checks that every part is consistent in itself and describes as many molecules as the others.</summary>
    /// <exception cref="ArgumentException">Something does not fit; says what.</exception>
    public void Validate()
    {
        Graphs.Validate();
        Descriptors?.Validate(Count);
        Fingerprints?.Validate(Count);
    }

    /// <summary>The molecules at some positions, in that order.</summary>
    public MoleculeInputs Select(ReadOnlySpan<int> positions) => new(Graphs.Select(positions))
    {
        Descriptors = Descriptors?.Select(positions),
        Fingerprints = Fingerprints?.Select(positions),
    };
}

/// <summary>Descriptors of molecules.</summary>
/// <param name="Values">n × <paramref name="Width"/>, row-major; NaN where a descriptor is not defined for a molecule.</param>
/// <param name="Width">Descriptors of a molecule; from 1.</param>
public sealed record DescriptorTable(float[] Values, int Width)
{
    /// <summary>The descriptors of one molecule.</summary>
    public ReadOnlySpan<float> Row(int molecule) => Values.AsSpan(molecule * Width, Width);

    /// <summary>Checks that there are rows for so many molecules.</summary>
    /// <exception cref="ArgumentException">There are not.</exception>
    public void Validate(int molecules)
    {
        if (Width < 1 || Values.Length != (long)molecules * Width)
        {
            throw new ArgumentException($"{Values.Length} descriptor values do not fit {molecules} molecules with {Width} descriptors.");
        }
    }

    /// <summary>The rows at some positions, in that order.</summary>
    public DescriptorTable Select(ReadOnlySpan<int> positions)
    {
        var values = new float[positions.Length * Width];
        for (var i = 0; i < positions.Length; i++)
        {
            Row(positions[i]).CopyTo(values.AsSpan(i * Width));
        }

        return new DescriptorTable(values, Width);
    }
}

/// <summary>Count fingerprints, stored as their entries that are not 0.</summary>
/// <param name="Size">Entries of a fingerprint, from 1 to 65536.</param>
/// <param name="Starts">Where each molecule's entries start, and their number at the end (n + 1).</param>
/// <param name="Positions">Position of each entry, ascending within a molecule.</param>
/// <param name="Counts">Count of each entry, from 1.</param>
public sealed record CountFingerprints(int Size, int[] Starts, ushort[] Positions, ushort[] Counts)
{
    /// <summary>Molecules.</summary>
    public int Count => Starts.Length - 1;

    /// <summary>Positions of one molecule's entries.</summary>
    public ReadOnlySpan<ushort> PositionsOf(int molecule) => Positions.AsSpan(Starts[molecule]..Starts[molecule + 1]);

    /// <summary>Counts of one molecule's entries.</summary>
    public ReadOnlySpan<ushort> CountsOf(int molecule) => Counts.AsSpan(Starts[molecule]..Starts[molecule + 1]);

    /// <summary>Checks that there are fingerprints for so many molecules, and that every entry is in its place.</summary>
    /// <exception cref="ArgumentException">Something does not fit; says what.</exception>
    public void Validate(int molecules)
    {
        if (Size is < 1 or > 65536 || Count != molecules || Starts[0] != 0 || Starts[^1] != Positions.Length || Positions.Length != Counts.Length)
        {
            throw new ArgumentException($"The count fingerprints do not fit {molecules} molecules.");
        }

        for (var molecule = 0; molecule < molecules; molecule++)
        {
            var (first, end) = (Starts[molecule], Starts[molecule + 1]);
            if (end < first || end > Positions.Length)
            {
                throw new ArgumentException($"The count fingerprint of molecule {molecule} ends before it starts.");
            }

            for (var i = first; i < end; i++)
            {
                if (Positions[i] >= Size || Counts[i] == 0 || (i > first && Positions[i] <= Positions[i - 1]))
                {
                    throw new ArgumentException($"The count fingerprint of molecule {molecule} has an entry out of place.");
                }
            }
        }
    }

    /// <summary>The fingerprints at some positions, in that order.</summary>
    public CountFingerprints Select(ReadOnlySpan<int> positions)
    {
        var starts = new int[positions.Length + 1];
        List<ushort> entries = [], counts = [];
        for (var i = 0; i < positions.Length; i++)
        {
            entries.AddRange(PositionsOf(positions[i]));
            counts.AddRange(CountsOf(positions[i]));
            starts[i + 1] = entries.Count;
        }

        return new CountFingerprints(Size, starts, [.. entries], [.. counts]);
    }

    /// <summary>Fingerprints out of a dense table.</summary>
    /// <param name="table">n × <paramref name="size"/> counts, row-major.</param>
    /// <param name="size">Entries of a fingerprint.</param>
    public static CountFingerprints Of(ReadOnlySpan<ushort> table, int size)
    {
        var starts = new int[(table.Length / size) + 1];
        List<ushort> entries = [], counts = [];
        for (var i = 0; i < table.Length; i++)
        {
            if (table[i] != 0)
            {
                entries.Add((ushort)(i % size));
                counts.Add(table[i]);
            }

            if ((i + 1) % size == 0)
            {
                starts[(i + 1) / size] = entries.Count;
            }
        }

        return new CountFingerprints(size, starts, [.. entries], [.. counts]);
    }
}
