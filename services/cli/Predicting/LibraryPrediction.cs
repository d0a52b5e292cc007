using MolScreen.Chemistry;
using MolScreen.Chemistry.Input;
using MolScreen.Cli.Molecules;
using MolScreen.Cli.Output;
using MolScreen.Gnn;

namespace MolScreen.Cli.Predicting;

/// <summary>Predicts a library chunk by chunk: rows out are rows in, in order, a row without a prediction has its reason.</summary>
internal sealed class LibraryPrediction(Predictor predictor, int threads)
{
    private const int ChunkSize = 2048;

    private readonly ModelInputs inputs = new(predictor.Manifest, threads);

    /// <summary>Writes the table: row, id, smiles as given (of a MOL block its canonical SMILES as written, before standardization; "" when it was rejected), one column a task, error.</summary>
    /// <returns>Rows written, and how many of them have an error.</returns>
    public (long Rows, long Rejected) Write(
        IEnumerable<MoleculeRecord> records, TextWriter output, Progress progress, CancellationToken cancel)
    {
        var tasks = predictor.Manifest.Tasks;
        Csv.WriteRow(output, ["row", "id", "smiles", .. tasks.Select(task => Csv.Field(task.Name)), "error"]);
        var (rows, rejected) = (0L, 0L);
        foreach (var chunk in records.Chunk(ChunkSize))
        {
            cancel.ThrowIfCancellationRequested();
            var texts = Array.ConvertAll(chunk, record => record.Error is null ? record.Text : "");
            var batch = MoleculeProcessor.Process(texts, inputs.Parts | MoleculeParts.Written, inputs.Processing, cancel);
            var predictions = batch.Accepted.Length == 0 ? [] : predictor.Predict(inputs.Of(batch), cancel);
            var position = 0;
            for (var i = 0; i < chunk.Length; i++)
            {
                var (record, accepted) = (chunk[i], batch.Status[i] == MoleculeStatus.Ok);
                var row = new ProcessedRow(record, batch, i, accepted ? position : -1);
                var values = accepted ? predictions.AsSpan(position++ * tasks.Count, tasks.Count) : [];
                WriteRow(output, row, values, tasks.Count);
                rejected += accepted ? 0 : 1;
            }

            rows += chunk.Length;
            progress.Report(rows);
        }

        return (rows, rejected);
    }

    /// <summary>The same arrays under the network's name for them.</summary>
    public static MoleculeGraphs Graphs(GraphArrays graphs) => new(
        graphs.Layout, graphs.AtomCounts, graphs.BondCounts, graphs.AtomCodes, graphs.AtomMasses, graphs.BondEnds, graphs.BondCodes);

    private static void WriteRow(TextWriter output, ProcessedRow row, ReadOnlySpan<float> values, int tasks)
    {
        var fields = new string[tasks + 4];
        fields[0] = row.Record.Row.ToString(System.Globalization.CultureInfo.InvariantCulture);
        fields[1] = Csv.Field(row.Record.Id);
        fields[2] = Csv.Field(row.Smiles);
        for (var task = 0; task < tasks; task++)
        {
            fields[3 + task] = values.IsEmpty ? "" : Csv.Field(values[task]);
        }

        fields[^1] = row.Error ?? "";
        Csv.WriteRow(output, fields);
    }
}
