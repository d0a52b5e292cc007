using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace MolScreen.Hosting.Text;

/// <summary>
/// Reads YAML that somebody else wrote. Nodes are built by recursion, and the stack's end cannot be caught: what nests too
/// deep, or in itself by an alias, is refused before they are built.
/// </summary>
public static class YamlText
{
    /// <summary>Most lists and mappings within one another.</summary>
    public const int MaxDepth = 20;

    /// <summary>The documents of a text.</summary>
    /// <exception cref="YamlLimitException">It nests too deep, or has aliases.</exception>
    /// <exception cref="YamlException">It is not YAML.</exception>
    public static YamlStream Load(string text)
    {
        var depth = 0;
        for (var parser = new Parser(new StringReader(text)); parser.MoveNext();)
        {
            var found = parser.Current!;
            depth += found switch
            {
                MappingStart or SequenceStart => 1,
                MappingEnd or SequenceEnd => -1,
                _ => 0,
            };
            if (depth > MaxDepth)
            {
                throw new YamlLimitException(found, $"lists and mappings nest more than {MaxDepth} deep");
            }

            if (found is AnchorAlias)
            {
                throw new YamlLimitException(found, "aliases (*name) cannot be used; write the value out");
            }
        }

        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));
        return yaml;
    }
}
