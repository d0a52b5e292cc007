using System.CommandLine;

namespace MolScreen.Cli.CommandLine;

/// <summary>A command whose <c>--help</c> ends with examples.</summary>
internal sealed class ExampledCommand(string name, string description, params string[] examples) : Command(name, description)
{
    /// <summary>Command lines as a user types them.</summary>
    public IReadOnlyList<string> Examples { get; } = examples;
}
