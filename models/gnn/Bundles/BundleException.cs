namespace MolScreen.Gnn;

/// <summary>A bundle cannot be used; the message is one sentence that names the file and what is wrong.</summary>
public sealed class BundleException : Exception
{
    public BundleException(string message)
        : base(message)
    {
    }

    public BundleException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
