using System.CommandLine;
using System.Text.RegularExpressions;
using MolScreen.Testing;

namespace MolScreen.Cli.Tests.Readme;

/// <summary>Every command, option, path and link that the README names exists.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string[] Folders = ["contracts/", "models/", "services/", "tests/", "compose/", "scripts/", ".ci/"];

    public static TheoryData<string> TypedLines => [.. ReadmeText.TypedLines.Distinct()];

    public static TheoryData<string> InlineCommands =>
        [.. ReadmeText.InlineCode.Where(code => code.StartsWith("molscreen ", StringComparison.Ordinal)).Distinct()];

    public static TheoryData<string> Paths => [.. ReadmeText.InlineCode
        .Select(code => code.StartsWith("./", StringComparison.Ordinal) ? code[2..] : code)
        .Select(code => code.Split(' ')[0])
        .Where(code => Array.Exists(Folders, folder => code.StartsWith(folder, StringComparison.Ordinal)) && PlainPath().IsMatch(code))
        .Concat(ReadmeText.LinkedPaths)
        .Distinct()];

    [Theory]
    [MemberData(nameof(TypedLines))]
    public void A_line_to_type_is_a_command_line_that_parses(string line)
    {
        var words = ShellLine.Arguments(line);
        if (words[0] is "molscreen" || words[0].EndsWith("scripts/molscreen", StringComparison.Ordinal))
        {
            Assert.Empty(Program.Commands().Parse(words[1..]).Errors);
            return;
        }

        var script = Path.Combine(Repository.Root, words[0]);
        Assert.True(File.Exists(script), $"{words[0]} is not there.");
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(script).HasFlag(UnixFileMode.UserExecute), $"{words[0]} cannot be executed.");
        if (words[0].EndsWith("scripts/screen", StringComparison.Ordinal))
        {
            var library = words is [_, ['-', ..], ..] or [_] ? ["library.smi"] : Array.Empty<string>();
            Assert.Empty(Program.Commands().Parse(["screen", .. library, .. words[1..]]).Errors);
        }
    }

    [Theory]
    [MemberData(nameof(InlineCommands))]
    public void A_command_in_the_text_exists_with_its_options(string code)
    {
        Command command = Program.Commands();
        foreach (var word in ShellLine.Arguments(code)[1..])
        {
            if (word.StartsWith('-'))
            {
                Assert.Contains(command.Options, option => option.Name == word || option.Aliases.Contains(word));
            }
            else if (command.Subcommands.Count > 0)
            {
                var child = command.Subcommands.SingleOrDefault(c => c.Name == word);
                Assert.True(child is not null, $"{command.Name} has no command {word}.");
                command = child;
            }
        }
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void A_path_exists(string path) =>
        Assert.True(Path.Exists(Path.Combine(Repository.Root, path)), $"{path} is not there.");

    [Fact]
    public void It_is_as_long_as_a_front_page()
    {
        var lines = ReadmeText.Text.Split('\n').Length;
        Assert.InRange(lines, 150, 260);
    }

    [GeneratedRegex(@"^[\w./-]+$")]
    private static partial Regex PlainPath();
}
