using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace MolScreen.Hosting.Text;

/// <summary>A text is YAML, but more of it than this program takes.</summary>
public sealed class YamlLimitException(ParsingEvent place, string reason) : YamlException(place.Start, place.End, reason);
