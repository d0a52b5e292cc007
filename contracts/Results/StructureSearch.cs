namespace MolScreen.Contracts.Results;

/// <summary>Which of a job's scored molecules are looked for by structure; exactly one of the three kinds is given.</summary>
/// <param name="Similar">A SMILES: molecules of at least <paramref name="Threshold"/> Tanimoto similarity to it (Morgan, radius 2, 2048 bits).</param>
/// <param name="Substructure">A SMARTS: molecules that it matches.</param>
/// <param name="Exact">A SMILES: the same molecule after standardization.</param>
/// <param name="Threshold">Least similarity, 0 to 1.</param>
/// <param name="Chirality">Whether stereo that a substructure states must be the molecule's.</param>
/// <param name="Top">At most this many rows; 1 to 10,000.</param>
public sealed record StructureSearch(
    string? Similar = null, string? Substructure = null, string? Exact = null, double Threshold = 0, bool Chirality = false, int Top = 100);

/// <summary>What was found.</summary>
/// <param name="Total">Molecules found, these and others; null for a similarity search, which looks no further than it must.</param>
/// <param name="Undecided">Molecules on which a substructure was given up because matching took too long; they count as not found.</param>
/// <param name="Molecules">By similarity, then position; else by rank, then position.</param>
public sealed record StructurePage(Guid JobId, JobState State, int? Total, int Undecided, IReadOnlyList<FoundMolecule> Molecules);

/// <summary>A scored molecule that was found by its structure.</summary>
/// <param name="Index">Position in the library, from 0.</param>
/// <param name="Id">The submitter's identifier; may be empty.</param>
/// <param name="Smiles">Canonical SMILES of the standardized molecule.</param>
/// <param name="Similarity">Tanimoto similarity to the query, 0 to 1; null for other kinds of search.</param>
/// <param name="Rank">Place in the job's ranking, from 1; null until the job is ranked.</param>
/// <param name="Score">0 to 1; null where a model could not predict.</param>
public sealed record FoundMolecule(int Index, string Id, string Smiles, double? Similarity, int? Rank, double? Score);
