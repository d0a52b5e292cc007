using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace MolScreen.Retro.Training;

/// <summary>A recorded reaction as a file has it.</summary>
/// <param name="Id">As given; the row number, from 1, where the file has no ids.</param>
/// <param name="Class">As given, "" without.</param>
/// <param name="Mapped"><c>reactants&gt;reagents&gt;product</c> with atom map numbers; "" in a file without them.</param>
/// <param name="Product">SMILES as given; "" in a file of mapped reactions.</param>
/// <param name="Reactants">SMILES as given, joined by dots; "" likewise.</param>
public readonly record struct RecordedReaction(string Id, string Class, string Mapped, string Product, string Reactants);

/// <summary>
/// Files of reactions: CSV with a header, a column <c>reaction</c> for atom-mapped ones or columns <c>product</c> and
/// <c>reactants</c> for those without atom maps, and perhaps <c>id</c> and <c>class</c>; gzipped or not.
/// </summary>
public static class ReactionFile
{
    /// <summary>Rows in order.</summary>
    /// <exception cref="RetroException">There is no such file, or it has neither of the forms.</exception>
    public static IEnumerable<RecordedReaction> Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new RetroException($"The reaction file {path} does not exist.");
        }

        using var reader = OpenText(path);
        var header = (reader.ReadLine() ?? "").Split(',');
        var (reaction, product, reactants) = (Array.IndexOf(header, "reaction"), Array.IndexOf(header, "product"), Array.IndexOf(header, "reactants"));
        var (id, kind) = (Array.IndexOf(header, "id"), Array.IndexOf(header, "class"));
        if (reaction < 0 && (product < 0 || reactants < 0))
        {
            throw new RetroException($"{path} has neither a column \"reaction\" nor \"product\" and \"reactants\"; its header is \"{string.Join(',', header)}\".");
        }

        for (var row = 1; reader.ReadLine() is { } line; row++)
        {
            var cells = line.Split(',');
            string Cell(int column) => column >= 0 && column < cells.Length ? cells[column] : "";
            var mapped = reaction >= 0;
            yield return new RecordedReaction(
                id >= 0 && id < cells.Length ? cells[id] : row.ToString(CultureInfo.InvariantCulture),
                Cell(kind),
                Cell(reaction),
                mapped ? "" : Cell(product),
                mapped ? "" : Cell(reactants));
        }
    }

    /// <summary>Whether the file's header is that of a file of reactions.</summary>
    internal static bool IsOne(string path)
    {
        using var reader = OpenText(path);
        var header = (reader.ReadLine() ?? "").Split(',');
        return header.Contains("reaction") || (header.Contains("product") && header.Contains("reactants"));
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
