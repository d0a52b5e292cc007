using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace MolScreen.Cli.CommandLine;

/// <summary>The standard help followed by the command's examples.</summary>
public sealed class ExampleHelp(HelpAction standard) : SynchronousCommandLineAction
{
    /// <summary>Makes the root's <c>--help</c> show examples.</summary>
    public static void Use(RootCommand root)
    {
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            if (option.Action is HelpAction help)
            {
                option.Action = new ExampleHelp(help);
            }
        }
    }

    /// <summary>Help is given even where an argument is missing.</summary>
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var code = standard.Invoke(parseResult);
        if (parseResult.CommandResult.Command is ExampledCommand { Examples.Count: > 0 } command)
        {
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine(command.Examples.Count == 1 ? "Example:" : "Examples:");
            foreach (var example in command.Examples)
            {
                output.WriteLine($"  {example}");
            }

            output.WriteLine();
        }

        return code;
    }
}
