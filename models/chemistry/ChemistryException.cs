namespace MolScreen.Chemistry;

/// <summary>The native chemistry library is missing, does not fit, or failed. Never raised for a bad molecule.</summary>
public sealed class ChemistryException : Exception
{
    /// <summary>Whether a library is not installed: trying again does not help.</summary>
    public bool IsLibraryMissing => InnerException is DllNotFoundException;

    /// <summary>Creates the exception with one sentence for people.</summary>
    public ChemistryException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with one sentence for people and its cause.</summary>
    public ChemistryException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
