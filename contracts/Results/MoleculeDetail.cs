using MolScreen.Contracts.Planning;

namespace MolScreen.Contracts.Results;

/// <summary>All that is known of one molecule of a job. Neither scored nor rejected: its chunk is not recorded yet.</summary>
/// <param name="Text">The molecule as the submitter wrote it, SMILES or MOL block; very long text that was refused is cut.</param>
/// <param name="Scored">Its predictions; null when it has none.</param>
/// <param name="Rejected">Why it has none; null when it has.</param>
/// <param name="Routes">Cheapest first; empty when none was found or asked for.</param>
/// <param name="Search">What the search for routes did; null before it ended.</param>
public sealed record MoleculeDetail(
    Guid JobId,
    int Index,
    string Id,
    string Text,
    RankedMolecule? Scored,
    RejectedRow? Rejected,
    IReadOnlyList<Route> Routes,
    SearchStatistics? Search);

/// <summary>A molecule that has a reason instead of predictions.</summary>
/// <param name="Index">Position in the library, from 0.</param>
/// <param name="Text">As the submitter wrote it, SMILES or MOL block; text beyond 1,000 characters is cut.</param>
/// <param name="Reason">A stable code such as <c>valence</c>; contracts/README.md lists them.</param>
/// <param name="Detail">One sentence for people.</param>
public sealed record RejectedRow(int Index, string Id, string Text, string Reason, string Detail);

/// <summary>A part of a job's rejected molecules, in library order.</summary>
/// <param name="Total">All rejected molecules of the job.</param>
public sealed record RejectedPage(Guid JobId, int Total, int Skip, IReadOnlyList<RejectedRow> Molecules);
