using System.Runtime.InteropServices;
using MolScreen.Contracts.Scoring;
using MolScreen.Gnn;

namespace MolScreen.Scorer;

/// <summary>Predictions of several models side by side: a row for each molecule, the tasks of all models as its columns.</summary>
internal sealed class ScoreTable
{
    private readonly int[] firstColumns;
    private readonly int columns;
    private readonly int models;
    private readonly bool certain;
    private readonly float[] scores, lows, highs, percentiles, domainScores;
    private readonly byte[] domainStatuses;

    /// <param name="molecules">Rows.</param>
    /// <param name="predictors">The models, in the order of their columns.</param>
    public ScoreTable(int molecules, IReadOnlyList<Predictor> predictors)
    {
        models = predictors.Count;
        firstColumns = new int[models];
        for (var model = 0; model < models; model++)
        {
            firstColumns[model] = columns;
            columns += predictors[model].Manifest.Tasks.Count;
        }

        certain = predictors.Any(predictor => predictor.HasIntervals || predictor.HasPercentiles || predictor.HasDomain);
        scores = new float[molecules * columns];
        lows = Nothing(molecules * columns);
        highs = Nothing(molecules * columns);
        percentiles = Nothing(molecules * columns);
        domainScores = Nothing(molecules * models);
        domainStatuses = new byte[molecules * models];
    }

    /// <summary>Float32, molecules × columns.</summary>
    public byte[] Scores => Bytes(scores);

    /// <summary>How sure the models are; null where none of them says.</summary>
    public PackedCertainty? Certainty =>
        certain ? new PackedCertainty(Bytes(lows), Bytes(highs), Bytes(percentiles), Bytes(domainScores), domainStatuses) : null;

    /// <summary>Enters what a model says of all molecules.</summary>
    public void Add(int model, Predictions predictions)
    {
        Enter(model, predictions.Values, scores);
        Enter(model, predictions.Low, lows);
        Enter(model, predictions.High, highs);
        Enter(model, predictions.Percentiles, percentiles);
        for (var i = 0; i < (predictions.Domain?.Length ?? 0); i++)
        {
            var verdict = predictions.Domain![i];
            domainScores[(i * models) + model] = (float)verdict.Score;
            domainStatuses[(i * models) + model] = (byte)Status(verdict.Status);
        }
    }

    private void Enter(int model, float[]? values, float[] table)
    {
        var (first, end) = (firstColumns[model], model + 1 < models ? firstColumns[model + 1] : columns);
        var tasks = end - first;
        for (var i = 0; i < (values?.Length ?? 0) / tasks; i++)
        {
            values.AsSpan(i * tasks, tasks).CopyTo(table.AsSpan((i * columns) + first));
        }
    }

    private static DomainStatus Status(Gnn.Domain.DomainStatus status) => status switch
    {
        Gnn.Domain.DomainStatus.In => DomainStatus.In,
        Gnn.Domain.DomainStatus.Edge => DomainStatus.Edge,
        _ => DomainStatus.Out,
    };

    private static float[] Nothing(int length)
    {
        var values = new float[length];
        Array.Fill(values, float.NaN);
        return values;
    }

    private static byte[] Bytes(float[] values) => MemoryMarshal.AsBytes<float>(values).ToArray();
}
