using MolScreen.Gnn.Domain;
using MolScreen.Gnn.Uncertainty;

namespace MolScreen.Gnn;

/// <summary>What a model says of some molecules; tables are n × tasks, row-major.</summary>
public sealed record Predictions
{
    /// <summary>Values in the tasks' units, a probability for classification, within each task's limits.</summary>
    public required float[] Values { get; init; }

    /// <summary>Lower ends of the intervals; NaN where the bundle has none for the task. Null where it has none at all.</summary>
    public float[]? Low { get; init; }

    /// <summary>Upper ends of the intervals.</summary>
    public float[]? High { get; init; }

    /// <summary>Percentile of each value among the reference molecules, 0 to 100; null where the bundle has no reference.</summary>
    public float[]? Percentiles { get; init; }

    /// <summary>Classes that cannot be excluded at 90 % confidence, of classifications; null where the bundle has none for the task. Null where it has none at all.</summary>
    public ClassSet?[]? Classes { get; init; }

    /// <summary>How far each molecule is from those that were learned (n), 0 to 1; null where the bundle does not know.</summary>
    public DomainVerdict[]? Domain { get; init; }
}
