namespace MolScreen.Contracts.Results;

/// <summary>Which scored molecules of a job are wanted, and in which order.</summary>
/// <param name="Top">At most this many rows; 1 to 10,000 for a page.</param>
/// <param name="Skip">Rows of the answer to leave out first.</param>
/// <param name="Sort">A field, then optionally <c>asc</c> or <c>desc</c>, for example <c>bace.Class desc</c>; null sorts by rank.</param>
/// <param name="Where">A condition such as <c>qed &gt;= 0.5 and bace.Class &gt; 0.7</c>; null takes every scored row.</param>
public sealed record ResultQuery(int Top = 50, int Skip = 0, string? Sort = null, string? Where = null);
