namespace MolScreen.Contracts.Featurizing;

/// <summary>Event: a chunk is featurized. Consumed by the scorer.</summary>
/// <param name="Indices">Library positions of the accepted molecules, ascending; all other per-molecule data is in this order.</param>
/// <param name="Smiles">Canonical SMILES of the standardized accepted molecules.</param>
/// <param name="Properties">Little-endian float32, accepted × <see cref="MolecularProperties.Names"/>, row-major.</param>
/// <param name="Graphs">The accepted molecules' graphs, see <see cref="PackedGraphs"/>.</param>
/// <param name="Rejected">The molecules that cannot be scored, each with its reason.</param>
/// <param name="Fingerprints">One <see cref="PackedFingerprints"/> for each radius and size that a model takes; null where none takes one.</param>
/// <param name="Descriptors">The descriptors that a model takes, see <see cref="PackedDescriptors"/>; null where none takes any.</param>
public sealed record MoleculesFeaturized(
    int Schema,
    Guid JobId,
    int Chunk,
    IReadOnlyList<string> Models,
    int[] Indices,
    IReadOnlyList<string> Smiles,
    byte[] Properties,
    byte[] Graphs,
    IReadOnlyList<RejectedMolecule> Rejected,
    IReadOnlyList<byte[]>? Fingerprints = null,
    byte[]? Descriptors = null);

/// <summary>A molecule that gets a row with a reason instead of scores.</summary>
/// <param name="Index">Position in the job's library, from 0.</param>
/// <param name="Reason">A stable code such as <c>valence</c>; contracts/README.md lists them.</param>
/// <param name="Detail">One sentence for people.</param>
public sealed record RejectedMolecule(int Index, string Reason, string Detail);
