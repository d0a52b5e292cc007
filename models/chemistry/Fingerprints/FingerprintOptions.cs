using System.Runtime.InteropServices;

namespace MolScreen.Chemistry;

/// <summary>How a molecule is turned into bits or counts. Mirrors FingerprintKind in native/fingerprints.h.</summary>
public enum FingerprintKind
{
    /// <summary>Circular environments up to a radius: ECFP, or FCFP with <see cref="FingerprintOptions.Features"/>.</summary>
    Morgan,

    /// <summary>The 166 public MACCS keys, bits 1 to 166 of 167 as RDKit numbers them.</summary>
    Maccs,

    /// <summary>Branched subgraphs of 1 to 7 bonds, two bits each: RDKFingerprint with its defaults.</summary>
    RdkitPath,

    /// <summary>Pairs of atoms up to 30 bonds apart; in bit form an entry's four bits stand for 1, 2, 4 and 8 occurrences.</summary>
    AtomPair,

    /// <summary>RDKit's pattern fingerprint: a molecule's bits contain those of each of its substructures.</summary>
    Pattern,
}

/// <summary>A kind of fingerprint and its settings. Equal to what RDKit 2022.09 gives. Immutable.</summary>
public sealed record FingerprintOptions
{
    /// <summary>Bits of a MACCS fingerprint; the first is never set.</summary>
    public const int MaccsBits = 167;

    /// <summary>The largest <see cref="Size"/>.</summary>
    public const int HighestSize = 65536;

    /// <summary>The largest <see cref="Radius"/>.</summary>
    public const int HighestRadius = 10;

    /// <summary>The kind.</summary>
    public FingerprintKind Kind { get; init; } = FingerprintKind.Morgan;

    /// <summary>Radius of Morgan environments in bonds, 0 to <see cref="HighestRadius"/>; 2 corresponds to ECFP4.</summary>
    public int Radius { get; init; } = 2;

    /// <summary>Bits or counts, a multiple of 8 up to <see cref="HighestSize"/>; see <see cref="Length"/> for MACCS.</summary>
    public int Size { get; init; } = 2048;

    /// <summary>Whether occurrences are counted (Morgan and atom pairs only), instead of one bit for any number of them.</summary>
    public bool Counts { get; init; }

    /// <summary>Whether stereoisomers are told apart (Morgan and atom pairs only).</summary>
    public bool Chirality { get; init; }

    /// <summary>Whether Morgan environments start from pharmacophoric features (FCFP) instead of elements and degrees (ECFP).</summary>
    public bool Features { get; init; }

    /// <summary>Entries of one fingerprint: <see cref="Size"/>, but <see cref="MaccsBits"/> for MACCS.</summary>
    public int Length => Kind == FingerprintKind.Maccs ? MaccsBits : Size;

    /// <summary>Bytes of one fingerprint in bit form.</summary>
    public int Bytes => (Length + 7) / 8;

    internal NativeFingerprintOptions Native => new()
    {
        Kind = (int)Kind,
        Radius = Radius,
        Size = Size,
        Counts = Counts ? 1 : 0,
        Chirality = Chirality ? 1 : 0,
        Features = Features ? 1 : 0,
    };

    /// <summary>Checks the ranges and that the kind has the settings.</summary>
    /// <exception cref="ArgumentException">The message names the setting.</exception>
    public void Validate()
    {
        if (!Enum.IsDefined(Kind))
        {
            throw new ArgumentOutOfRangeException(nameof(Kind), Kind, "There is no such kind of fingerprint.");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(Radius);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Radius, HighestRadius);
        ArgumentOutOfRangeException.ThrowIfLessThan(Size, 8);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Size, HighestSize);
        if (Size % 8 != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(Size), Size, "Must be a multiple of 8.");
        }

        var counted = Kind is FingerprintKind.Morgan or FingerprintKind.AtomPair;
        Require(!Counts || counted, nameof(Counts), "Only Morgan and atom-pair fingerprints have counts.");
        Require(!Chirality || counted, nameof(Chirality), "Only Morgan and atom-pair fingerprints can tell stereoisomers apart.");
        Require(!Features || Kind == FingerprintKind.Morgan, nameof(Features), "Only Morgan fingerprints have feature invariants.");
    }

    private static void Require(bool holds, string setting, string message)
    {
        if (!holds)
        {
            throw new ArgumentOutOfRangeException(setting, message);
        }
    }
}

/// <summary>Mirrors FingerprintOptions in native/fingerprints.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeFingerprintOptions
{
    public int Kind;
    public int Radius;
    public int Size;
    public int Counts;
    public int Chirality;
    public int Features;
}
