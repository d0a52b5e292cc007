namespace MolScreen.Contracts;

/// <summary>
/// The version of the message shapes in this assembly. Every message carries it; a consumer refuses a version it does
/// not know instead of guessing.
/// </summary>
public static class SchemaVersion
{
    /// <summary>Raised when a message changes in a way that an older reader would misread.</summary>
    public const int Current = 1;

    /// <summary>Refuses a message of a version that this program does not know.</summary>
    /// <exception cref="FormatException">It has another version.</exception>
    public static void Require(int schema)
    {
        if (schema != Current)
        {
            throw new FormatException($"The message has schema version {schema}; this program reads version {Current}.");
        }
    }
}
