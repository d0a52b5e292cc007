using System.CommandLine;
using MolScreen.Cli.CommandLine;
using MolScreen.Cli.Commands;

namespace MolScreen.Cli;

/// <summary>The table of contents of the command line.</summary>
public static class Program
{
    /// <summary>Runs one command.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static Task<int> Main(string[] args) => Invocation.Run(Commands(), args, Console.Out, Console.Error);

    /// <summary>Every command, fresh.</summary>
    public static RootCommand Commands() =>
        new("From a file of molecules to a ranked list with synthesis routes.")
        {
            ScreenCommand.Create(),
            ServeCommand.Create(),
            WorkerCommand.Create(),
            PredictCommand.Create(),
            TrainCommand.Create(),
            PretrainCommand.Create(),
            ExplainCommand.Create(),
            EvaluateCommand.Create(),
            ImportCommand.Create(),
            PlanCommand.Create(),
            StockCommand.Create(),
            RetroCommand.Create(),
            QueryCommand.Create(),
            JobsCommand.Create(),
            ModelsCommand.Create(),
            FeaturesCommand.Create(),
            DescribeCommand.Create(),
            StandardizeCommand.Create(),
            FingerprintCommand.Create(),
            IndexCommand.Create(),
            SearchCommand.Create(),
            AlertsCommand.Create(),
            DrawCommand.Create(),
            DoctorCommand.Create(),
        };
}
