namespace MolScreen.Retro;

/// <summary>Limits of one search; the first that is met ends it.</summary>
public sealed record PlanBudget
{
    /// <summary>Different molecules that the single-step model may be asked for, at least 0. Default 200.</summary>
    public int Calls { get; init; } = 200;

    /// <summary>Wall clock, in seconds, above 0. Default 30.</summary>
    public double Seconds { get; init; } = 30;

    /// <summary>Longest path from the target to a leaf, in reactions, 1 to 30. Default 8.</summary>
    public int MaxDepth { get; init; } = 8;

    /// <summary>Routes wanted, 1 to 50, cheapest first. Default 3.</summary>
    public int Routes { get; init; } = 3;

    /// <summary>Rounds of the algorithm, also those that need no model call, at least 1. Default 1,000,000.</summary>
    public int Rounds { get; init; } = 1_000_000;

    /// <summary>Nodes that the search may keep in memory, about 1 kB each, at least 1. Default 2,000,000.</summary>
    public int Nodes { get; init; } = 2_000_000;

    /// <summary>
    /// Search on after the first route is proved optimal, until no route can still come that is cheaper than the dearest of those
    /// wanted. Baselines take no notice. Default false.
    /// </summary>
    public bool Alternatives { get; init; }

    /// <summary>Stop at the first route instead of searching on for a cheaper one. Default false.</summary>
    public bool FirstRoute { get; init; }

    /// <summary>Whether a target that is itself in stock is a route of 0 steps. Default false: whoever asks for a route wants a synthesis.</summary>
    public bool TargetMayBeBought { get; init; }

    /// <summary>Seed of algorithms that draw lots between equals. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>Throws when a limit is out of range.</summary>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Calls);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Seconds);
        if (double.IsNaN(Seconds))
        {
            throw new ArgumentOutOfRangeException(nameof(Seconds), "Seconds is not a number.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(MaxDepth, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxDepth, 30);
        ArgumentOutOfRangeException.ThrowIfLessThan(Routes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Routes, 50);
        ArgumentOutOfRangeException.ThrowIfLessThan(Rounds, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Nodes, 1);
    }
}
