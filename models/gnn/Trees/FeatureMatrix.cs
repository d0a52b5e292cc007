namespace MolScreen.Gnn.Trees;

/// <summary>
/// Features of molecules as trees take them, in compressed rows. What is absent from a row is a missing value to the trees: each
/// split sends such rows the way it learned. A descriptor's 0 is therefore stored and only an undefined one is absent; of a
/// fingerprint the entries that are not 0 are stored, so that there absent means 0, in training and prediction alike.
/// </summary>
/// <param name="Width">Columns; from 1.</param>
/// <param name="Starts">Where each row's entries start, and their number at the end (n + 1).</param>
/// <param name="Columns">Column of each entry, ascending within a row.</param>
/// <param name="Values">Value of each entry; finite.</param>
public sealed record FeatureMatrix(int Width, int[] Starts, int[] Columns, float[] Values)
{
    /// <summary>A descriptor that is larger than this in size is a failed computation and counts as missing.</summary>
    public const float LargestDescriptor = 1e30f;

    /// <summary>Rows.</summary>
    public int Rows => Starts.Length - 1;

    /// <summary>
    /// The counts of the fingerprints (columns 0 to their size - 1; as they are, since trees do not see monotone changes),
    /// then the descriptors; either may be absent.
    /// </summary>
    /// <exception cref="ArgumentException">There are neither, or they do not fit the molecules.</exception>
    public static FeatureMatrix Of(MoleculeInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return Of(inputs.Count, inputs.Fingerprints, inputs.Descriptors);
    }

    /// <summary>The same for so many molecules without their graphs.</summary>
    /// <exception cref="ArgumentException">There are neither, or they do not fit the molecules.</exception>
    public static FeatureMatrix Of(int molecules, CountFingerprints? fingerprints, DescriptorTable? descriptors)
    {
        if (fingerprints is null && descriptors is null)
        {
            throw new ArgumentException("Trees need fingerprints or descriptors.", nameof(fingerprints));
        }

        fingerprints?.Validate(molecules);
        descriptors?.Validate(molecules);
        var size = fingerprints?.Size ?? 0;
        var stored = (fingerprints?.Positions.Length ?? 0) + (descriptors?.Values.Count(IsDefined) ?? 0);
        var (starts, columns, values) = (new int[molecules + 1], new int[stored], new float[stored]);
        var next = 0;
        void Add(int column, float value)
        {
            (columns[next], values[next]) = (column, value);
            next++;
        }

        for (var i = 0; i < molecules; i++)
        {
            for (var entry = fingerprints?.Starts[i] ?? 0; entry < (fingerprints?.Starts[i + 1] ?? 0); entry++)
            {
                Add(fingerprints!.Positions[entry], fingerprints.Counts[entry]);
            }

            for (var j = 0; j < (descriptors?.Width ?? 0); j++)
            {
                var value = descriptors!.Row(i)[j];
                if (IsDefined(value))
                {
                    Add(size + j, value);
                }
            }

            starts[i + 1] = next;
        }

        return new FeatureMatrix(size + (descriptors?.Width ?? 0), starts, columns, values);
    }

    /// <summary>The rows at some positions, in that order.</summary>
    public FeatureMatrix Select(ReadOnlySpan<int> positions)
    {
        var starts = new int[positions.Length + 1];
        for (var i = 0; i < positions.Length; i++)
        {
            starts[i + 1] = checked(starts[i] + Starts[positions[i] + 1] - Starts[positions[i]]);
        }

        var (columns, values) = (new int[starts[^1]], new float[starts[^1]]);
        for (var i = 0; i < positions.Length; i++)
        {
            var row = Starts[positions[i]]..Starts[positions[i] + 1];
            Columns.AsSpan(row).CopyTo(columns.AsSpan(starts[i]));
            Values.AsSpan(row).CopyTo(values.AsSpan(starts[i]));
        }

        return new FeatureMatrix(Width, starts, columns, values);
    }

    // False for NaN too.
    private static bool IsDefined(float value) => Math.Abs(value) <= LargestDescriptor;
}
