using MolScreen.Cli.CommandLine;

namespace MolScreen.Cli.Learning;

/// <summary>Which columns of a file are labels.</summary>
internal static class TargetColumns
{
    /// <summary>The columns that were asked for, as the file spells them.</summary>
    /// <exception cref="InputException">One is not there.</exception>
    public static IReadOnlyList<string> Named(string path, IReadOnlyList<string> names, IReadOnlyList<IReadOnlyDictionary<string, string>> rows)
    {
        var columns = All(rows);
        return [.. names.Select(name =>
            columns.Find(column => column == name)
            ?? columns.Find(column => column.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new InputException($"{path}: has no column \"{name}\"; its columns are {string.Join(", ", columns)}"))];
    }

    /// <summary>Every column that holds numbers only and is not set aside; for files that hold nothing but labels.</summary>
    /// <exception cref="InputException">There is none.</exception>
    public static IReadOnlyList<string> Numeric(string path, IReadOnlyList<IReadOnlyDictionary<string, string>> rows, params string?[] except)
    {
        var columns = All(rows)
            .Where(column => !except.Contains(column) && rows.All(row => Number(row, column) is not null)
                && rows.Any(row => !float.IsNaN(Number(row, column)!.Value)))
            .ToList();
        return columns.Count > 0
            ? columns
            : throw new InputException($"{path}: no column holds numbers to learn; name the labels with --targets (columns: {string.Join(", ", All(rows))})");
    }

    // Records of an SD file have each their own properties.
    private static List<string> All(IReadOnlyList<IReadOnlyDictionary<string, string>> rows) => [.. rows.SelectMany(row => row.Keys).Distinct()];

    private static float? Number(IReadOnlyDictionary<string, string> row, string column) => LabelledLibrary.Number(row.GetValueOrDefault(column, ""));

    /// <summary>A comma-separated list, or nothing.</summary>
    public static IReadOnlyList<string>? List(string? text) =>
        text?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
