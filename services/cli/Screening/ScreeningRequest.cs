using MolScreen.Chemistry.Input;

namespace MolScreen.Cli.Screening;

/// <summary>What <c>molscreen screen</c> was asked for.</summary>
internal sealed record ScreeningRequest
{
    /// <summary>File of molecules; - is standard input.</summary>
    public required string Library { get; init; }

    /// <summary>Job file; null makes a job of <see cref="Models"/>.</summary>
    public string? JobFile { get; init; }

    /// <summary>Names of models; null or empty takes all that are installed.</summary>
    public IReadOnlyList<string>? Models { get; init; }

    /// <summary>Rows of the table.</summary>
    public required int Top { get; init; }

    /// <summary>Molecules that get routes; null leaves it to the job file.</summary>
    public int? Routes { get; init; }

    /// <summary>CSV to write; null writes none.</summary>
    public string? Output { get; init; }

    /// <summary>The database.</summary>
    public required string Database { get; init; }

    /// <summary>Columns of a CSV library.</summary>
    public required MoleculeFileOptions Columns { get; init; }

    /// <summary>Whether the library is standard input.</summary>
    public bool FromStandardInput => Library == "-";
}
