using MolScreen.Gnn.Network;
using MolScreen.Gnn.Training;

namespace MolScreen.Gnn.Tests.Training;

/// <summary>Small networks on the oracle's 200 molecules, with a label that is a fact of the graph: its number of rings or its size.</summary>
public sealed class TrainerTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("training").FullName;

    public void Dispose() => Directory.Delete(folder, true);

    [Fact]
    public void Training_learns_writes_a_bundle_and_predicts_with_it()
    {
        var data = SmallData.Rings;
        var report = Trainer.Train(data, SmallData.Options with { Epochs = 12, Ensemble = 2 }, Path.Combine(folder, "rings"));

        var first = report.History.Where(epoch => epoch.Epoch == 1).Average(epoch => epoch.TrainingLoss);
        var last = report.History.Where(epoch => epoch.Epoch == 12).Average(epoch => epoch.TrainingLoss);
        Assert.True(last < 0.5 * first, $"the loss went from {first} to {last}");
        var test = report.Manifest.Metrics["test"];
        Assert.True(test["r2"] > 0.3, $"R² on test {test["r2"]}: no better than the mean");
        Assert.Equal(20, report.Manifest.Split.Test);
        Assert.Equal(2, report.Manifest.Metrics["networks_test"]["networks"]);

        using var predictor = Predictor.Open(report.Folder);
        var predictions = predictor.Predict(data.Graphs);
        Assert.Equal(data.Graphs.Count, predictions.Length);
        Assert.All(predictions, value => Assert.InRange(value, 0, 6));
        Assert.Contains("| test | 20 |", File.ReadAllText(Path.Combine(report.Folder, "MODEL_CARD.md")), StringComparison.Ordinal);
        Assert.False(Directory.Exists(report.Folder + ".partial"));
    }

    private static TrainingOptions AllArms { get; } = SmallData.Options with { Arms = [ArmKind.Network, ArmKind.Trees, ArmKind.Kernel], Folds = 3, Epochs = 4 };

    [Fact]
    public void A_blend_knows_how_sure_it_is_and_how_far_from_what_it_learned()
    {
        var path = Path.Combine(folder, "blend");
        var data = SmallData.Described with { Reference = SmallData.Described.Inputs.Select([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]) };
        var manifest = Trainer.Train(data, AllArms, path).Manifest;

        Assert.Equal([ArmKind.Network, ArmKind.Trees, ArmKind.Kernel], manifest.Arms);
        Assert.Equal(1, manifest.Blend["rings"].Values.Sum(), 1e-9);
        Assert.Equal(3, manifest.Split.Folds);
        Assert.Equal(180, manifest.Metrics["validation"]["n"]);
        Assert.InRange(manifest.Metrics["certainty_test"]["coverage"], 0.7, 1);
        Assert.True(manifest.Metrics["test"]["rmse"] < manifest.Metrics["network_test"]["rmse"], "the blend is no better than the network alone");
        using var predictor = Predictor.Open(path);
        var predictions = predictor.Predict(data.Inputs);
        Assert.All(Enumerable.Range(0, data.Count), i => Assert.InRange(predictions.Values[i], predictions.Low![i], predictions.High![i]));
        Assert.All(predictions.Low!, low => Assert.InRange(low, 0, 6));
        Assert.All(predictions.Percentiles!, percentile => Assert.InRange(percentile, 0, 100));
        Assert.All(predictions.Domain!, verdict => Assert.InRange(verdict.Score, 0, 1));

        // A molecule is predicted alike in whatever company, but for the rounding of its products, which the latent distance shows.
        var alone = predictor.Predict(data.Inputs.Select([17]));
        Assert.Equal((predictions.Values[17], predictions.Domain![17].Status), (alone.Values[0], alone.Domain![0].Status));
        Assert.Equal(predictions.Domain![17].Score, alone.Domain![0].Score, 1e-5);
        Assert.Equal(predictions.Low![17], alone.Low![0], 1e-5f);
        Assert.Contains("64", Assert.Throws<ArgumentException>(() => predictor.Predict(data.Inputs with { Fingerprints = null })).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("trees.zip")]
    [InlineData("kernel.safetensors")]
    [InlineData("latent.safetensors")]
    [InlineData("calibration.json")]
    public void A_changed_byte_in_any_arm_is_refused(string file)
    {
        var path = Path.Combine(folder, "changed");
        Trainer.Train(SmallData.Described, AllArms with { Epochs = 1 }, path);
        var bytes = File.ReadAllBytes(Path.Combine(path, file));
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(Path.Combine(path, file), bytes);
        Assert.Contains(file, Assert.Throws<BundleException>(() => Predictor.Open(path)).Message, StringComparison.Ordinal);
    }

    /// <summary>10 to the number of rings, learned as logarithms: values stay positive and within the limits, and mean what the labels mean.</summary>
    [Fact]
    public void A_logarithm_is_learned_and_the_value_is_told()
    {
        var data = SmallData.Described with { Targets = Array.ConvertAll(SmallData.Rings.Targets, rings => MathF.Pow(10, rings)) };
        var path = Path.Combine(folder, "powers");
        var task = SmallData.Options.Tasks[0] with { Minimum = 0.5, Maximum = 2e6, Logarithmic = true };
        var manifest = Trainer.Train(data, AllArms with { Tasks = [task] }, path).Manifest;
        Assert.True(manifest.Metrics["test"]["spearman"] > 0.5, $"Spearman {manifest.Metrics["test"]["spearman"]}");
        using var predictor = Predictor.Open(path);
        var predictions = predictor.Predict(data.Inputs);
        Assert.All(predictions.Values, value => Assert.InRange(value, 0.5f, 2e6f));
        Assert.All(Enumerable.Range(0, data.Count), i => Assert.InRange(predictions.Values[i], predictions.Low![i], predictions.High![i]));
        Assert.Throws<ArgumentException>(() => Trainer.Train(SmallData.Described, AllArms with { Tasks = [task] }, path));
    }

    /// <summary>What was given is tried first; the best is never worse than it, and the same seed tries the same.</summary>
    [Fact]
    public void A_search_returns_the_settings_that_did_best()
    {
        var options = SmallData.Options with { Epochs = 2, Threads = 2, MaximumLearningRate = 1e-5, InitialLearningRate = 1e-6, FinalLearningRate = 1e-6 };
        var (best, trials) = HyperparameterSearch.Run(SmallData.Rings, options, 3, Path.Combine(folder, "searched"));
        Assert.Equal(3, trials.Count);
        Assert.Equal(trials.Min(trial => trial.Loss), trials.First(trial => trial.Settings.Contains($"--ffn-hidden {best.Architecture.FfnHidden} --batch-size {best.BatchSize}", StringComparison.Ordinal)).Loss);
        Assert.True(trials.Min(trial => trial.Loss) < trials[0].Loss, "a rate of 1e-5 is not the best there is");
        Assert.Equal(trials, HyperparameterSearch.Run(SmallData.Rings, options with { Threads = 1 }, 3, Path.Combine(folder, "searched")).Trials);
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public void Training_starts_from_the_encoder_of_another_network()
    {
        var first = Trainer.Train(SmallData.Rings, SmallData.Options with { Epochs = 8 }, Path.Combine(folder, "first"));
        var weights = NetworkWeights.Read(Path.Combine(first.Folder, "weights-0.safetensors"), first.Manifest.Architecture);
        double Loss(NetworkWeights? initial) => Trainer.Train(SmallData.Rings, SmallData.Options with { Epochs = 1, Initial = initial }, Path.Combine(folder, "next")).History[0].TrainingLoss;
        Assert.True(Loss(weights) < Loss(null), "a start from what was learned is no better than from nothing");
    }

    [Fact]
    public void The_same_seed_gives_the_same_network()
    {
        float[] Weights(int seed, int threads)
        {
            var path = Path.Combine(folder, $"{seed}-{threads}");
            var report = Trainer.Train(SmallData.Rings, SmallData.Options with { Epochs = 2, Ensemble = 2, Seed = seed, Threads = threads }, path);
            return NetworkWeights.Read(Path.Combine(path, "weights-1.safetensors"), report.Manifest.Architecture).Update.Weight;
        }

        var once = Weights(3, 1);
        Assert.Equal(once, Weights(3, 2));
        Assert.NotEqual(once, Weights(4, 1));
    }

    [Fact]
    public void Several_classes_with_missing_labels_train_together()
    {
        var rings = SmallData.Rings.Targets;
        var targets = new float[rings.Length * 2];
        for (var i = 0; i < rings.Length; i++)
        {
            targets[2 * i] = i % 3 == 0 ? float.NaN : rings[i] > 1 ? 1 : 0;
            targets[(2 * i) + 1] = i % 4 == 0 ? float.NaN : rings[i] > 2 ? 1 : 0;
        }

        var tasks = new[] { "rings", "many" }.Select(name => new TaskDescription { Name = name, Kind = TaskKind.Classification, Unit = "probability", Minimum = 0, Maximum = 1 }).ToArray();
        var report = Trainer.Train(SmallData.Rings with { Targets = targets }, SmallData.Options with { Tasks = tasks, Epochs = 10 }, Path.Combine(folder, "classes"));
        Assert.True(report.Manifest.Metrics["test"]["roc_auc"] > 0.7, $"ROC-AUC {report.Manifest.Metrics["test"]["roc_auc"]}");
        Assert.Contains("test.many", report.Manifest.Metrics.Keys);
        Assert.All(report.Manifest.Tasks, task => Assert.InRange(task.TrainingSize, 90, 130));
        using var predictor = Predictor.Open(report.Folder);
        Assert.All(predictor.Predict(SmallData.Rings.Graphs), p => Assert.InRange(p, 0, 1));
    }

    [Theory]
    [InlineData(1.0, 2.0, true)]
    [InlineData(2.0, 1.0, false)]
    [InlineData(1.0, 1.0, false)]
    [InlineData(1.0, double.NaN, true)]
    [InlineData(double.PositiveInfinity, double.NaN, true)]
    [InlineData(double.NaN, 1.0, false)]
    [InlineData(double.NaN, double.NaN, false)]
    [InlineData(null, 1.0, true)]
    public void A_loss_that_is_no_number_gives_way_and_never_wins(double? loss, double best, bool kept) =>
        Assert.Equal(kept, NetworkTraining.Improves(loss, best));

    [Fact]
    public void A_bundle_of_another_kind_is_not_replaced()
    {
        var retro = Path.Combine(folder, "retro");
        Directory.CreateDirectory(retro);
        File.WriteAllText(Path.Combine(retro, "manifest.yaml"), "kind: retro\nformat: 1\n");
        File.WriteAllText(Path.Combine(retro, "templates.tsv.gz"), "kept");

        var refused = Assert.Throws<ArgumentException>(() => Trainer.Train(SmallData.Rings, SmallData.Options, retro));

        Assert.Contains("not a model bundle", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["manifest.yaml", "templates.tsv.gz"], Directory.GetFileSystemEntries(retro).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_cancelled_training_leaves_no_bundle()
    {
        using var cancel = new CancellationTokenSource();
        var progress = new Relay(_ => cancel.Cancel());
        Assert.ThrowsAny<OperationCanceledException>(() => Trainer.Train(SmallData.Rings, SmallData.Options, Path.Combine(folder, "stopped"), progress, cancel.Token));
        Assert.False(Directory.Exists(Path.Combine(folder, "stopped")));
    }

    [Fact]
    public void What_does_not_fit_is_refused_before_any_work()
    {
        var data = SmallData.Rings;
        var options = SmallData.Options;
        void Refused(string reason, TrainingData d, TrainingOptions o, string? to = null) =>
            Assert.Contains(reason, Assert.Throws<ArgumentException>(() => Trainer.Train(d, o, to ?? Path.Combine(folder, "no"))).Message, StringComparison.Ordinal);

        File.WriteAllText(Path.Combine(folder, "precious.txt"), "kept");
        Refused("not a model bundle", data, options, folder);
        Refused("labels do not fit", data with { Targets = [1] }, options);
        Refused("0 or 1", data, options with { Tasks = [new TaskDescription { Name = "c", Kind = TaskKind.Classification }] });
        Refused("needs the scaffolds", data, options with { Split = SplitKind.Scaffold });
        Refused("no labels", data with { Targets = Array.ConvertAll(data.Targets, _ => float.NaN) }, options);
        Refused("nothing to learn", data with { Targets = Array.ConvertAll(data.Targets, _ => 1f) }, options);
        Refused("no ensemble", data, options with { Folds = 3, Ensemble = 2 });
        Refused("needs fingerprints", data, options with { Arms = [ArmKind.Network, ArmKind.Kernel] });
        Refused("infinite", data with { Targets = [float.PositiveInfinity, .. data.Targets[1..]] }, options);
        Assert.True(File.Exists(Path.Combine(folder, "precious.txt")));
    }

    private sealed class Relay(Action<TrainingProgress> action) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => action(value);
    }
}
