namespace MolScreen.Chemistry.Input;

/// <summary>One data row of a molecule file.</summary>
/// <param name="Row">Counted from 1 over data rows; a header is not a row, an empty line is.</param>
/// <param name="Id">The row's identifier; "" where the file has none.</param>
/// <param name="Text">SMILES as given, without surrounding blanks; "" when the row is too long to keep.</param>
/// <param name="Error">Null for a readable row, else a reason: <c>empty</c>, <c>encoding</c>, <c>too-long</c> or <c>syntax</c> (a quote that is never closed).</param>
/// <param name="Columns">Every column but the SMILES, when <see cref="MoleculeFileOptions.KeepColumns"/> asks for them; an absent cell is "".</param>
public sealed record MoleculeRecord(
    int Row, string Id, string Text, string? Error, IReadOnlyDictionary<string, string>? Columns);

/// <summary>How a molecule file is read.</summary>
public sealed record MoleculeFileOptions
{
    /// <summary>The column with SMILES; by default a column with a usual name, else the first that holds molecules.</summary>
    public string? SmilesColumn { get; init; }

    /// <summary>The column with identifiers; by default a column with a usual name.</summary>
    public string? IdColumn { get; init; }

    /// <summary>Whether records carry their other columns.</summary>
    public bool KeepColumns { get; init; }
}

/// <summary>A file cannot be read as a whole; the message names the file and the remedy. Never raised for a bad row.</summary>
public sealed class MoleculeFileException : Exception
{
    /// <summary>Creates the exception with one sentence for people.</summary>
    public MoleculeFileException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with one sentence for people and its cause.</summary>
    public MoleculeFileException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
