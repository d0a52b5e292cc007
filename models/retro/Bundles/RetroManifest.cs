using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace MolScreen.Retro.Bundles;

/// <summary>What a retro bundle is made of: its manifest.yaml.</summary>
public sealed record RetroManifest
{
    /// <summary>File name within a bundle.</summary>
    public const string FileName = "manifest.yaml";

    /// <summary>Always "retro".</summary>
    public string Kind { get; init; } = "retro";

    /// <summary>Version of the files' form; this program reads 1.</summary>
    public int Format { get; init; } = 1;

    /// <summary>The bundle's name.</summary>
    public string Name { get; init; } = "retro";

    /// <summary>The bundle's own version.</summary>
    public string Version { get; init; } = "1";

    /// <summary>Number of templates.</summary>
    public int Templates { get; init; }

    /// <summary>SHA-256 over the templates' texts, as of <see cref="MolScreen.Retro.Templates.TemplateSet.Hash"/>.</summary>
    public string TemplateHash { get; init; } = "";

    /// <summary>Width of the policy's hidden layer.</summary>
    public int Hidden { get; init; }

    /// <summary>Where the reactions came from, one line each.</summary>
    public List<string> Sources { get; init; } = [];

    /// <summary>Reactions the policy was trained on.</summary>
    public int TrainingReactions { get; init; }

    /// <summary>Held-out figures by name.</summary>
    public Dictionary<string, double> Metrics { get; init; } = [];

    /// <summary>Reads the manifest of a bundle folder.</summary>
    /// <exception cref="RetroException">There is none, or it is not one of a retro bundle.</exception>
    public static RetroManifest Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            throw new RetroException($"{folder} is no bundle: it has no {FileName}.");
        }

        try
        {
            var manifest = new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).IgnoreUnmatchedProperties().Build()
                .Deserialize<RetroManifest>(File.ReadAllText(path)) ?? throw new RetroException($"{path} is empty.");
            return manifest switch
            {
                { Kind: not "retro" } => throw new RetroException($"{folder} is a bundle of kind {manifest.Kind}, not retro."),
                { Format: not 1 } => throw new RetroException($"{folder} has format {manifest.Format}; this program reads format 1."),
                _ => manifest,
            };
        }
        catch (YamlException e)
        {
            throw new RetroException($"{path}, line {e.Start.Line}: {e.Message}", e);
        }
    }

    /// <summary>Writes the manifest into a bundle folder.</summary>
    public void Write(string folder) => File.WriteAllText(
        Path.Combine(folder, FileName),
        new SerializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).Build().Serialize(this));
}
