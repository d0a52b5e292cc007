namespace MolScreen.Chemistry.Input;

/// <summary>One data row of a molecule file, or one record of an SD file.</summary>
/// <param name="Row">Counted from 1 over data rows; a header is not a row, an empty line and an empty record are.</param>
/// <param name="Id">The row's identifier, one line; "" where the file has none. Of an SD record its title, else a property with a usual name.</param>
/// <param name="Text">
/// SMILES as given, without surrounding blanks, or the MOL block of an SD record as given with <c>\n</c> as line ends, up to and
/// including its M  END; "" when the row is too long to keep.
/// </param>
/// <param name="Error">Null for a readable row, else a reason: <c>empty</c>, <c>encoding</c>, <c>too-long</c> or <c>syntax</c> (a quote that is never closed).</param>
/// <param name="Columns">Every column but the SMILES, or every property of an SD record, when <see cref="MoleculeFileOptions.KeepColumns"/> asks for them; an absent cell is "", an absent property is absent.</param>
public sealed record MoleculeRecord(
    int Row, string Id, string Text, string? Error, IReadOnlyDictionary<string, string>? Columns);

/// <summary>How a molecule file is read.</summary>
public sealed record MoleculeFileOptions
{
    /// <summary>
    /// The column with SMILES; by default a column with a usual name, else the first that holds molecules. Of an SD file, a
    /// property whose SMILES are read instead of the MOL blocks.
    /// </summary>
    public string? SmilesColumn { get; init; }

    /// <summary>
    /// The column or property with identifiers; by default a column with a usual name and, in an SD file, the title before it.
    /// </summary>
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
