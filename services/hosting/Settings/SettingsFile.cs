using Microsoft.Extensions.Configuration;
using MolScreen.Hosting.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace MolScreen.Hosting.Settings;

/// <summary>
/// A YAML settings file: sections of <c>key: value</c> lines. Keys are written with or without underscores and in any case
/// (<c>virtual_host</c>, <c>VirtualHost</c>).
/// </summary>
public sealed class SettingsFile
{
    private readonly Dictionary<string, string?> values = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> places = new(StringComparer.OrdinalIgnoreCase);

    private SettingsFile(string path) => Path = path;

    /// <summary>The file that was read.</summary>
    public string Path { get; }

    /// <summary>Configuration keys (<c>bus:virtualhost</c>) and their values.</summary>
    public IReadOnlyDictionary<string, string?> Values => values;

    /// <summary>Reads a file.</summary>
    /// <exception cref="SettingsException">It cannot be opened, or it is not YAML of this form.</exception>
    public static SettingsFile Read(string path)
    {
        var file = new SettingsFile(path);
        try
        {
            var yaml = YamlText.Load(File.ReadAllText(path));
            if (yaml.Documents.Count > 0)
            {
                file.Add("", yaml.Documents[0].RootNode);
            }

            return file;
        }
        catch (YamlException exception)
        {
            throw new SettingsException([$"{path}, line {exception.Start.Line}: {exception.Message}"]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException([$"{path}: the settings file cannot be read: {exception.Message}"]);
        }
    }

    /// <summary>Where a configuration key was set: <c>settings.yaml, line 7, bus.virtual_host</c>; null when not in this file.</summary>
    public string? Place(string key) => places.GetValueOrDefault(key);

    private void Add(string key, YamlNode node)
    {
        switch (node)
        {
            case YamlMappingNode mapping:
                foreach (var (name, child) in mapping.Children)
                {
                    if (name is not YamlScalarNode { Value: { Length: > 0 } text })
                    {
                        throw new YamlException(name.Start, name.End, "a key must be a word");
                    }

                    var childKey = ConfigurationPath.Combine([.. key.Split(':', StringSplitOptions.RemoveEmptyEntries), Normalize(text)]);
                    places[childKey] = $"{Path}, line {name.Start.Line}, {childKey.Replace(':', '.')[..^Normalize(text).Length]}{text}";
                    Add(childKey, child);
                }

                break;
            case YamlSequenceNode sequence:
                for (var i = 0; i < sequence.Children.Count; i++)
                {
                    Add($"{key}:{i}", sequence.Children[i]);
                }

                break;
            case YamlScalarNode scalar when key.Length > 0:
                values[key] = scalar.Value;
                break;
            case YamlScalarNode { Value: not (null or "") }:
                throw new YamlException(node.Start, node.End, "expected sections of 'key: value' lines");
        }
    }

    private static string Normalize(string key) => key.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
}
