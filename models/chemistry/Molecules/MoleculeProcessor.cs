namespace MolScreen.Chemistry;

/// <summary>SMILES in; canonical SMILES, graphs, fingerprints and properties out. Thread-safe.</summary>
public static class MoleculeProcessor
{
    /// <summary>Longest text in UTF-8 bytes that is looked at; longer ones are <see cref="MoleculeStatus.TooLong"/>.</summary>
    public const int MaxTextLength = 100_000;

    /// <summary>
    /// Reads every text and, by default, standardizes it: the largest fragment that has carbon (without one, the
    /// largest), charges neutralized by moving hydrogens where that is possible, stereo kept; done again it changes none of the test sets' molecules.
    /// A text that cannot be used is a status and a message at its position, never an exception.
    /// </summary>
    /// <exception cref="ChemistryException">The native library is missing or failed as a whole.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was set before the end.</exception>
    public static MoleculeBatch Process(
        IReadOnlyList<string> smiles,
        MoleculeParts parts,
        ProcessingOptions? options = null,
        CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(smiles);
        options ??= new ProcessingOptions();
        options.Validate();
        if (parts.HasFlag(MoleculeParts.Synthesizability))
        {
            FragmentScores.Load();
        }

        using var run = new ProcessingRun(smiles, Native(parts, options), options.TimeLimit, cancel);
        var results = run.Run(options.Threads == 0 ? Environment.ProcessorCount : options.Threads);
        var batch = MoleculeBatchBuilder.Build(results, parts, options);
        foreach (var position in run.Lost)
        {
            batch.Status[position] = MoleculeStatus.Timeout;
            batch.Messages[position] = FormattableString.Invariant($"Not done within {options.TimeLimit.TotalSeconds} s.");
        }

        return batch;
    }

    private static NativeMoleculeOptions Native(MoleculeParts parts, ProcessingOptions options) => new()
    {
        Parts = (int)parts,
        Standardize = options.Standardize ? 1 : 0,
        MaxHeavyAtoms = options.MaxHeavyAtoms,
        MaxTextLength = MaxTextLength,
        MorganRadius = options.MorganRadius,
        MorganBits = options.MorganBits,
        MorganChirality = options.MorganChirality ? 1 : 0,
    };
}
