namespace MolScreen.Chemistry;

/// <summary>What to compute for each accepted molecule.</summary>
[Flags]
public enum MoleculeParts
{
    /// <summary>Only whether it can be used, and if not, why.</summary>
    None = 0,

    /// <summary>Atom and bond feature codes, see <see cref="GraphArrays"/>.</summary>
    Graph = 1,

    /// <summary>Fingerprints of the kind that <see cref="ProcessingOptions.Fingerprint"/> says.</summary>
    Fingerprint = 2,

    /// <summary>The seven properties of <see cref="MoleculeBatch.Properties"/>.</summary>
    Properties = 4,

    /// <summary>Bemis–Murcko scaffold.</summary>
    Scaffold = 8,

    /// <summary>Canonical SMILES. Costs about as much as reading the molecule, where it is not standardized.</summary>
    Smiles = 16,

    /// <summary>What structure search needs: pattern fingerprints and the molecules themselves, as <see cref="Search.MoleculeIndex"/> keeps them.</summary>
    Search = 1 << 16,
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

    /// <summary>The fingerprint, where it is computed: Morgan of radius 2 and 2048 bits unless said otherwise.</summary>
    public FingerprintOptions Fingerprint { get; init; } = new();

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxHeavyAtoms, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxHeavyAtoms, HighestMaxHeavyAtoms);
        ArgumentOutOfRangeException.ThrowIfNegative(Threads);
        Fingerprint.Validate();
    }
}
