using MolScreen.Gnn.Kernel;
using MolScreen.Torch.Safetensors;

namespace MolScreen.Gnn.Tests.Kernel;

public sealed class TanimotoKernelModelTests
{
    private const int Count = 150, Size = 72;
    private static readonly CountFingerprints molecules = PlainTanimoto.Draw(Count, Size, seed: 1), queries = PlainTanimoto.Draw(70, Size, seed: 2);
    private static readonly TanimotoKernelOptions fixedPenalty = new() { Penalties = [0.3] };

    [Fact]
    public void Predictions_follow_the_equations_and_neighbours_a_plain_search()
    {
        var labels = Labels(seed: 3);
        var model = TanimotoKernelModel.Fit(TaskKind.Regression, molecules, labels, 1, fixedPenalty);
        var (values, nearest1, nearest5) = Predict(model, queries, threads: 2);
        var expected = PlainTanimoto.Predict(molecules, Array.ConvertAll(labels, label => (double)label), 0.3, queries);
        for (var i = 0; i < queries.Count; i++)
        {
            var nearest = Enumerable.Range(0, Count).Select(j => PlainTanimoto.Similarity(queries, i, molecules, j)).OrderDescending().Take(5).ToArray();
            Assert.Equal(expected[i], values[i], 1e-4);
            Assert.Equal(nearest[0], nearest1[i], 1e-6);
            Assert.Equal(nearest.Average(), nearest5[i], 1e-6);
        }
    }

    /// <summary>Three tasks with labels of other molecules each: as if each were alone.</summary>
    [Fact]
    public void Tasks_with_missing_labels_do_not_touch_one_another()
    {
        var labels = new float[Count * 3];
        for (var i = 0; i < labels.Length; i++)
        {
            labels[i] = ((i / 3) + (i % 3)) % 3 == 0 ? float.NaN : MathF.Sin(i);
        }

        var together = Predict(TanimotoKernelModel.Fit(TaskKind.Regression, molecules, labels, 3, fixedPenalty), queries).Values;
        for (var task = 0; task < 3; task++)
        {
            var rows = Enumerable.Range(0, Count).Where(i => !float.IsNaN(labels[(i * 3) + task])).ToArray();
            var alone = TanimotoKernelModel.Fit(TaskKind.Regression, molecules.Select(rows), Array.ConvertAll(rows, i => labels[(i * 3) + task]), 1, fixedPenalty);
            Assert.All(Predict(alone, queries).Values.Select((value, i) => (value, i)), p => Assert.Equal(p.value, together[(p.i * 3) + task], 1e-4));
        }
    }

    [Fact]
    public void The_average_of_folds_predicts_the_mean_of_their_predictions()
    {
        var labels = Labels(seed: 5);
        var folds = Enumerable.Range(0, 3)
            .Select(fold => TanimotoKernelModel.Fit(TaskKind.Regression, molecules, [.. labels.Select((label, i) => i % 3 == fold ? float.NaN : label)], 1, fixedPenalty))
            .ToArray();
        var predictions = folds.Select(fold => Predict(fold, queries).Values).ToArray();
        var average = TanimotoKernelModel.Average(folds);
        Assert.All(Predict(average, queries).Values.Select((value, i) => (value, i)), p => Assert.Equal(predictions.Average(fold => fold[p.i]), p.value, 1e-4));

        // A molecule that a fold left out is no neighbour of that fold, but one of the average.
        Assert.True(Predict(folds[0], molecules).Nearest1[0] < 1);
        Assert.Equal(1, Predict(average, molecules).Nearest1[0]);
        Assert.Throws<ArgumentException>(() => TanimotoKernelModel.Average([folds[0], TanimotoKernelModel.Fit(TaskKind.Regression, queries, new float[queries.Count], 1, fixedPenalty)]));
        Assert.Throws<ArgumentException>(() => TanimotoKernelModel.Average([]));
    }

    [Fact]
    public void A_task_with_too_many_labels_or_none_has_no_kernel()
    {
        var labels = new float[Count * 3];
        for (var i = 0; i < Count; i++)
        {
            (labels[i * 3], labels[(i * 3) + 1], labels[(i * 3) + 2]) = (i, i < 100 ? i : float.NaN, float.NaN);
        }

        var model = TanimotoKernelModel.Fit(TaskKind.Regression, molecules, labels, 3, fixedPenalty with { MaximumRows = 100 });
        Assert.Equal([false, true, false], Enumerable.Range(0, 3).Select(model.Covers));
        var (values, nearest1, _) = Predict(model, queries);
        Assert.All(values.Select((value, i) => (value, i)), p => Assert.Equal(p.i % 3 != 1, float.IsNaN(p.value)));
        Assert.All(nearest1, nearest => Assert.InRange(nearest, 0.01f, 1f));
    }

    [Fact]
    public void Probabilities_stay_between_0_and_1()
    {
        var labels = Enumerable.Range(0, Count).Select(i => i % 2 == 0 ? 0f : 1).ToArray();
        var model = TanimotoKernelModel.Fit(TaskKind.Classification, molecules, labels, 1, new TanimotoKernelOptions { Penalties = [1e-3] });
        Assert.All(Predict(model, queries).Values, value => Assert.InRange(value, 0, 1));
        Assert.All(Predict(model, molecules).Values.Zip(labels), pair => Assert.Equal(pair.Second, pair.First, 0.05f));
    }

    [Fact]
    public void One_molecule_and_constant_labels_give_the_label()
    {
        var one = TanimotoKernelModel.Fit(TaskKind.Regression, molecules.Select([0]), [4], 1, new TanimotoKernelOptions());
        Assert.All(Predict(one, queries).Values, value => Assert.Equal(4, value));
        Assert.Equal(Predict(one, queries).Nearest1, Predict(one, queries).Nearest5);
        var constant = TanimotoKernelModel.Fit(TaskKind.Regression, molecules, [.. Enumerable.Repeat(2.5f, Count)], 1, new TanimotoKernelOptions());
        Assert.All(Predict(constant, queries).Values, value => Assert.Equal(2.5f, value, 1e-6f));
    }

    /// <summary>Labels that are noise want a strong penalty, labels that similarity explains a weak one.</summary>
    [Fact]
    public void The_penalty_follows_the_noise()
    {
        var smooth = Array.ConvertAll(PlainTanimoto.Predict(queries, [.. Enumerable.Range(0, queries.Count).Select(i => Math.Sin(i))], 0.01, molecules), value => (float)value);
        var options = new TanimotoKernelOptions { Penalties = [0.001, 10] };
        float[] ByChoice(float[] labels) => Predict(TanimotoKernelModel.Fit(TaskKind.Regression, molecules, labels, 1, options), queries).Values;
        float[] With(float[] labels, double penalty) => Predict(TanimotoKernelModel.Fit(TaskKind.Regression, molecules, labels, 1, options with { Penalties = [penalty] }), queries).Values;

        Assert.Equal(With(smooth, 0.001), ByChoice(smooth));
        Assert.Equal(With(Labels(seed: 9), 10), ByChoice(Labels(seed: 9)));
    }

    [Fact]
    public void A_molecule_is_predicted_alike_in_any_company_and_by_any_threads()
    {
        var model = TanimotoKernelModel.Fit(TaskKind.Regression, molecules, Labels(seed: 3), 1, fixedPenalty);
        var all = Predict(model, queries, threads: 3);
        for (var i = 0; i < queries.Count; i += 7)
        {
            var alone = Predict(model, queries.Select([i]));
            Assert.Equal((all.Values[i], all.Nearest1[i], all.Nearest5[i]), (alone.Values[0], alone.Nearest1[0], alone.Nearest5[0]));
        }
    }

    [Fact]
    public void Files_give_the_same_model_and_wrong_ones_are_refused()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            var model = TanimotoKernelModel.Fit(TaskKind.Regression, molecules, Labels(seed: 3), 1, fixedPenalty);
            TanimotoKernelFile.Write(path, model);
            Assert.Equal(Predict(model, queries).Values, Predict(TanimotoKernelFile.Read(path), queries).Values);

            var (tensors, metadata) = SafetensorsFile.Parse(File.ReadAllBytes(path), path);
            void Refused(string name, Func<SafeTensor, SafeTensor> change)
            {
                SafetensorsFile.Write(path, tensors.Values.Select(tensor => tensor.Name == name ? change(tensor) : tensor), metadata);
                Assert.Throws<SafetensorsException>(() => TanimotoKernelFile.Read(path));
            }

            Refused("coefficients", tensor => tensor with { Shape = [1, Count] });
            Refused("coefficients", tensor => tensor with { Data = [0, 0, 192, 127, .. tensor.Data[4..]] });
            Refused("labelled", tensor => tensor with { Shape = [Count - 1], Data = tensor.Data[1..] });
            Refused("positions", tensor => tensor with { Data = [255, 255, .. tensor.Data[2..]] });
            Refused("starts", tensor => tensor with { Name = "ends" });
            Refused("starts", tensor => tensor with { Data = [1, .. tensor.Data[1..]] });
            Refused("counts", tensor => tensor with { Shape = [tensor.Shape[0] - 1], Data = tensor.Data[2..] });
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static float[] Labels(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, Count).Select(_ => random.NextSingle())];
    }

    private static (float[] Values, float[] Nearest1, float[] Nearest5) Predict(TanimotoKernelModel model, CountFingerprints queries, int threads = 1)
    {
        var (values, nearest) = (new float[queries.Count * model.Tasks], new NearestMolecules(queries.Count));
        model.Predict(queries, values, nearest, threads);
        var rows = Enumerable.Range(0, queries.Count);
        return (values, [.. rows.Select(nearest.Nearest)], [.. rows.Select(row => nearest.Mean(row, model.LabelledCount))]);
    }
}
