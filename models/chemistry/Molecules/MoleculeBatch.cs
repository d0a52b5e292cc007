namespace MolScreen.Chemistry;

/// <summary>
/// The outcome of <see cref="MoleculeProcessor.Process"/>: plain arrays, nothing to dispose. <see cref="Status"/> and
/// <see cref="Messages"/> have one entry for each text put in; everything else has one for each accepted molecule, in
/// the order of <see cref="Accepted"/>.
/// </summary>
public sealed class MoleculeBatch
{
    internal MoleculeBatch(
        MoleculeStatus[] status,
        string[] messages,
        int[] accepted,
        string[] smiles,
        GraphArrays? graphs,
        byte[]? fingerprints,
        int fingerprintBytes,
        float[]? properties)
    {
        Status = status;
        Messages = messages;
        Accepted = accepted;
        Smiles = smiles;
        Graphs = graphs;
        Fingerprints = fingerprints;
        FingerprintBytes = fingerprintBytes;
        Properties = properties;
    }

    /// <summary>Properties a molecule has in <see cref="Properties"/>.</summary>
    public const int PropertyCount = 7;

    /// <summary>Texts put in.</summary>
    public int Count => Status.Length;

    /// <summary>What became of each text (<see cref="Count"/>).</summary>
    public MoleculeStatus[] Status { get; }

    /// <summary>One sentence for each rejected text, "" for an accepted one (<see cref="Count"/>).</summary>
    public string[] Messages { get; }

    /// <summary>Positions with status Ok, ascending.</summary>
    public int[] Accepted { get; }

    /// <summary>Canonical SMILES of the molecule after standardization (accepted).</summary>
    public string[] Smiles { get; }

    /// <summary>Graphs of the accepted molecules, when <see cref="MoleculeParts.Graph"/> was asked for.</summary>
    public GraphArrays? Graphs { get; }

    /// <summary>
    /// Morgan fingerprints (accepted × <see cref="FingerprintBytes"/>, row-major; bit i is byte i / 8, bit i % 8, the
    /// lowest first), when <see cref="MoleculeParts.Fingerprint"/> was asked for.
    /// </summary>
    public byte[]? Fingerprints { get; }

    /// <summary>Bytes of one fingerprint.</summary>
    public int FingerprintBytes { get; }

    /// <summary>
    /// Accepted × <see cref="PropertyCount"/>, row-major: molecular weight (g/mol), Crippen logP, topological polar surface
    /// area (Å²), hydrogen-bond donors, acceptors, rotatable bonds, QED (0 to 1); when
    /// <see cref="MoleculeParts.Properties"/> was asked for.
    /// </summary>
    public float[]? Properties { get; }
}
