namespace MolScreen.Chemistry.Search;

/// <summary>An index file cannot be used; the message is one sentence that names the file and the remedy.</summary>
public sealed class IndexException : Exception
{
    /// <summary>Creates the exception with one sentence for people.</summary>
    public IndexException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with one sentence for people and its cause.</summary>
    public IndexException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
