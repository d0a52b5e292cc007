using System.Runtime.ExceptionServices;
using MolScreen.Chemistry.Native;

namespace MolScreen.Chemistry;

/// <summary>SMILES in; canonical SMILES, graphs, fingerprints and properties out. Thread-safe.</summary>
public static class MoleculeProcessor
{
    /// <summary>Longest text in UTF-8 bytes that is looked at; longer ones are <see cref="MoleculeStatus.TooLong"/>.</summary>
    public const int MaxTextLength = 100_000;

    // Small enough to share a batch of 256 evenly and to notice a cancellation soon.
    private const int SliceSize = 32;

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
        var results = ProcessSlices(smiles, (int)parts, options, cancel);
        try
        {
            return MoleculeBatchBuilder.Build(results, parts, options);
        }
        finally
        {
            Dispose(results);
        }
    }

    private static MoleculeResultHandle[] ProcessSlices(
        IReadOnlyList<string> smiles, int parts, ProcessingOptions options, CancellationToken cancel)
    {
        var native = new NativeMoleculeOptions
        {
            Parts = parts,
            Standardize = options.Standardize ? 1 : 0,
            MaxHeavyAtoms = options.MaxHeavyAtoms,
            MaxTextLength = MaxTextLength,
            MorganRadius = options.MorganRadius,
            MorganBits = options.MorganBits,
            MorganChirality = options.MorganChirality ? 1 : 0,
            Layout = options.Layout.Number,
            AlertCatalogs = (int)options.AlertCatalogs,
        };
        var results = new MoleculeResultHandle[(smiles.Count + SliceSize - 1) / SliceSize];
        void Run(int slice)
        {
            var start = slice * SliceSize;
            var texts = PackedText.Pack(smiles, start, Math.Min(SliceSize, smiles.Count - start));
            results[slice] = MoleculeResultHandle.Process(texts, native);
        }

        try
        {
            RunSlices(results.Length, options.Threads == 0 ? Environment.ProcessorCount : options.Threads, Run, cancel);
            return results;
        }
        catch
        {
            Dispose(results);
            throw;
        }
    }

    private static void RunSlices(int count, int threads, Action<int> run, CancellationToken cancel)
    {
        if (threads == 1 || count <= 1)
        {
            for (var slice = 0; slice < count; slice++)
            {
                cancel.ThrowIfCancellationRequested();
                run(slice);
            }

            return;
        }

        try
        {
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancel }, run);
        }
        catch (AggregateException e) when (e.InnerException is not null)
        {
            ExceptionDispatchInfo.Throw(e.InnerException);
        }
    }

    private static void Dispose(MoleculeResultHandle?[] results)
    {
        foreach (var result in results)
        {
            result?.Dispose();
        }
    }
}
