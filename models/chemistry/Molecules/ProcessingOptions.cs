namespace MolScreen.Chemistry;

/// <summary>What to compute for each accepted molecule.</summary>
[Flags]
public enum MoleculeParts
{
    /// <summary>Only whether it can be used, and if not, why.</summary>
    None = 0,

    /// <summary>Atom and bond feature codes, see <see cref="GraphArrays"/>.</summary>
    Graph = 1,

    /// <summary>Morgan fingerprints.</summary>
    Fingerprint = 2,

    /// <summary>The seven properties of <see cref="MoleculeBatch.Properties"/>.</summary>
    Properties = 4,

    /// <summary>Bemis–Murcko scaffold.</summary>
    Scaffold = 8,

    /// <summary>Canonical SMILES. Costs about as much as reading the molecule, where it is not standardized.</summary>
    Smiles = 16,

    /// <summary>The descriptors of <see cref="DescriptorSet"/>; some four times the work of <see cref="Properties"/>.</summary>
    Descriptors = 32,

    /// <summary>Synthetic accessibility score. The first use loads a table of 17 MB.</summary>
    Synthesizability = 64,
}

/// <summary>How a batch is processed. Immutable.</summary>
public sealed record ProcessingOptions
{
    /// <summary>The largest value of <see cref="MaxHeavyAtoms"/>.</summary>
    public const int HighestMaxHeavyAtoms = 2000;

    /// <summary>Molecules with more atoms other than hydrogen are rejected; 1 to <see cref="HighestMaxHeavyAtoms"/>.</summary>
    public int MaxHeavyAtoms { get; init; } = 500;

    /// <summary>
    /// Whether to keep only the largest organic fragment and neutralize its charges; false takes the molecule as written.
    /// </summary>
    public bool Standardize { get; init; } = true;

    /// <summary>Worker threads; 0 uses every core. Results do not depend on it.</summary>
    public int Threads { get; init; }

    /// <summary>Radius of the Morgan fingerprint in bonds, 0 to 10; 2 corresponds to ECFP4.</summary>
    public int MorganRadius { get; init; } = 2;

    /// <summary>Length of the Morgan fingerprint in bits, a multiple of 8 up to 65536.</summary>
    public int MorganBits { get; init; } = 2048;

    /// <summary>Whether the fingerprint tells stereoisomers apart.</summary>
    public bool MorganChirality { get; init; }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxHeavyAtoms, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxHeavyAtoms, HighestMaxHeavyAtoms);
        ArgumentOutOfRangeException.ThrowIfNegative(Threads);
        ArgumentOutOfRangeException.ThrowIfNegative(MorganRadius);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MorganRadius, 10);
        ArgumentOutOfRangeException.ThrowIfLessThan(MorganBits, 8);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MorganBits, 65536);
        if (MorganBits % 8 != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(MorganBits), MorganBits, "Must be a multiple of 8.");
        }
    }
}
