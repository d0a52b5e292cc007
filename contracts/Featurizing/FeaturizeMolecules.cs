namespace MolScreen.Contracts.Featurizing;

/// <summary>Command to a featurizer: standardize and featurize one chunk of a job.</summary>
/// <param name="Chunk">The chunk's number in its job, from 0.</param>
/// <param name="Models">Model bundles that will score the chunk; carried through to the scorer.</param>
/// <param name="Molecules">At most <see cref="ChunkSize"/> molecules.</param>
public sealed record FeaturizeMolecules(
    int Schema,
    Guid JobId,
    int Chunk,
    IReadOnlyList<string> Models,
    IReadOnlyList<MoleculeText> Molecules)
{
    /// <summary>Molecules in a full chunk.</summary>
    public const int ChunkSize = 256;
}

/// <summary>A molecule on its way into a featurizer.</summary>
/// <param name="Index">Position in the job's library, from 0; with the job id the key of its result.</param>
/// <param name="Id">The submitter's identifier; may be empty.</param>
/// <param name="Text">SMILES, or MOL block (it has line breaks), as given.</param>
public sealed record MoleculeText(int Index, string Id, string Text);
