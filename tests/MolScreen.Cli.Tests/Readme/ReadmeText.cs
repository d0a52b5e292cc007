using System.Text.RegularExpressions;
using MolScreen.Testing;

namespace MolScreen.Cli.Tests.Readme;

/// <summary>What the README names: command lines, paths, links.</summary>
internal static partial class ReadmeText
{
    /// <summary>The whole text.</summary>
    public static string Text { get; } = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

    /// <summary>Lines of fenced blocks that a reader types: <c>molscreen …</c> or a script, after an optional prompt.</summary>
    public static IEnumerable<string> TypedLines => Fence().Matches(Text)
        .Where(block => block.Groups["language"].Value is "sh" or "console")
        .SelectMany(block => block.Groups["body"].Value.Replace("\\\n", " ").Split('\n'))
        .Select(line => Prompt().Replace(line, ""))
        .Where(line => Typed().IsMatch(line));

    /// <summary>Code between single backticks, outside of fenced blocks.</summary>
    public static IEnumerable<string> InlineCode => Inline().Matches(Fence().Replace(Text, "")).Select(span => span.Groups[1].Value);

    /// <summary>Targets of links within the checkout.</summary>
    public static IEnumerable<string> LinkedPaths => Link().Matches(Fence().Replace(Text, ""))
        .Select(link => link.Groups[1].Value)
        .Where(target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith('#'))
        .Select(target => target.Split('#')[0]);

    [GeneratedRegex(@"^```(?<language>\w*)\n(?<body>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^\$ ")]
    private static partial Regex Prompt();

    [GeneratedRegex(@"^(\./)?(scripts/\S+|molscreen)( |$)")]
    private static partial Regex Typed();

    [GeneratedRegex(@"`([^`\n]+)`")]
    private static partial Regex Inline();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
