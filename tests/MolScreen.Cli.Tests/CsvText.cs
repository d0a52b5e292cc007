namespace MolScreen.Cli.Tests;

/// <summary>CSV without line breaks in cells, as the command line writes it for molecules.</summary>
internal static class CsvText
{
    /// <summary>Cells of each line.</summary>
    public static List<string[]> Parse(string text) =>
        [.. text.TrimEnd('\n').Split('\n').Select(line => line.Split(','))];

    /// <summary>One column below the header.</summary>
    public static List<string> Column(string text, string name)
    {
        var rows = Parse(text);
        var column = Array.IndexOf(rows[0], name);
        Assert.True(column >= 0, $"no column {name}");
        return [.. rows.Skip(1).Select(row => row[column])];
    }
}
