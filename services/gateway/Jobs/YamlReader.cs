using System.Globalization;
using MolScreen.Hosting.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace MolScreen.Gateway.Jobs;

/// <summary>Reads values out of YAML nodes and gathers what is wrong with them, each with its line and path.</summary>
internal sealed class YamlReader(string file)
{
    public List<string> Problems { get; } = [];

    /// <summary>The root mapping; null, with a problem, when the text is no YAML mapping.</summary>
    public YamlMappingNode? Root(string text)
    {
        try
        {
            var yaml = YamlText.Load(text);
            if (yaml.Documents.Count == 1 && yaml.Documents[0].RootNode is YamlMappingNode root)
            {
                return root;
            }

            Problems.Add($"{file}: a job file is a list of 'key: value' lines, beginning with name and models.");
        }
        catch (YamlLimitException e)
        {
            Problems.Add($"{file} line {e.Start.Line}: {e.Message}.");
        }
        catch (YamlException e)
        {
            Problems.Add($"{file} line {e.Start.Line}: this is not YAML: {e.InnerException?.Message ?? e.Message}");
        }

        return null;
    }

    public void Problem(YamlNode node, string path, string problem) =>
        Problems.Add($"{file} line {node.Start.Line}: {(path.Length == 0 ? "" : path + ": ")}{problem}");

    /// <summary>The children by key; keys that are not allowed, and nodes that are no mapping, are problems.</summary>
    public Dictionary<string, YamlNode>? Mapping(YamlNode node, string path, params string[] allowed)
    {
        if (node is not YamlMappingNode mapping)
        {
            Problem(node, path, $"must hold {string.Join(", ", allowed)}.");
            return null;
        }

        var children = new Dictionary<string, YamlNode>();
        foreach (var (key, value) in mapping.Children)
        {
            var name = (key as YamlScalarNode)?.Value ?? "";
            if (allowed.Contains(name))
            {
                children[name] = value;
            }
            else
            {
                Problem(key, Join(path, name), $"there is no such key{Spelling.Hint(name, allowed)} Known here: {string.Join(", ", allowed)}.");
            }
        }

        return children;
    }

    public string? Text(YamlNode? node, YamlNode parent, string path) => Scalar(node, parent, path, "must be text.");

    /// <summary>A finite number within limits, both inclusive unless said otherwise.</summary>
    public double? Number(YamlNode? node, YamlNode parent, string path, double min = double.MinValue, double max = double.MaxValue, bool aboveMin = false)
    {
        if (Scalar(node, parent, path, "must be a number.") is not { } text)
        {
            return null;
        }

        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
        {
            Problem(node!, path, $"must be a number, not '{text}'.");
            return null;
        }

        if (value < min || value > max || (aboveMin && value == min))
        {
            Problem(node!, path, $"must be {Range(min, max, aboveMin)}, not {text}.");
            return null;
        }

        return value;
    }

    public int? Count(YamlNode node, string path, int min, int max)
    {
        if (Number(node, node, path, min, max) is not { } value)
        {
            return null;
        }

        if (value != Math.Floor(value))
        {
            Problem(node, path, $"must be a whole number, not {((YamlScalarNode)node).Value}.");
            return null;
        }

        return (int)value;
    }

    public static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";

    private string? Scalar(YamlNode? node, YamlNode parent, string path, string expected)
    {
        if (node is YamlScalarNode { Value: { Length: > 0 } value } scalar && (scalar.Style != ScalarStyle.Plain || value is not ("null" or "~")))
        {
            return value;
        }

        Problem(node ?? parent, path, node is null ? "is missing." : expected);
        return null;
    }

    private static string Range(double min, double max, bool aboveMin)
    {
        var lower = string.Create(CultureInfo.InvariantCulture, $"{(aboveMin ? "above " : "at least ")}{min}");
        return max == double.MaxValue ? lower : string.Create(CultureInfo.InvariantCulture, $"{lower} and at most {max}");
    }
}
