namespace MolScreen.Chemistry.Search;

/// <summary>A text cannot be searched for; the message is one sentence for people.</summary>
public sealed class QueryException : Exception
{
    /// <summary>Creates the exception with one sentence for people.</summary>
    public QueryException(string message)
        : base(message)
    {
    }
}
