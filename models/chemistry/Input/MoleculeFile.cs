namespace MolScreen.Chemistry.Input;

/// <summary>
/// Reads molecule files record by record in constant memory: SMILES files (<c>SMILES name</c>), CSV and TSV, SD and MOL files
/// (V2000 and V3000), each also gzipped. A record that cannot be read is a record with an error at its position; only a
/// file that cannot be read is an exception.
/// </summary>
public static class MoleculeFile
{
    /// <summary>
    /// Reads a file, or standard input for <c>-</c>. The kind follows from the name's ending (.smi, .txt, .csv, .tsv, .sdf,
    /// .mol and their like, behind which .gz may stand), else from the first lines. Path and columns are checked before this
    /// returns; the rows are read as they are enumerated, from the start each time (standard input once).
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
        return Records(stream, name, options ?? new MoleculeFileOptions());
    }

    /// <summary>The ending that tells a file's kind, in small letters: .sdf of <c>A.SDF.gz</c>.</summary>
    internal static string Ending(string name) =>
        Path.GetExtension(name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name).ToLowerInvariant();

    private static IEnumerable<MoleculeRecord> Records(Stream stream, string name, MoleculeFileOptions options)
    {
        var lines = new LineReader(stream, name);
        var records = IsSdFile(lines, name) ? new SdSource(lines, name, options).Records() : new RowSource(lines, name, options).Records();
        foreach (var record in records)
        {
            yield return record;
        }
    }

    /// <summary>A SMILES or a delimited file is told by its ending too: no need to wait for its fourth line.</summary>
    private static bool IsSdFile(LineReader lines, string name) => Ending(name) switch
    {
        ".sdf" or ".sd" or ".mol" or ".mdl" => true,
        ".smi" or ".smiles" or ".ism" or ".can" or ".cxsmiles" or ".csv" or ".tsv" or ".tab" => false,
        _ => MolBlock.IsCountsLine(lines.PeekLine(MolBlock.HeaderLines)),
    };

    private static IEnumerable<MoleculeRecord> ReadAgain(string path, MoleculeFileOptions options)
    {
        using var stream = InputStream.Open(path);
        foreach (var record in Read(stream, path, options))
        {
            yield return record;
        }
    }
}
