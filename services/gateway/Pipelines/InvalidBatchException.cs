namespace MolScreen.Gateway.Pipelines;

/// <summary>A batch cannot become a job; the message says why. It goes to the error queue as it came.</summary>
public sealed class InvalidBatchException(IReadOnlyList<string> reasons) : Exception(string.Join(" ", reasons))
{
    /// <summary>Each in one sentence.</summary>
    public IReadOnlyList<string> Reasons { get; } = reasons;
}
