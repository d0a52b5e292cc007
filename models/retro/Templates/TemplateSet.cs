using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace MolScreen.Retro.Templates;

/// <summary>The templates of a bundle in the order of the policy's outputs. File: gzipped TSV, <c>smarts, granularity, precedents, class, examples</c> (examples joined by blanks).</summary>
public sealed class TemplateSet
{
    private const string Header = "smarts\tgranularity\tprecedents\tclass\texamples";

    /// <summary>Takes templates in their order.</summary>
    public TemplateSet(IReadOnlyList<RetroTemplate> templates)
    {
        Templates = templates;
        var text = string.Join('\n', templates.Select(template => template.Smarts));
        Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>The templates; position i is output i of the policy.</summary>
    public IReadOnlyList<RetroTemplate> Templates { get; }

    /// <summary>SHA-256 of all texts in order: a policy fits only the set it was trained on.</summary>
    public string Hash { get; }

    /// <summary>Reads a template file.</summary>
    /// <exception cref="RetroException">It is missing or not such a file.</exception>
    public static TemplateSet Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new RetroException($"The template file {path} does not exist.");
        }

        try
        {
            using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress), Encoding.UTF8);
            if (reader.ReadLine() != Header)
            {
                throw new RetroException($"{path} is no template file: its header is not \"{Header.Replace('\t', ' ')}\".");
            }

            var templates = new List<RetroTemplate>();
            while (reader.ReadLine() is { } line)
            {
                var cells = line.Split('\t');
                if (cells.Length != 5
                    || !Enum.TryParse<TemplateGranularity>(cells[1], out var granularity)
                    || !int.TryParse(cells[2], NumberStyles.None, CultureInfo.InvariantCulture, out var precedents))
                {
                    throw new RetroException($"{path}, row {templates.Count + 1}: not \"{Header.Replace("\t", ", ", StringComparison.Ordinal)}\".");
                }

                templates.Add(new RetroTemplate(cells[0], granularity, precedents, cells[3], cells[4].Split(' ', StringSplitOptions.RemoveEmptyEntries)));
            }

            return new TemplateSet(templates);
        }
        catch (InvalidDataException e)
        {
            throw new RetroException($"The template file {path} is damaged: {e.Message}", e);
        }
    }

    /// <summary>Writes the template file; the same set gives the same bytes.</summary>
    public void Write(string path)
    {
        using var writer = new StreamWriter(new GZipStream(File.Create(path), CompressionLevel.SmallestSize), new UTF8Encoding(false)) { NewLine = "\n" };
        writer.WriteLine(Header);
        foreach (var template in Templates)
        {
            writer.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{template.Smarts}\t{template.Granularity}\t{template.Precedents}\t{template.Class}\t{string.Join(' ', template.Examples)}"));
        }
    }
}
