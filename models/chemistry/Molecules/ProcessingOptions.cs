using MolScreen.Chemistry.Alerts;

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

    /// <summary>The descriptors of <see cref="DescriptorSet"/>; some four times the work of <see cref="Properties"/>.</summary>
    Descriptors = 32,

    /// <summary>Synthetic accessibility score. The first use loads a table of 17 MB.</summary>
    Synthesizability = 64,

    /// <summary>Structural alerts, see <see cref="ProcessingOptions.AlertCatalogs"/>.</summary>
    Alerts = 128,

    /// <summary>What standardization did, see <see cref="MoleculeBatch.Standardization"/>.</summary>
    Standardization = 256,

    /// <summary>Standard InChI and InChIKey, one molecule at a time in the whole process; needs libinchi.</summary>
    Inchi = 512,

    /// <summary>One line for each MOL block, see <see cref="MoleculeBatch.Written"/>. Costs as much as <see cref="Smiles"/>.</summary>
    Written = 1024,

    /// <summary>What structure search needs: pattern fingerprints and the molecules themselves, as <see cref="Search.MoleculeIndex"/> keeps them.</summary>
    Search = 2048,

    /// <summary>Which atoms each entry of a Morgan fingerprint stands for, see <see cref="EnvironmentArrays"/>.</summary>
    Environments = 4096,
}

/// <summary>How a batch is processed. Immutable.</summary>
public sealed record ProcessingOptions
{
    /// <summary>The largest value of <see cref="MaxHeavyAtoms"/>.</summary>
    public const int HighestMaxHeavyAtoms = 2000;

    /// <summary>Molecules with more atoms other than hydrogen are rejected; 1 to <see cref="HighestMaxHeavyAtoms"/>.</summary>
    public int MaxHeavyAtoms { get; init; } = 500;

    /// <summary>The largest value of <see cref="TautomerTimeLimit"/>.</summary>
    public static readonly TimeSpan HighestTautomerTimeLimit = TimeSpan.FromHours(1);

    /// <summary>
    /// Whether to bring molecules into standard form, as <see cref="StandardizationRecipe"/> says: metals disconnected,
    /// functional groups normalized, the largest organic fragment kept, charges neutralized. False takes them as written.
    /// </summary>
    public bool Standardize { get; init; } = true;

    /// <summary>
    /// Whether standardization takes the steps that rewrite bonds, metals and functional groups; false leaves organozinc
    /// reagents as they are written and changes fragments and charges only, as reaction templates and
    /// stocks expect. Without effect unless <see cref="Standardize"/>.
    /// </summary>
    public bool RewriteBonds { get; init; } = true;

    /// <summary>
    /// Whether standardization takes the canonical tautomer, which is slow: milliseconds to seconds a molecule. Without
    /// effect unless <see cref="Standardize"/>.
    /// </summary>
    public bool Tautomer { get; init; }

    /// <summary>
    /// Wall-clock time for the tautomers of one molecule, 1 ms to <see cref="HighestTautomerTimeLimit"/>; one that needs
    /// longer keeps its form, so that results can differ between runs where the limit strikes.
    /// </summary>
    public TimeSpan TautomerTimeLimit { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Worker threads; 0 uses every core. Results do not depend on it.</summary>
    public int Threads { get; init; }

    /// <summary>
    /// Processor time that one molecule may take (or ten times as much by the clock), at least a millisecond;
    /// <see cref="Timeout.InfiniteTimeSpan"/> for no limit. One that takes longer is rejected as
    /// <see cref="MoleculeStatus.Timeout"/>. Default 10 s, some twenty times what the slowest known molecule of 500 heavy
    /// atoms takes.
    /// </summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The fingerprint, where it is computed: Morgan of radius 2 and 2048 bits unless said otherwise.</summary>
    public FingerprintOptions Fingerprint { get; init; } = new();

    /// <summary>Which values of a feature have a slot of their own in graphs.</summary>
    public FeatureLayout Layout { get; init; } = FeatureLayout.ChempropV2;

    /// <summary>Catalogs that <see cref="MoleculeParts.Alerts"/> looks into; by default all of them.</summary>
    public AlertCatalogs AlertCatalogs { get; init; } = AlertCatalogs.All;

    /// <summary>With the time that tautomers may take by an option of their own.</summary>
    internal TimeSpan WholeTimeLimit =>
        Standardize && Tautomer && TimeLimit != Timeout.InfiniteTimeSpan ? TimeLimit + TautomerTimeLimit : TimeLimit;

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Layout);
        if ((AlertCatalogs & ~AlertCatalogs.All) != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(AlertCatalogs), AlertCatalogs, "No such catalog.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(MaxHeavyAtoms, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxHeavyAtoms, HighestMaxHeavyAtoms);
        ArgumentOutOfRangeException.ThrowIfLessThan(TautomerTimeLimit, TimeSpan.FromMilliseconds(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(TautomerTimeLimit, HighestTautomerTimeLimit);
        ArgumentOutOfRangeException.ThrowIfNegative(Threads);
        if (TimeLimit != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(TimeLimit, TimeSpan.FromMilliseconds(1));
        }

        Fingerprint.Validate();
    }
}
