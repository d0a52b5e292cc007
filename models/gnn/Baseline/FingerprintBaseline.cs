using MolScreen.Gnn.Metrics;
using MolScreen.Gnn.Training;

namespace MolScreen.Gnn.Baseline;

/// <summary>The model every network has to beat: <see cref="LinearModel"/> on fingerprints, its penalty chosen on validation.</summary>
public static class FingerprintBaseline
{
    private static readonly double[] penaltiesTimesRows = [0.1, 1, 10, 100, 1000];

    /// <summary>Predictions for every molecule by models fitted to the training part, one a task.</summary>
    /// <returns>n × tasks; NaN for a task without training labels.</returns>
    public static float[] Predict(TrainingData data, IReadOnlyList<TaskDescription> descriptions, DataSplit split, CancellationToken cancel = default)
    {
        var fingerprints = data.Inputs.Fingerprints ?? throw new ArgumentException("The baseline needs fingerprints.", nameof(data));
        var tasks = descriptions.Count;
        var bits = Enumerable.Range(0, fingerprints.Count).Select(i => Array.ConvertAll(fingerprints.PositionsOf(i).ToArray(), position => (int)position)).ToArray();
        var predictions = new float[bits.Length * tasks];
        for (var task = 0; task < tasks; task++)
        {
            var kind = descriptions[task].Kind;
            var targets = MetricTable.Column(data.Targets, tasks, task);
            var train = split.Train.Where(i => !float.IsNaN(targets[i])).ToArray();
            var validation = split.Validation.Where(i => !float.IsNaN(targets[i])).ToArray();
            if (train.Length == 0)
            {
                for (var i = 0; i < bits.Length; i++)
                {
                    predictions[(i * tasks) + task] = float.NaN;
                }

                continue;
            }

            var best = penaltiesTimesRows
                .Select(penalty => LinearModel.Fit(kind, Array.ConvertAll(train, i => bits[i]), fingerprints.Size, Array.ConvertAll(train, i => targets[i]), penalty / train.Length, cancel))
                .MinBy(model => validation.Sum(i => Loss(kind, model.Predict(bits[i]), targets[i])))!;
            for (var i = 0; i < bits.Length; i++)
            {
                predictions[(i * tasks) + task] = best.Predict(bits[i]);
            }
        }

        return predictions;
    }

    private static double Loss(TaskKind kind, double predicted, double target) => kind == TaskKind.Classification
        ? -Math.Log(Math.Max(1e-12, target > 0.5 ? predicted : 1 - predicted))
        : (predicted - target) * (predicted - target);
}
