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

    /// <summary>Graphs of the accepted molecules.</summary>
    public GraphArrays? Graphs { get; init; }

    /// <summary>
    /// Morgan fingerprints (accepted × <see cref="FingerprintBytes"/>, row-major; bit i is byte i / 8, bit i % 8, the
    /// lowest first).
    /// </summary>
    public byte[]? Fingerprints { get; init; }

    /// <summary>Bytes of one fingerprint.</summary>
    public int FingerprintBytes { get; init; }

    /// <summary>
    /// Accepted × <see cref="PropertyCount"/>, row-major: molecular weight (g/mol), Crippen logP, topological polar surface
    /// area (Å²), hydrogen-bond donors, acceptors, rotatable bonds, QED (0 to 1).
    /// </summary>
    public float[]? Properties { get; init; }

    /// <summary>Canonical SMILES of the Bemis–Murcko scaffold without stereo, "" for an acyclic molecule.</summary>
    public string[]? Scaffolds { get; init; }

    /// <summary>Structural alerts of the catalogs that were asked for.</summary>
    public AlertArrays? Alerts { get; init; }
}
