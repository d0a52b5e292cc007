namespace MolScreen.Chemistry.Input;

/// <summary>
/// Reads molecule files row by row in constant memory: SMILES files (<c>SMILES name</c>), CSV and TSV, each also gzipped.
/// A row that cannot be read is a record with an error at its position; only a file that cannot be read is an exception.
/// </summary>
public static class MoleculeFile
{
    /// <summary>
    /// Reads a file, or standard input for <c>-</c>. The kind follows from the name's ending (.smi, .txt, .csv, .tsv, behind
    /// which .gz may stand), else from the first line. Path and columns are checked before this returns; the rows
    /// are read as they are enumerated, from the start each time (standard input once).
    /// </summary>
    /// <exception cref="MoleculeFileException">The file is missing, damaged, or has no such column.</exception>
    public static IEnumerable<MoleculeRecord> Read(string path, MoleculeFileOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        options ??= new MoleculeFileOptions();
        if (path == InputStream.StandardInput)
        {
            return Read(InputStream.Open(path), "standard input", options);
        }

        using (var stream = InputStream.Open(path))
        {
            foreach (var _ in Read(stream, path, options))
            {
                break;
            }
        }

        return ReadAgain(path, options);
    }

    /// <summary>Reads an open stream, once; the caller disposes it.</summary>
    /// <param name="stream">At its start; need not seek.</param>
    /// <param name="name">The name for messages, whose ending tells the kind.</param>
    /// <param name="options">How to read; null for the defaults.</param>
    public static IEnumerable<MoleculeRecord> Read(Stream stream, string name, MoleculeFileOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        return new RowSource(stream, name, options ?? new MoleculeFileOptions()).Records();
    }

    private static IEnumerable<MoleculeRecord> ReadAgain(string path, MoleculeFileOptions options)
    {
        using var stream = InputStream.Open(path);
        foreach (var record in Read(stream, path, options))
        {
            yield return record;
        }
    }
}
