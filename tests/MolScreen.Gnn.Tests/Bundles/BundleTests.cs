using MolScreen.Gnn.Bundles;
using MolScreen.Gnn.Network;
using MolScreen.Gnn.Tests.Network;

namespace MolScreen.Gnn.Tests.Bundles;

public sealed class BundleTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("bundle").FullName;

    public void Dispose() => Directory.Delete(folder, true);

    [Fact]
    public void A_manifest_is_read_as_it_was_written()
    {
        var written = WriteBundle();
        var read = BundleFolder.ReadManifest(folder);
        Assert.Equal(written.Architecture, read.Architecture);
        Assert.Equal(written.Tasks, read.Tasks);
        Assert.Equal(written.Files, read.Files);
        Assert.Equal(written.Metrics["test"], read.Metrics["test"]);
        Assert.Equal(written.Training.LearningRates, read.Training.LearningRates);
    }

    [Theory]
    [InlineData("truncated")]
    [InlineData("changed")]
    [InlineData("missing")]
    public void A_damaged_file_is_refused_by_name(string damage)
    {
        WriteBundle();
        var weights = Path.Combine(folder, "weights-0.safetensors");
        var bytes = File.ReadAllBytes(weights);
        switch (damage)
        {
            case "truncated":
                File.WriteAllBytes(weights, bytes[..^100]);
                break;
            case "changed":
                bytes[^1] ^= 1;
                File.WriteAllBytes(weights, bytes);
                break;
            default:
                File.Delete(weights);
                break;
        }

        Refused("weights-0.safetensors");
    }

    [Theory]
    [InlineData("kind: gnn", "kind: retro", "kind 'retro'")]
    [InlineData("format: 1", "format: 99", "format 99")]
    [InlineData("feature_layout: chemprop-v2", "feature_layout: chemprop-v9", "feature layout")]
    [InlineData("hidden: 8", "hidden: 16", "do not fit the manifest")]
    [InlineData("depth: 3", "depth: 0", "is not a network")]
    [InlineData("standardization: molscreen-standard-1", "standardization: mine", "standardization 'mine'")]
    [InlineData("descriptors: []", "descriptors: [TPSA]", "1 descriptors are named, the network takes 0")]
    [InlineData("  descriptors: 0", "  descriptors: 2", "the network takes 2")]
    [InlineData("activation: relu", "activation: 9", "is not a network")]
    [InlineData("activation: relu", "activation: prelu", "do not fit the manifest")]
    [InlineData("batch_norm: false", "batch_norm: true", "bn.weight is missing")]
    [InlineData("depth: 3", "depth: three", "line")]
    [InlineData("weights-0.safetensors", "../weights-0.safetensors", "not the name of a file")]
    [InlineData("format: 1", "formt: 1", "line 2")]
    public void A_changed_manifest_is_refused_with_the_reason(string from, string to, string reason)
    {
        WriteBundle();
        var path = Path.Combine(folder, BundleFolder.ManifestFile);
        var text = File.ReadAllText(path);
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(from, to, StringComparison.Ordinal));
        Refused(reason);
    }

    [Fact]
    public void A_folder_without_a_manifest_and_an_unknown_name_are_refused()
    {
        Refused("manifest.yaml");
        File.WriteAllText(Path.Combine(folder, BundleFolder.ManifestFile), "");
        Refused("empty");
        Assert.Contains("no-such-model", Assert.Throws<BundleException>(() => BundleCatalog.Resolve("no-such-model")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_beyond_a_tasks_limits_never_leave()
    {
        WriteBundle(minimum: 0.1, maximum: 0.2);
        using var predictor = Predictor.Open(folder);
        var limited = predictor.Predict(Oracle.Graphs);
        Assert.All(limited, value => Assert.InRange(value, 0.1f, 0.2f));
        Assert.Contains(0.2f, limited);
    }

    [Fact]
    public void Graphs_of_another_layout_or_without_sense_are_refused()
    {
        WriteBundle();
        using var predictor = Predictor.Open(folder);
        var graphs = Oracle.Graphs.Select([3, 4]);
        Assert.Contains("chemprop-v1", Assert.Throws<ArgumentException>(() => predictor.Predict(graphs with { Layout = "chemprop-v1" })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => predictor.Predict(graphs with { AtomMasses = [1] }));
        Assert.Throws<ArgumentException>(() => predictor.Predict(graphs with { AtomCodes = Array.ConvertAll(graphs.AtomCodes, _ => (byte)99) }));
        Assert.Throws<ArgumentException>(() => predictor.Predict(graphs with { BondEnds = Array.ConvertAll(graphs.BondEnds, _ => (ushort)500) }));
        foreach (var mass in new[] { float.NaN, float.PositiveInfinity, float.NegativeInfinity, -1, 1000 })
        {
            Assert.Contains("mass", Assert.Throws<ArgumentException>(() => predictor.Predict(graphs with { AtomMasses = [.. graphs.AtomMasses[..^1], mass] })).Message, StringComparison.Ordinal);
        }

        Assert.Empty(predictor.Predict(graphs.Select([])));
    }

    [Fact]
    public void Threads_and_callers_do_not_change_the_answer()
    {
        WriteBundle();
        var graphs = Oracle.Graphs.Select(Enumerable.Range(0, 600).Select(i => i % 200).ToArray());
        using var one = Predictor.Open(folder, new PredictorOptions { Threads = 1, Device = "cpu" });
        using var many = Predictor.Open(folder, new PredictorOptions { Threads = 4, Device = "cpu" });
        var expected = one.Predict(graphs);
        Parallel.For(0, 4, _ => Assert.Equal(expected, many.Predict(graphs)));
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => one.Predict(graphs, cancelled.Token));
    }

    private BundleManifest WriteBundle(double? minimum = null, double? maximum = null)
    {
        var architecture = new NetworkArchitecture { Hidden = 8, FfnHidden = 8 };
        ForwardTests.RandomWeights(architecture, 2).Write(Path.Combine(folder, "weights-0.safetensors"));
        return BundleFolder.WriteManifest(
            folder,
            new BundleManifest
            {
                Name = "small",
                Architecture = architecture,
                Tasks = [new TaskDescription { Name = "value", Unit = "kg", Minimum = minimum, Maximum = maximum, TrainingSize = 3 }],
                Training = new TrainingSettings { LearningRates = [1e-4, 1e-3, 1e-4], BestEpochs = [3] },
                Metrics = new() { ["test"] = new() { ["rmse"] = 0.123456789 } },
                Weights = ["weights-0.safetensors"],
            },
            ["weights-0.safetensors"]);
    }

    private void Refused(string reason) => Assert.Contains(reason, Assert.Throws<BundleException>(() => Predictor.Open(folder)).Message, StringComparison.Ordinal);
}
