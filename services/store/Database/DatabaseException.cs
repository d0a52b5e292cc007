namespace MolScreen.Store.Database;

/// <summary>The database cannot be used; the message is one sentence for people that names the file.</summary>
public sealed class DatabaseException(string message, Exception? cause = null) : Exception(message, cause);
