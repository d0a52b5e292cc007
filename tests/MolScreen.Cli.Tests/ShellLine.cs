using System.CommandLine.Parsing;

namespace MolScreen.Cli.Tests;

/// <summary>A command line as documentation shows it.</summary>
internal static class ShellLine
{
    /// <summary>Its words, without redirections, pipes and comments.</summary>
    public static string[] Arguments(string line)
    {
        var words = CommandLineParser.SplitCommandLine(line.Replace('\'', '"')).ToArray();
        var end = Array.FindIndex(words, word => word is ">" or "|" or "#" or "&&" or "&" or "2>" || word.StartsWith('#'));
        return end < 0 ? words : words[..end];
    }
}
