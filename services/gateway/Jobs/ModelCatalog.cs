using MolScreen.Contracts.Screening;

namespace MolScreen.Gateway.Jobs;

/// <summary>The models that this installation can score with, as far as the gateway needs to know them.</summary>
public sealed record ModelCatalog(IReadOnlyList<ModelTask> Tasks)
{
    /// <summary>Names of all models.</summary>
    public IReadOnlyList<string> Models { get; } = [.. Tasks.Select(t => t.Model).Distinct()];
}

/// <summary>One task of a model.</summary>
/// <param name="Minimum">Least value in the training data (0 for a probability), in the task's unit; null when unknown.</param>
/// <param name="Maximum">Greatest value in the training data (1 for a probability); null when unknown.</param>
/// <param name="HigherIsBetter">Which end of the scale is wanted; null when it depends on the project.</param>
public sealed record ModelTask(string Model, string Task, double? Minimum, double? Maximum, bool? HigherIsBetter)
{
    /// <summary>The objective of a job that says nothing else: desirability rises over the whole range, higher is better unless known otherwise; null without a range.</summary>
    public Objective? DefaultObjective(double weight = 1) =>
        Minimum is { } low && Maximum is { } high && low < high
            ? new Objective(Model, Task, weight, HigherIsBetter is false ? Direction.Lower : Direction.Higher, low, high)
            : null;
}
