using MolScreen.Gnn.Baseline;
using MolScreen.Gnn.Inference;
using MolScreen.Gnn.Metrics;
using MolScreen.Gnn.Network;

namespace MolScreen.Gnn.Training;

/// <summary>Metrics of an ensemble and of the baseline on the parts that were not trained on.</summary>
internal static class TrainingEvaluation
{
    /// <summary>
    /// Parts: <c>validation</c>, <c>test</c> (the ensemble), <c>networks_test</c> (mean and standard deviation of the primary metric over
    /// the single networks), <c>baseline_validation</c>, <c>baseline_test</c>; with several tasks also <c>test.TASK</c>.
    /// </summary>
    internal static Dictionary<string, Dictionary<string, double>> Measure(TrainingData data, IReadOnlyList<TaskDescription> tasks, DataSplit split, NetworkWeights[] networks, NetworkArchitecture architecture, CancellationToken cancel)
    {
        var kind = tasks[0].Kind;
        var each = networks.Select(weights => Predict(weights, architecture, data.Graphs, kind, cancel)).ToArray();
        var ensemble = Enumerable.Range(0, data.Targets.Length).Select(i => each.Average(one => one[i])).ToArray();
        var parts = new Dictionary<string, Dictionary<string, double>>();
        void Add(string name, float[] predictions, int[] rows)
        {
            if (rows.Length > 0)
            {
                parts[name] = MetricTable.Mean(kind, Rows(predictions, rows, tasks.Count), Rows(data.Targets, rows, tasks.Count), tasks.Count);
            }
        }

        Add("validation", ensemble, split.Validation);
        Add("test", ensemble, split.Test);
        for (var task = 0; tasks.Count > 1 && split.Test.Length > 0 && task < tasks.Count; task++)
        {
            parts[$"test.{tasks[task].Name}"] = MetricTable.Of(
                kind,
                MetricTable.Column(Rows(ensemble, split.Test, tasks.Count), tasks.Count, task),
                MetricTable.Column(Rows(data.Targets, split.Test, tasks.Count), tasks.Count, task));
        }

        if (networks.Length > 1 && split.Test.Length > 0)
        {
            var primary = MetricTable.Primary(kind);
            var values = each
                .Select(one => MetricTable.Mean(kind, Rows(one, split.Test, tasks.Count), Rows(data.Targets, split.Test, tasks.Count), tasks.Count).GetValueOrDefault(primary, double.NaN))
                .Where(double.IsFinite)
                .ToArray();
            if (values.Length > 1)
            {
                var mean = values.Average();
                parts["networks_test"] = new Dictionary<string, double>
                {
                    [$"{primary}_mean"] = mean,
                    [$"{primary}_std"] = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1)),
                    ["networks"] = values.Length,
                };
            }
        }

        if (data.Fingerprints is not null)
        {
            var baseline = FingerprintBaseline.Predict(data, kind, tasks.Count, split, cancel);
            Add("baseline_validation", baseline, split.Validation);
            Add("baseline_test", baseline, split.Test);
        }

        return parts;
    }

    private static float[] Predict(NetworkWeights weights, NetworkArchitecture architecture, MoleculeGraphs graphs, TaskKind kind, CancellationToken cancel)
    {
        var outputs = new float[graphs.Count * architecture.Tasks];
        using var network = new FusedForwardPass(weights, architecture, threads: 0);
        network.Predict(new MoleculeInputs(graphs), outputs, cancel);
        return Array.ConvertAll(outputs, output => Predictor.InUnits(output, kind));
    }

    private static float[] Rows(float[] table, int[] rows, int tasks) => rows.SelectMany(row => table.AsSpan(row * tasks, tasks).ToArray()).ToArray();
}
