namespace MolScreen.Chemistry;

/// <summary>SMILES and MOL blocks in; canonical SMILES, graphs, fingerprints and properties out. Thread-safe.</summary>
public static class MoleculeProcessor
{
    /// <summary>Longest text in UTF-8 bytes that is looked at; longer ones are <see cref="MoleculeStatus.TooLong"/>.</summary>
    public const int MaxTextLength = 100_000;

    /// <summary>
    /// The same for a MOL block: room for 999 atoms with their bonds as V2000, and for the largest molecule that is ever
    /// accepted, hydrogens included, as V3000. Mirrors max_block_length in native/molecule.h.
    /// </summary>
    public const int MaxMolBlockLength = 400_000;

    /// <summary>
    /// Reads every text and, by default, standardizes it as <see cref="StandardizationRecipe"/> says: stereo is kept, and
    /// standardized again none of the test sets' molecules changes.
    /// A text with a line break is a MOL block (V2000 or V3000, any line ends), read as RDKit reads it; any other is a SMILES.
    /// A text that cannot be used is a status and a message at its position, never an exception.
    /// </summary>
    /// <exception cref="ChemistryException">The native library is missing or failed as a whole.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was set before the end.</exception>
    public static MoleculeBatch Process(
        IReadOnlyList<string> texts,
        MoleculeParts parts,
        ProcessingOptions? options = null,
        CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(texts);
        options ??= new ProcessingOptions();
        options.Validate();
        if (parts.HasFlag(MoleculeParts.Environments) && options.Fingerprint.Kind != FingerprintKind.Morgan)
        {
            throw new ArgumentException("Only Morgan fingerprints have environments.", nameof(options));
        }

        if (parts.HasFlag(MoleculeParts.Synthesizability))
        {
            FragmentScores.Load();
        }

        using var run = new ProcessingRun(texts, Native(parts, options), options.WholeTimeLimit, cancel);
        var results = run.Run(options.Threads == 0 ? Environment.ProcessorCount : options.Threads);
        var batch = MoleculeBatchBuilder.Build(results, parts, options);
        foreach (var position in run.Lost)
        {
            batch.Status[position] = MoleculeStatus.Timeout;
            batch.Messages[position] = FormattableString.Invariant($"Not done within {options.WholeTimeLimit.TotalSeconds} s.");
        }

        return batch;
    }

    private static NativeMoleculeOptions Native(MoleculeParts parts, ProcessingOptions options) => new()
    {
        Parts = (int)parts,
        Standardize = StandardizeFlags(options),
        TautomerMilliseconds = (int)options.TautomerTimeLimit.TotalMilliseconds,
        MaxHeavyAtoms = options.MaxHeavyAtoms,
        MaxTextLength = MaxTextLength,
        Fingerprint = options.Fingerprint.Native,
        Layout = options.Layout.Number,
        AlertCatalogs = (int)options.AlertCatalogs,
    };

    // Mirrors StandardizeFlag in native/standardize.h.
    private static int StandardizeFlags(ProcessingOptions options) =>
        options.Standardize ? 1 | (options.RewriteBonds ? 0 : 2) | (options.Tautomer ? 4 : 0) : 0;
}
