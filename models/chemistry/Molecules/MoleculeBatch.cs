using MolScreen.Chemistry.Alerts;

namespace MolScreen.Chemistry;

/// <summary>
/// The outcome of <see cref="MoleculeProcessor.Process"/>: plain arrays, nothing to dispose. <see cref="Status"/> and
/// <see cref="Messages"/> have one entry for each text put in; everything else has one for each accepted molecule, in
/// the order of <see cref="Accepted"/>, and is null unless its <see cref="MoleculeParts"/> was asked for.
/// </summary>
public sealed class MoleculeBatch
{
    internal MoleculeBatch()
    {
    }

    /// <summary>Properties a molecule has in <see cref="Properties"/>.</summary>
    public const int PropertyCount = 7;

    /// <summary>Texts put in.</summary>
    public int Count => Status.Length;

    /// <summary>What became of each text (<see cref="Count"/>).</summary>
    public required MoleculeStatus[] Status { get; init; }

    /// <summary>One sentence for each rejected text, "" for an accepted one (<see cref="Count"/>).</summary>
    public required string[] Messages { get; init; }

    /// <summary>Positions with status Ok, ascending.</summary>
    public required int[] Accepted { get; init; }

    /// <summary>Canonical SMILES of the molecule after standardization.</summary>
    public string[]? Smiles { get; init; }

    /// <summary>
    /// Canonical SMILES of a MOL block's molecule as it was written, before standardization; "" where the text is a SMILES,
    /// which says it itself.
    /// </summary>
    public string[]? Written { get; init; }

    /// <summary>Graphs of the accepted molecules.</summary>
    public GraphArrays? Graphs { get; init; }

    /// <summary>
    /// Fingerprints in bit form (accepted × <see cref="FingerprintBytes"/>, row-major; bit i is byte i / 8, bit i % 8, the
    /// lowest first); null where counts were asked for.
    /// </summary>
    public byte[]? Fingerprints { get; init; }

    /// <summary>Bytes of one fingerprint in bit form.</summary>
    public int FingerprintBytes { get; init; }

    /// <summary>
    /// Fingerprints in count form (accepted × <see cref="FingerprintLength"/>, row-major; a count above 65535 is 65535); null
    /// where bits were asked for.
    /// </summary>
    public ushort[]? FingerprintCounts { get; init; }

    /// <summary>Bits or counts of one fingerprint.</summary>
    public int FingerprintLength { get; init; }

    /// <summary>
    /// Accepted × <see cref="PropertyCount"/>, row-major: molecular weight (g/mol), Crippen logP, topological polar surface
    /// area (Å²), hydrogen-bond donors, acceptors, rotatable bonds, QED (0 to 1).
    /// </summary>
    public float[]? Properties { get; init; }

    /// <summary>Canonical SMILES of the Bemis–Murcko scaffold without stereo, "" for an acyclic molecule.</summary>
    public string[]? Scaffolds { get; init; }

    /// <summary>
    /// Accepted × the number of <see cref="DescriptorSet.Names"/>, row-major. NaN where a descriptor is not defined for the
    /// molecule, such as a partial charge for a metal.
    /// </summary>
    public double[]? Descriptors { get; init; }

    /// <summary>
    /// Synthetic accessibility, 1 (easy to make) to 10 (hard): Ertl and Schuffenhauer, J. Cheminf. 1 (2009) 8.
    /// </summary>
    public double[]? SaScores { get; init; }

    /// <summary>What standardization did to each molecule, what it took away by name.</summary>
    public StandardizationReports? Standardization { get; init; }

    /// <summary>
    /// Standard InChI of the molecule after standardization; "" for one that InChI cannot describe (over 1,023 atoms, a
    /// quadruple bond). Stereo of tetrahedral centres and double bonds is in it, that of allenes is not.
    /// </summary>
    public string[]? Inchis { get; init; }

    /// <summary>Standard InChIKey, 27 characters; "" where <see cref="Inchis"/> is.</summary>
    public string[]? InchiKeys { get; init; }

    /// <summary>Pattern fingerprints (accepted × 256).</summary>
    internal byte[]? Screens { get; init; }

    /// <summary>Pickled molecules, one after another.</summary>
    internal byte[]? Structures { get; init; }

    /// <summary>Where each starts in <see cref="Structures"/>, and where the last ends (accepted + 1).</summary>
    internal long[]? StructureOffsets { get; init; }

    /// <summary>Environments that the Morgan fingerprint of <see cref="ProcessingOptions.Fingerprint"/> counts, with their atoms.</summary>
    public EnvironmentArrays? Environments { get; init; }

    /// <summary>Structural alerts of the catalogs that were asked for.</summary>
    public AlertArrays? Alerts { get; init; }
}
