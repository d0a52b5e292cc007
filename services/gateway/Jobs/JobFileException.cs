namespace MolScreen.Gateway.Jobs;

/// <summary>A job file cannot be used; every problem is a sentence that names the file, the line and the key.</summary>
public sealed class JobFileException(IReadOnlyList<string> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    /// <summary>At least one.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
