namespace MolScreen.Contracts.Screening;

/// <summary>
/// Command to the store: make a job out of molecules that came over the bus. (Uploaded libraries reach the store as a
/// stream, because they may be larger than any message.) Sent twice with the same job id it makes one job.
/// </summary>
/// <param name="Source">Where the job came from, for example <c>pipeline:nightly</c>.</param>
public sealed record SubmitScreening(
    int Schema,
    Guid JobId,
    string Source,
    ScreeningSpecification Specification,
    IReadOnlyList<SubmittedMolecule> Molecules);

/// <summary>A molecule as the submitter wrote it.</summary>
/// <param name="Id">The submitter's own identifier; empty when none was given.</param>
/// <param name="Text">SMILES, or MOL block (it has line breaks), unchecked.</param>
public sealed record SubmittedMolecule(string Id, string Text);
