namespace MolScreen.Store;

/// <summary>A request cannot be answered as it was made.</summary>
/// <param name="problem">What kind of trouble it is.</param>
/// <param name="reasons">Sentences for the person who asked; at least one.</param>
public sealed class ScreeningRequestException(RequestProblem problem, params IReadOnlyList<string> reasons)
    : Exception(string.Join(Environment.NewLine, reasons))
{
    /// <summary>What kind of trouble it is.</summary>
    public RequestProblem Problem { get; } = problem;

    /// <summary>Sentences for the person who asked.</summary>
    public IReadOnlyList<string> Reasons { get; } = reasons;
}

/// <summary>Kinds of trouble with a request, each with its HTTP status.</summary>
public enum RequestProblem
{
    /// <summary>The request itself is wrong.</summary>
    Invalid = 400,

    /// <summary>There is no such job or molecule.</summary>
    NotFound = 404,

    /// <summary>It cannot be done in the job's present state.</summary>
    Conflict = 409,

    /// <summary>The library is larger than the store takes.</summary>
    TooLarge = 413,
}
