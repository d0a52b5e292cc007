namespace MolScreen.Chemistry.Input;

/// <summary>Which columns of a delimited file hold what.</summary>
/// <param name="Header">Column names; null when the first row is data.</param>
/// <param name="Smiles">Index of the SMILES column.</param>
/// <param name="Id">Index of the identifier column, -1 for none.</param>
internal sealed record ColumnChoice(string[]? Header, int Smiles, int Id)
{
    /// <summary>Rows that are looked at when no column has a usual name.</summary>
    public const int SampleRows = 20;

    private static readonly string[] SmilesNames =
    [
        "smiles", "canonical_smiles", "isomeric_smiles", "standardized_smiles", "std_smiles", "smiles_canonical",
        "compound_smiles", "smi",
    ];

    // These may as well be a molecule's name in a file without a header.
    private static readonly string[] WeakSmilesNames = ["mol", "molecule", "structure", "drug", "target"];

    /// <summary>Usual names of columns and properties with identifiers, the surest first.</summary>
    public static readonly string[] IdNames =
    [
        "id", "name", "molecule_id", "mol_id", "compound_id", "compound_name", "molecule_name", "molecule_chembl_id",
        "chembl_id", "cmpdname", "identifier", "title", "catalog_id", "zinc_id", "cid", "cas",
    ];

    /// <summary>Whether a first line names a SMILES column.</summary>
    public static bool IsHeader(Cell[] cells) => FindSmiles(Array.ConvertAll(cells, cell => cell.Text)) >= 0;

    /// <summary>Chooses by the options, else by usual names, else by what the first rows hold.</summary>
    /// <param name="rows">The file's first rows, at least one.</param>
    /// <exception cref="MoleculeFileException">A named column is missing, or no column holds molecules.</exception>
    public static ColumnChoice Choose(IReadOnlyList<Row> rows, string file, MoleculeFileOptions options)
    {
        var first = Array.ConvertAll(rows[0].Cells, cell => cell.Text);
        if (options.SmilesColumn is { } smilesName)
        {
            return WithHeader(first, Find(first, smilesName, file), file, options);
        }

        var usual = FindSmiles(first);
        if (usual >= 0)
        {
            return WithHeader(first, usual, file, options);
        }

        var (column, firstIsData) = FirstWithMolecules(rows, file, first);
        if (!firstIsData || options.IdColumn is not null)
        {
            return WithHeader(first, column, file, options);
        }

        return new ColumnChoice(null, column, first.Length > 1 ? (column == 0 ? 1 : 0) : -1);
    }

    private static ColumnChoice WithHeader(string[] header, int smiles, string file, MoleculeFileOptions options)
    {
        var id = options.IdColumn is { } name ? Find(header, name, file) : FindUsual(header, IdNames);
        return new ColumnChoice(header, smiles, id == smiles ? -1 : id);
    }

    private static int Find(string[] header, string name, string file)
    {
        var exact = Array.IndexOf(header, name);
        var column = exact >= 0 ? exact : Array.FindIndex(header, h => Normalize(h) == Normalize(name));
        return column >= 0
            ? column
            : throw new MoleculeFileException($"{file} has no column \"{name}\"; its columns are {string.Join(", ", header)}.");
    }

    private static int FindSmiles(string[] header)
    {
        var column = FindUsual(header, SmilesNames);
        return column >= 0 || Molecules(header) > 0 ? column : FindUsual(header, WeakSmilesNames);
    }

    private static int FindUsual(string[] header, string[] names)
    {
        foreach (var name in names)
        {
            var column = Array.FindIndex(header, h => Normalize(h) == name);
            if (column >= 0)
            {
                return column;
            }
        }

        return -1;
    }

    /// <summary>A name without regard to case, blanks, hyphens and dots.</summary>
    public static string Normalize(string name) =>
        name.Trim().ToLowerInvariant().Replace(' ', '_').Replace('-', '_').Replace('.', '_');

    /// <summary>The first column in which most filled cells below the first row are molecules.</summary>
    private static (int Column, bool FirstIsData) FirstWithMolecules(IReadOnlyList<Row> rows, string file, string[] first)
    {
        for (var column = 0; column < rows.Max(row => row.Cells.Length); column++)
        {
            var cells = rows.Skip(1).Select(row => row[column].Text).Where(text => text.Length > 0).ToList();
            var firstIsData = column < first.Length && Molecules([first[column]]) == 1;
            if (cells.Count > 0 ? 2 * Molecules(cells) > cells.Count : firstIsData)
            {
                return (column, firstIsData);
            }
        }

        throw new MoleculeFileException(
            $"{file} has no column of SMILES; say which column it is, its columns are {string.Join(", ", first)}.");
    }

    private static int Molecules(IReadOnlyList<string> texts) =>
        MoleculeProcessor.Process(texts, MoleculeParts.None, new ProcessingOptions { Standardize = false, Threads = 1 }).Accepted.Length;
}
