using MolScreen.Gnn.Metrics;

namespace MolScreen.Gnn.Tests.Metrics;

public sealed class MetricTests
{
    /// <summary>scikit-learn's own example for roc_auc_score and average_precision_score: 0.75 and 0.83….</summary>
    [Fact]
    public void Ranking_metrics_of_scikit_learns_example()
    {
        float[] labels = [0, 0, 1, 1], scores = [0.1f, 0.4f, 0.35f, 0.8f];
        Assert.Equal(0.75, ClassificationMetrics.RocAuc(scores, labels));
        Assert.Equal((1 + (2.0 / 3)) / 2, ClassificationMetrics.PrAuc(scores, labels)!.Value, 1e-12);
    }

    /// <summary>Pairs by hand: all four are ties; then three are won and one is a tie: 3.5 / 4.</summary>
    [Fact]
    public void Ties_count_half()
    {
        Assert.Equal(0.5, ClassificationMetrics.RocAuc([0.5f, 0.5f, 0.5f, 0.5f], [0, 1, 0, 1]));
        Assert.Equal(0.875, ClassificationMetrics.RocAuc([0.2f, 0.5f, 0.5f, 0.8f], [0, 1, 0, 1]));
        Assert.Equal(0.5, ClassificationMetrics.PrAuc([0.5f, 0.5f], [0, 1]));
    }

    [Fact]
    public void One_class_has_no_ranking()
    {
        Assert.Null(ClassificationMetrics.RocAuc([0.1f, 0.9f], [1, 1]));
        Assert.Null(ClassificationMetrics.PrAuc([0.1f, 0.9f], [0, 0]));
        Assert.DoesNotContain("roc_auc", MetricTable.Of(TaskKind.Classification, [0.1f, 0.9f], [1, 1]).Keys);
    }

    /// <summary>scikit-learn's example for matthews_corrcoef: y_true = [+1, +1, +1, −1], y_pred = [+1, −1, +1, +1] gives −0.33….</summary>
    [Fact]
    public void Counts_of_scikit_learns_example()
    {
        var counts = ClassificationMetrics.Count([1, 0, 1, 1], [1, 1, 1, 0]);
        Assert.Equal(new Confusion(2, 1, 0, 1), counts);
        Assert.Equal(-1.0 / 3, counts.Mcc, 1e-12);
        Assert.Equal(0.5, counts.Accuracy);
        Assert.Equal(2.0 / 3, counts.F1, 1e-12);
        Assert.Equal(1.0 / 3, counts.BalancedAccuracy!.Value, 1e-12);
    }

    /// <summary>scikit-learn's example: y_true = [3, −0.5, 2, 7], y_pred = [2.5, 0, 2, 8]: MSE 0.375, MAE 0.5, R² 0.948….</summary>
    [Fact]
    public void Regression_metrics_of_scikit_learns_example()
    {
        float[] measured = [3, -0.5f, 2, 7], predicted = [2.5f, 0, 2, 8];
        Assert.Equal(Math.Sqrt(0.375), RegressionMetrics.Rmse(predicted, measured), 1e-12);
        Assert.Equal(0.5, RegressionMetrics.Mae(predicted, measured), 1e-12);
        Assert.Equal(0.9486081370449679, RegressionMetrics.R2(predicted, measured)!.Value, 1e-12);
        Assert.Equal(1, RegressionMetrics.Spearman(predicted, measured)!.Value, 1e-12);
        Assert.Null(RegressionMetrics.R2([1, 2], [3, 3]));
    }

    /// <summary>SciPy's example for spearmanr: [1, 2, 3, 4, 5] and [5, 6, 7, 8, 7] give 0.8207826816681233.</summary>
    [Fact]
    public void Spearmans_ranks_share_ties() =>
        Assert.Equal(0.8207826816681233, RegressionMetrics.Spearman([1, 2, 3, 4, 5], [5, 6, 7, 8, 7])!.Value, 1e-12);

    [Fact]
    public void A_score_that_is_no_number_ends_in_a_metric_too() =>
        Assert.InRange(ClassificationMetrics.PrAuc([0.5f, float.NaN, float.NaN, 0.8f], [0, 1, 0, 1])!.Value, 0, 1);

    [Fact]
    public void Rows_without_a_prediction_are_not_counted()
    {
        var table = MetricTable.Of(TaskKind.Regression, [1, float.NaN, 5], [2, 7, 3]);
        Assert.Equal(2, table["n"]);
        Assert.Equal(1.5, table["mae"], 1e-12);
        Assert.Equal(["n"], MetricTable.Of(TaskKind.Classification, [float.NaN], [1]).Keys);
    }

    [Fact]
    public void Rows_without_a_label_are_not_counted()
    {
        var table = MetricTable.Mean([new TaskDescription(), new TaskDescription()], [1, 10, 2, 20], [1, float.NaN, 4, 22]);
        Assert.Equal(3, table["n"]);
        Assert.Equal((Math.Sqrt(2) + 2) / 2, table["rmse"], 1e-12);
    }
}
