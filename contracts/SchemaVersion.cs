namespace MolScreen.Contracts;

/// <summary>
/// The version of the message shapes in this assembly. Every message carries it; a consumer refuses a version it does
/// not know instead of guessing.
/// </summary>
public static class SchemaVersion
{
    /// <summary>Raised when a message changes in a way that an older reader would misread.</summary>
    public const int Current = 1;
}
