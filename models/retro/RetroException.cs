namespace MolScreen.Retro;

/// <summary>A bundle, template set, policy or stock is missing, broken or does not fit: one clear sentence.</summary>
public sealed class RetroException : Exception
{
    /// <summary>Creates the exception with its sentence.</summary>
    public RetroException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with its sentence and its cause.</summary>
    public RetroException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
