using MolScreen.Gnn.Trees;

namespace MolScreen.Gnn.Arms;

/// <summary>The mean of several boosted models of each task.</summary>
/// <param name="models">Of each task its models; none for a task that was not learned.</param>
internal sealed class TreesArm(IReadOnlyList<IReadOnlyList<BoostedTrees>> models) : IArm
{
    /// <inheritdoc/>
    public ArmKind Kind => ArmKind.Trees;

    /// <summary>Of each task its models.</summary>
    internal IReadOnlyList<IReadOnlyList<BoostedTrees>> Models => models;

    /// <inheritdoc/>
    public void Predict(MoleculeInputs inputs, float[] values, CancellationToken cancel)
    {
        Array.Clear(values);
        var features = FeatureMatrix.Of(inputs);
        var one = new float[features.Rows];
        for (var task = 0; task < models.Count; task++)
        {
            foreach (var model in models[task])
            {
                cancel.ThrowIfCancellationRequested();
                model.Predict(features, one);
                for (var i = 0; i < one.Length; i++)
                {
                    values[(i * models.Count) + task] += one[i] / models[task].Count;
                }
            }

            for (var i = 0; models[task].Count == 0 && i < one.Length; i++)
            {
                values[(i * models.Count) + task] = float.NaN;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var model in models.SelectMany(each => each))
        {
            model.Dispose();
        }
    }
}
