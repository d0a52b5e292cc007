using System.IO.Compression;
using System.Text;

namespace MolScreen.Retro.Training;

/// <summary>Files of reactions: CSV with a header, a column <c>reaction</c> and perhaps <c>id</c>; gzipped or not.</summary>
public static class ReactionFile
{
    /// <summary>Rows in order. Without an id column the id is the row number, from 1.</summary>
    /// <exception cref="RetroException">There is no such file, or it has no column <c>reaction</c>.</exception>
    public static IEnumerable<(string Id, string Reaction)> Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new RetroException($"The reaction file {path} does not exist.");
        }

        using var reader = OpenText(path);
        var header = (reader.ReadLine() ?? "").Split(',');
        var reaction = Array.IndexOf(header, "reaction");
        var id = Array.IndexOf(header, "id");
        if (reaction < 0)
        {
            throw new RetroException($"{path} has no column \"reaction\"; its header is \"{string.Join(',', header)}\".");
        }

        for (var row = 1; reader.ReadLine() is { } line; row++)
        {
            var cells = line.Split(',');
            yield return (
                id >= 0 && id < cells.Length ? cells[id] : row.ToString(System.Globalization.CultureInfo.InvariantCulture),
                reaction < cells.Length ? cells[reaction] : "");
        }
    }

    /// <summary>
    /// Rows of a file without atom maps, which has columns <c>product</c> and <c>reactants</c> (molecules joined by dots) instead of
    /// <c>reaction</c>; null for any other file. Such reactions tell of starting materials, not of templates.
    /// </summary>
    public static IReadOnlyList<(string Product, string Reactants)>? ReadUnmapped(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        using var reader = OpenText(path);
        var header = (reader.ReadLine() ?? "").Split(',');
        var product = Array.IndexOf(header, "product");
        var reactants = Array.IndexOf(header, "reactants");
        if (product < 0 || reactants < 0 || header.Contains("reaction"))
        {
            return null;
        }

        var rows = new List<(string, string)>();
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split(',');
            if (cells.Length > Math.Max(product, reactants))
            {
                rows.Add((cells[product], cells[reactants]));
            }
        }

        return rows;
    }

    /// <summary>Opens a text file, through gzip when its first bytes say so.</summary>
    internal static StreamReader OpenText(string path)
    {
        var file = File.OpenRead(path);
        var zipped = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        return new StreamReader(zipped ? new GZipStream(file, CompressionMode.Decompress) : file, Encoding.UTF8);
    }

    /// <summary>Creates a gzipped text file whose bytes depend on the text alone.</summary>
    internal static StreamWriter CreateText(string path) =>
        new(new GZipStream(File.Create(path), CompressionLevel.SmallestSize), new UTF8Encoding(false)) { NewLine = "\n" };
}
