using System.Globalization;
using MolScreen.Chemistry;
using MolScreen.Chemistry.Input;
using MolScreen.Cli.Molecules;
using MolScreen.Cli.Output;
using MolScreen.Gnn;
using MolScreen.Gnn.Uncertainty;

namespace MolScreen.Cli.Predicting;

/// <summary>Predicts a library chunk by chunk: rows out are rows in, in order, a row without a prediction has its reason.</summary>
internal sealed class LibraryPrediction(Predictor predictor, int threads)
{
    private const int ChunkSize = 2048;

    private readonly BundleManifest manifest = predictor.Manifest;
    private readonly ModelInputs inputs = new(predictor.Manifest, threads);

    /// <summary>
    /// Writes the table: row, id, smiles as given (of a MOL block its canonical SMILES as written, before standardization; "" when it was
    /// rejected), for each task TASK and, where the bundle has them, TASK_low, TASK_high, TASK_percentile, TASK_classes, then domain, domain_status, error.
    /// </summary>
    /// <returns>Rows written, and how many of them have an error.</returns>
    public (long Rows, long Rejected) Write(IEnumerable<MoleculeRecord> records, TextWriter output, Progress progress, CancellationToken cancel)
    {
        var columns = Columns();
        Csv.WriteRow(output, ["row", "id", "smiles", .. columns.Select(Csv.Field), "error"]);
        var (rows, rejected) = (0L, 0L);
        foreach (var chunk in records.Chunk(ChunkSize))
        {
            cancel.ThrowIfCancellationRequested();
            var texts = Array.ConvertAll(chunk, record => record.Error is null ? record.Text : "");
            var batch = MoleculeProcessor.Process(texts, inputs.Parts | MoleculeParts.Written, inputs.Processing, cancel);
            var predictions = predictor.Predict(inputs.Of(batch), cancel);
            var position = 0;
            for (var i = 0; i < chunk.Length; i++)
            {
                var accepted = batch.Status[i] == MoleculeStatus.Ok;
                var row = new ProcessedRow(chunk[i], batch, i, accepted ? position : -1);
                WriteRow(output, row, columns.Count, accepted ? Fields(predictions, position++) : []);
                rejected += accepted ? 0 : 1;
            }

            rows += chunk.Length;
            progress.Report(rows);
        }

        return (rows, rejected);
    }

    private List<string> Columns()
    {
        List<string> columns = [];
        foreach (var (number, task) in manifest.Tasks.Index())
        {
            columns.Add(task.Name);
            columns.AddRange(predictor.HasIntervals ? [$"{task.Name}_low", $"{task.Name}_high"] : []);
            columns.AddRange(predictor.HasPercentiles ? [$"{task.Name}_percentile"] : []);
            columns.AddRange(predictor.HasClasses(number) ? [$"{task.Name}_classes"] : []);
        }

        columns.AddRange(predictor.HasDomain ? ["domain", "domain_status"] : []);
        return columns;
    }

    private List<string> Fields(Predictions predictions, int molecule)
    {
        List<string> fields = [];
        for (var i = molecule * manifest.Tasks.Count; i < (molecule + 1) * manifest.Tasks.Count; i++)
        {
            fields.Add(Csv.Field(predictions.Values[i]));
            fields.AddRange(predictions.Low is null ? [] : [Csv.Field(predictions.Low[i]), Csv.Field(predictions.High![i])]);
            fields.AddRange(predictions.Percentiles is null ? [] : [predictions.Percentiles[i].ToString("0.#", CultureInfo.InvariantCulture)]);
            fields.AddRange(predictions.Classes?[i] is { } classes ? [Words(classes)] : []);
        }

        if (predictions.Domain is { } domain)
        {
            fields.AddRange([domain[molecule].Score.ToString("0.###", CultureInfo.InvariantCulture), domain[molecule].Status.ToString().ToLowerInvariant()]);
        }

        return fields;
    }

    private static string Words(ClassSet classes) => classes switch
    {
        ClassSet.Negative => "0",
        ClassSet.Positive => "1",
        ClassSet.Both => "0 or 1",
        _ => "neither",
    };

    private static void WriteRow(TextWriter output, ProcessedRow row, int columns, List<string> values) => Csv.WriteRow(
        output,
        [
            row.Record.Row.ToString(CultureInfo.InvariantCulture),
            Csv.Field(row.Record.Id),
            Csv.Field(row.Smiles),
            .. values.Count == 0 ? Enumerable.Repeat("", columns) : values,
            row.Error ?? "",
        ]);
}
