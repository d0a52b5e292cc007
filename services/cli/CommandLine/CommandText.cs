using System.CommandLine;

namespace MolScreen.Cli.CommandLine;

/// <summary>The command line that is running, as a shell would take it again.</summary>
internal static class CommandText
{
    /// <summary>Its text, from <c>molscreen</c> on.</summary>
    public static string Of(ParseResult parsed) => "molscreen " + string.Join(' ', parsed.Tokens.Select(token => Quoted(token.Value)));

    private static string Quoted(string word) => word.Length > 0 && word.All(c => char.IsLetterOrDigit(c) || "-_./:,=+@".Contains(c, StringComparison.Ordinal)) ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}

/// <summary>Names of bundles.</summary>
internal static class BundleNames
{
    /// <summary>The name of a folder: that of the bundle in it, where no other is given.</summary>
    public static string Of(string folder) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
}
