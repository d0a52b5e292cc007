namespace MolScreen.Contracts.Screening;

/// <summary>What accompanies a library that reaches the store as a stream. Sent twice with the same job id it makes one job.</summary>
/// <param name="JobId">Chosen by the sender.</param>
/// <param name="Source">Where the job came from, for example <c>upload</c> or <c>command line</c>.</param>
/// <param name="LibraryName">The library's file name; its extension says the format, unless the content says gzip.</param>
/// <param name="SmilesColumn">Column of a CSV library that holds SMILES, or property of an SD library whose SMILES are read instead of its MOL blocks; null finds a column by its name.</param>
/// <param name="IdColumn">Column of a CSV library, or property of an SD library, that holds identifiers; null finds it by its name.</param>
public sealed record LibrarySubmission(
    Guid JobId,
    string Source,
    ScreeningSpecification Specification,
    string LibraryName,
    string? SmilesColumn = null,
    string? IdColumn = null);
