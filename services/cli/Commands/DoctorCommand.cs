using System.CommandLine;
using System.Runtime.InteropServices;
using MolScreen.Cli.CommandLine;
using MolScreen.Cli.Doctor;
using MolScreen.Cli.Output;

namespace MolScreen.Cli.Commands;

/// <summary><c>molscreen doctor</c>: what is there, what is missing, what to install.</summary>
public static class DoctorCommand
{
    public static Command Create()
    {
        var command = new ExampledCommand("doctor", "Say what is installed, what is missing, and what to install.", "molscreen doctor");
        command.SetAction(parsed => Report(parsed.InvocationConfiguration.Output));
        return command;
    }

    private static int Report(TextWriter output)
    {
        var findings = Findings().ToList();
        var table = Tables.With("part", "state", "detail");
        foreach (var finding in findings)
        {
            table.Add(finding.Part, finding.State.ToString().ToLowerInvariant(), finding.Detail);
        }

        output.Draw(table);
        return findings.Exists(f => f.State == FindingState.Missing) ? ExitCode.Failed : ExitCode.Ok;
    }

    private static IEnumerable<Finding> Findings() =>
    [
        new(".NET", FindingState.Ok, RuntimeInformation.FrameworkDescription),
        new("processors", FindingState.Ok, $"{Environment.ProcessorCount} ({RuntimeInformation.ProcessArchitecture})"),
        .. SystemLibrary.All.Select(library => library.Find()),
        LiveCheck.Chemistry(),
        LiveCheck.OpenBlas(),
        LiveCheck.Gpu(),
        InstalledBundles.Networks(),
        InstalledBundles.Retro(),
        .. SystemProgram.All.Select(program => program.Find()),
    ];
}
