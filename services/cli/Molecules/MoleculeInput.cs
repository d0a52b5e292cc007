using System.CommandLine;
using MolScreen.Chemistry;
using MolScreen.Chemistry.Input;
using MolScreen.Cli.CommandLine;

namespace MolScreen.Cli.Molecules;

/// <summary>Molecules as a command's argument: one molecule as text, a file, or <c>-</c> for standard input.</summary>
internal static class MoleculeInput
{
    private const int ChunkSize = 1024;

    /// <summary>The argument, named <c>molecules</c>.</summary>
    public static Argument<string> Argument() =>
        new("molecules") { Description = "A SMILES, or a file of molecules: SMILES, CSV, SD or MOL (- reads standard input)." };

    /// <summary>Whether the argument is one molecule as text, not a file or standard input.</summary>
    public static bool IsText(string molecules) => molecules != "-" && !File.Exists(molecules);

    /// <summary>
    /// Reads and processes what the argument names, chunk by chunk in constant memory; rows out are rows in, in order.
    /// </summary>
    /// <exception cref="InputException">The text is neither a file nor a molecule.</exception>
    public static IEnumerable<ProcessedRow> Process(
        string molecules, MoleculeFileOptions file, MoleculeParts parts, ProcessingOptions options, CancellationToken cancel)
    {
        if (!IsText(molecules))
        {
            return Process(MoleculeFile.Read(molecules, file), parts, options, cancel);
        }

        var single = MoleculeProcessor.Process([molecules], parts | MoleculeParts.Written, options, cancel);
        return single.Accepted.Length == 1
            ? [new ProcessedRow(new MoleculeRecord(1, "", molecules, null, null), single, 0, 0)]
            : throw new InputException($"{(MolBlock.IsOne(molecules) ? "The text" : molecules)}: not a file, and not a molecule. {single.Messages[0]}");
    }

    /// <summary>Processes records chunk by chunk; rows out are rows in, in order.</summary>
    public static IEnumerable<ProcessedRow> Process(
        IEnumerable<MoleculeRecord> records, MoleculeParts parts, ProcessingOptions options, CancellationToken cancel)
    {
        foreach (var chunk in records.Chunk(ChunkSize))
        {
            cancel.ThrowIfCancellationRequested();
            var texts = Array.ConvertAll(chunk, record => record.Error is null ? record.Text : "");
            var batch = MoleculeProcessor.Process(texts, parts | MoleculeParts.Written, options, cancel);
            var accepted = 0;
            for (var i = 0; i < chunk.Length; i++)
            {
                yield return new ProcessedRow(chunk[i], batch, i, batch.Status[i] == MoleculeStatus.Ok ? accepted++ : -1);
            }
        }
    }
}

/// <summary>One row of the input and what was computed for it.</summary>
/// <param name="Record">The row as read.</param>
/// <param name="Batch">The batch it was processed in.</param>
/// <param name="Position">Its place in the batch.</param>
/// <param name="Accepted">Its place among the accepted molecules of the batch; -1 when it was rejected.</param>
internal readonly record struct ProcessedRow(MoleculeRecord Record, MoleculeBatch Batch, int Position, int Accepted)
{
    /// <summary>
    /// The molecule on one line: SMILES as given or, for a MOL block, its canonical SMILES as written, before standardization;
    /// "" for a MOL block that was rejected.
    /// </summary>
    public string Smiles => !MolBlock.IsOne(Record.Text) ? Record.Text : Accepted >= 0 ? Batch.Written![Accepted] : "";

    /// <summary>Why there is nothing computed: a reason code; null for an accepted molecule.</summary>
    public string? Error => Accepted >= 0 ? null : Record.Error ?? Batch.Status[Position].ReasonCode();

    /// <summary>The reason as one sentence; "" for an accepted molecule and for a row that could not be read at all.</summary>
    public string Message => Record.Error is null ? Batch.Messages[Position] : "";
}
