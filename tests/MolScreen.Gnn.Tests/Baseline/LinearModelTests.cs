using MolScreen.Gnn.Baseline;

namespace MolScreen.Gnn.Tests.Baseline;

public sealed class LinearModelTests
{
    /// <summary>
    /// One bit, rows 1, 1, 0, 0 with labels 4, 6, 1, 3 and λ: minimizing mean (w x + b − y)²/2 + λ w²/2 by hand gives
    /// w = cov / (var + λ) = 0.75 / (0.25 + λ) and b = 3.5 − w/2.
    /// </summary>
    [Fact]
    public void Ridge_has_its_closed_form()
    {
        var model = LinearModel.Fit(TaskKind.Regression, [[0], [0], [], []], 1, [4, 6, 1, 3], penalty: 0.5);
        Assert.Equal(4, model.Predict([0]), 1e-4);
        Assert.Equal(3, model.Predict([]), 1e-4);
    }

    /// <summary>Without a penalty to speak of, the fitted probabilities are the frequencies in each group: 3/4 and 1/4.</summary>
    [Fact]
    public void Logistic_regression_finds_the_frequencies()
    {
        int[][] bits = [[0], [0], [0], [0], [], [], [], []];
        var model = LinearModel.Fit(TaskKind.Classification, bits, 1, [1, 1, 1, 0, 0, 0, 0, 1], penalty: 1e-9);
        Assert.Equal(0.75, model.Predict([0]), 1e-4);
        Assert.Equal(0.25, model.Predict([]), 1e-4);
    }
}
