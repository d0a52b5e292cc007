namespace MolScreen.Cli.CommandLine;

/// <summary>Exit codes that scripts may rely on.</summary>
public static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Ok = 0;

    /// <summary>The work began and failed.</summary>
    public const int Failed = 1;

    /// <summary>The command line or its input cannot be used; nothing was written.</summary>
    public const int BadInput = 2;

    /// <summary>Interrupted by Ctrl-C or a termination signal.</summary>
    public const int Interrupted = 130;
}
