using MolScreen.Gnn.Baseline;
using MolScreen.Gnn.Metrics;
using MolScreen.Gnn.Training;

namespace MolScreen.Gnn.Tests.Baseline;

public sealed class FingerprintBaselineTests
{
    /// <summary>The second task is labelled in the test part alone: there is nothing to fit, so nothing to measure.</summary>
    [Fact]
    public void A_task_without_training_labels_has_no_predictions_and_no_metrics()
    {
        var targets = new float[] { 1, float.NaN, 2, float.NaN, 3, 5 };
        var data = new TrainingData
        {
            Inputs = new MoleculeInputs(Oracle.Graphs.Select([0, 1, 2])) { Fingerprints = CountFingerprints.Of([1, 0, 0, 1, 1, 1], 2) },
            Targets = targets,
        };
        var tasks = new[] { "a", "b" }.Select(name => new TaskDescription { Name = name }).ToArray();

        var predictions = FingerprintBaseline.Predict(data, tasks, new DataSplit([0, 1], [], [2]));

        Assert.All(MetricTable.Column(predictions, 2, 0), value => Assert.True(float.IsFinite(value)));
        Assert.All(MetricTable.Column(predictions, 2, 1), value => Assert.True(float.IsNaN(value)));
        var table = MetricTable.Mean(tasks, predictions, targets);
        Assert.Equal(3, table["n"]);
        Assert.True(double.IsFinite(table["rmse"]));
    }
}
