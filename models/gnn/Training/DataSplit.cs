namespace MolScreen.Gnn.Training;

/// <summary>Positions of the molecules in each part, ascending.</summary>
public sealed record DataSplit(int[] Train, int[] Validation, int[] Test)
{
    /// <summary>At random; 80/10/10 unless other shares are given.</summary>
    /// <param name="count">Molecules.</param>
    /// <param name="seed">Seed of the order.</param>
    /// <param name="trainShare">Share of the training part, from 0 to 1.</param>
    /// <param name="validationShare">Share of the validation part; the rest is the test part.</param>
    public static DataSplit Random(int count, int seed, double trainShare = 0.8, double validationShare = 0.1)
    {
        var order = Enumerable.Range(0, count).ToArray();
        new Random(seed).Shuffle(order);
        var (train, validation) = ((int)(trainShare * count), (int)(validationShare * count));
        return Sorted(order[..train], order[train..(train + validation)], order[(train + validation)..]);
    }

    /// <summary>
    /// 80/10/10 with every scaffold in one part, as chemprop balances it: groups larger than half of validation or test are
    /// big and go first; big and small ones are shuffled among themselves and fill training, validation, then test.
    /// </summary>
    public static DataSplit ScaffoldBalanced(IReadOnlyList<string> scaffolds, int seed)
    {
        var (trainSize, validationSize, testSize) = (0.8 * scaffolds.Count, 0.1 * scaffolds.Count, 0.1 * scaffolds.Count);
        var groups = Enumerable.Range(0, scaffolds.Count).GroupBy(i => scaffolds[i]).Select(group => group.ToArray()).ToArray();
        bool IsBig(int[] group) => group.Length > validationSize / 2 || group.Length > testSize / 2;
        int[][] big = groups.Where(IsBig).ToArray(), small = groups.Where(group => !IsBig(group)).ToArray();
        var random = new Random(seed);
        random.Shuffle(big);
        random.Shuffle(small);
        List<int> train = [], validation = [], test = [];
        foreach (var group in big.Concat(small))
        {
            var part = train.Count + group.Length <= trainSize ? train
                : validation.Count + group.Length <= validationSize ? validation
                : test;
            part.AddRange(group);
        }

        return Sorted([.. train], [.. validation], [.. test]);
    }

    /// <summary>
    /// 80/10/10 with every scaffold in one part, the largest groups first and of equal ones that which begins last in the data: training
    /// is filled, then validation, then test, with the rarest scaffolds (DeepChem's scaffold split). The same for every seed.
    /// </summary>
    public static DataSplit ScaffoldOrdered(IReadOnlyList<string> scaffolds)
    {
        var (trainSize, bothSize) = (0.8 * scaffolds.Count, 0.9 * scaffolds.Count);
        List<int> train = [], validation = [], test = [];
        foreach (var group in Enumerable.Range(0, scaffolds.Count).GroupBy(i => scaffolds[i]).Select(group => group.ToArray()).OrderByDescending(group => group.Length).ThenByDescending(group => group[0]))
        {
            var part = train.Count + group.Length <= trainSize ? train
                : train.Count + validation.Count + group.Length <= bothSize ? validation
                : test;
            part.AddRange(group);
        }

        return Sorted([.. train], [.. validation], [.. test]);
    }

    /// <summary>As a column says; rows with an empty cell are in no part.</summary>
    /// <exception cref="ArgumentException">A cell names no part; says which row.</exception>
    public static DataSplit ByColumn(IReadOnlyList<string> parts)
    {
        List<int> train = [], validation = [], test = [];
        for (var i = 0; i < parts.Count; i++)
        {
            var part = parts[i].Trim().ToUpperInvariant() switch
            {
                "TRAIN" or "TRAINING" => train,
                "VAL" or "VALID" or "VALIDATION" => validation,
                "TEST" => test,
                "" => null,
                _ => throw new ArgumentException($"Molecule {i + 1}: the split column says '{parts[i]}', not train, valid or test."),
            };
            part?.Add(i);
        }

        return new DataSplit([.. train], [.. validation], [.. test]);
    }

    private static DataSplit Sorted(int[] train, int[] validation, int[] test)
    {
        Array.Sort(train);
        Array.Sort(validation);
        Array.Sort(test);
        return new DataSplit(train, validation, test);
    }
}
