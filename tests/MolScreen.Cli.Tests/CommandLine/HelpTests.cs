using System.CommandLine;
using MolScreen.Cli.CommandLine;

namespace MolScreen.Cli.Tests.CommandLine;

public sealed class HelpTests
{
    public static TheoryData<string> Paths => [.. Leaves(Program.Commands(), []).Select(path => string.Join(' ', path))];

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Every_command_shows_an_example_in_its_help(string path)
    {
        var run = await CommandRun.Of([.. path.Split(' '), "--help"]);

        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.Matches("Examples?:\n  molscreen " + path, run.Output);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Every_example_is_a_command_line_that_parses(string path)
    {
        Command command = Program.Commands();
        foreach (var name in path.Split(' '))
        {
            command = command.Subcommands.Single(c => c.Name == name);
        }

        Assert.All(((ExampledCommand)command).Examples, example =>
        {
            var arguments = ShellLine.Arguments(example);
            Assert.Equal("molscreen", arguments[0]);
            Assert.Empty(Program.Commands().Parse(arguments[1..]).Errors);
        });
    }

    [Fact]
    public async Task Without_arguments_the_help_is_shown()
    {
        var run = await CommandRun.Of();

        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.Contains("doctor", run.Output, StringComparison.Ordinal);
    }

    private static IEnumerable<string[]> Leaves(Command command, string[] path) => command.Subcommands.Count == 0
        ? [path]
        : command.Subcommands.SelectMany(child => Leaves(child, [.. path, child.Name]));
}
