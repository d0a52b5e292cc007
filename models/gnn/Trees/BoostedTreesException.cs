namespace MolScreen.Gnn.Trees;

/// <summary>Trees cannot be read or fitted; the message is one sentence that says why.</summary>
public sealed class BoostedTreesException(string message) : Exception(message);
