using MolScreen.Retro.Templates;

namespace MolScreen.Retro.Training;

/// <summary>Names the reaction classes of templates by reactions of known class that they make.</summary>
internal static class TemplateClasses
{
    /// <summary>Templates in their order, one without a class with that of most of these reactions that it makes.</summary>
    /// <param name="templates">With or without classes.</param>
    /// <param name="reactions">Their classes, "" where unknown, and the positions of the templates that make them.</param>
    public static IReadOnlyList<RetroTemplate> Fill(IReadOnlyList<RetroTemplate> templates, IEnumerable<(string Class, IReadOnlyList<int> Templates)> reactions)
    {
        var known = reactions
            .Where(reaction => reaction.Class.Length > 0)
            .SelectMany(reaction => reaction.Templates.Select(position => (position, reaction.Class)))
            .GroupBy(pair => pair.position, pair => pair.Class)
            .ToDictionary(group => group.Key, group => group.CountBy(name => name).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).First().Key);
        return [.. templates.Select((template, i) => template.Class.Length == 0 && known.TryGetValue(i, out var name) ? template with { Class = name } : template)];
    }
}
