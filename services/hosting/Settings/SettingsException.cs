namespace MolScreen.Hosting.Settings;

/// <summary>The settings cannot be used; the message has a line for each problem.</summary>
public sealed class SettingsException(IReadOnlyList<string> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    /// <summary>Each problem in one sentence, with the key and, where it came from a file, the line.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
