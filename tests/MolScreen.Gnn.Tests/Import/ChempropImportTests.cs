using System.Text.Json.Nodes;
using MolScreen.Gnn.Bundles;
using MolScreen.Gnn.Import;
using MolScreen.Gnn.Network;
using MolScreen.Gnn.Tests.Network;
using MolScreen.Torch.Safetensors;

namespace MolScreen.Gnn.Tests.Import;

/// <summary>A bundle out of weights and configuration, or one sentence that names the file and what is wrong in it.</summary>
public sealed class ChempropImportTests : IDisposable
{
    private static readonly NetworkArchitecture architecture = new() { Hidden = 8, FfnHidden = 6, Tasks = 2 };
    private readonly string folder = Directory.CreateTempSubdirectory("import").FullName;

    public void Dispose() => Directory.Delete(folder, true);

    [Fact]
    public void A_model_of_every_variant_predicts_as_the_equations()
    {
        var every = architecture with
        {
            Bias = true, Undirected = true, BatchNorm = true, Descriptors = 2, FfnLayers = 2, Depth = 4, Activation = Activation.Prelu, FfnActivation = Activation.Prelu, Aggregation = Aggregation.Mean,
        };
        var weights = ForwardTests.RandomWeights(every, 9);
        weights = weights with { Descriptors = weights.Descriptors! with { Missing = [0, 0] } };
        Write(weights);
        Configure(config =>
        {
            (config["bias"], config["undirected"], config["batch_norm"], config["depth"], config["activation"]) = (true, true, true, 4, "PReLU");
            (config["aggregation"], config["ffn"]!["layers"], config["ensemble"]) = ("mean", 2, 1);
            config["descriptors"] = JsonNode.Parse("""{"names": ["TPSA", "MolLogP"], "count": 2}""");
            config["weights_sha256"] = new JsonArray(BundleFolder.Hash(Weights).ToUpperInvariant());
        });

        var manifest = Import();

        Assert.Equal(["TPSA", "MolLogP"], manifest.Descriptors);
        Assert.Equal(every, manifest.Architecture);
        using var predictor = Predictor.Open(Bundle);
        var inputs = ForwardTests.RandomInputs(2, [3, 8, 40, 99]);
        Assert.All(ReferenceNetwork.Predict(weights, every, inputs).Zip(predictor.Predict(inputs).Values), p => Assert.Equal(p.First, p.Second, 1e-5));
        Assert.Contains("2 descriptors", Assert.Throws<ArgumentException>(() => predictor.Predict(inputs.Graphs)).Message, StringComparison.Ordinal);
    }

    /// <summary>The mean comes first in the last layer, for each task; its spread is not imported.</summary>
    [Theory]
    [InlineData("regression-mve", 2)]
    [InlineData("regression-evidential", 4)]
    public void Of_a_distribution_the_mean_is_predicted(string type, int outputs)
    {
        var wide = ForwardTests.RandomWeights(architecture with { Tasks = 2 * outputs }, 4);
        Write(wide with { TargetMean = wide.TargetMean[..2], TargetScale = wide.TargetScale[..2] });
        Configure(config => config["task_type"] = type);

        Import();

        var last = wide.FeedForward[^1];
        var mean = wide with { FeedForward = [wide.FeedForward[0], new LayerWeights(last.Weight[..12], last.Bias![..2], 6, 2)], TargetMean = wide.TargetMean[..2], TargetScale = wide.TargetScale[..2] };
        var graphs = Oracle.Graphs.Select([3, 40]);
        using var predictor = Predictor.Open(Bundle);
        Assert.All(ReferenceNetwork.Predict(mean, architecture, graphs).Zip(predictor.Predict(graphs)), p => Assert.Equal(p.First, p.Second, 1e-5));
    }

    [Fact]
    public void Networks_of_an_ensemble_are_averaged()
    {
        var (one, other) = (ForwardTests.RandomWeights(architecture, 1), ForwardTests.RandomWeights(architecture, 2));
        Write(one);
        other.Write(Path.Combine(folder, "other.safetensors"));
        Configure(config => config["ensemble"] = 2);
        Assert.Contains("ensemble: 2 networks are announced, 1 files", Assert.Throws<BundleException>(() => Import()).Message, StringComparison.Ordinal);

        ChempropImport.Import([Weights, Path.Combine(folder, "other.safetensors")], Config, Descriptors, Bundle, new ChempropImportOptions { Name = "two" });

        var graphs = Oracle.Graphs.Select([3, 40]);
        using var predictor = Predictor.Open(Bundle);
        var expected = ReferenceNetwork.Predict(one, architecture, graphs).Zip(ReferenceNetwork.Predict(other, architecture, graphs), (a, b) => (a + b) / 2);
        Assert.All(expected.Zip(predictor.Predict(graphs)), p => Assert.Equal(p.First, p.Second, 1e-5));
    }

    [Theory]
    [InlineData("depth", "-1", "depth: -1 is not a whole number from 1")]
    [InlineData("depth", "2.5", "depth: 2.5 is not")]
    [InlineData("depth", "\"three\"", "depth: three is not")]
    [InlineData("depth", null, "depth: the field is missing")]
    [InlineData("hidden", "300", "hidden contradicts the weights: message_passing.W_i.weight has 8 rows")]
    [InlineData("hidden", "1e99", "hidden:")]
    [InlineData("features", "\"chemprop-v1\"", "features contradicts")]
    [InlineData("features", "\"mine\"", "features: \"mine\" is not supported")]
    [InlineData("bias", "true", "bias contradicts")]
    [InlineData("bias", "1", "bias: true or false")]
    [InlineData("batch_norm", "true", "batch_norm contradicts")]
    [InlineData("activation", "\"prelu\"", "activation contradicts")]
    [InlineData("activation", "\"gelu\"", "activation: \"gelu\" is not supported")]
    [InlineData("aggregation", "{\"mode\": \"attentive\"}", "aggregation: \"attentive\" is not supported")]
    [InlineData("aggregation", "{\"mode\": \"norm\", \"norm\": 0}", "aggregation.norm: 0 is not")]
    [InlineData("aggregation", null, "aggregation: the field is missing")]
    [InlineData("ffn", "{\"layers\": 3, \"hidden\": 6}", "ffn.layers contradicts")]
    [InlineData("ffn", "{\"layers\": 1, \"hidden\": 7}", "ffn.hidden contradicts")]
    [InlineData("ffn", "{\"layers\": 1, \"hidden\": 6, \"activation\": \"prelu\"}", "ffn.activation contradicts")]
    [InlineData("ffn", "{\"layers\": 1, \"width\": 6}", "ffn.width: the field is not known")]
    [InlineData("ffn", "3", "ffn: an object")]
    [InlineData("tasks", "[\"a\"]", "tasks contradicts")]
    [InlineData("tasks", "[\"a\", \"a\"]", "tasks: a list of different names")]
    [InlineData("tasks", "[1, 2]", "tasks: a list of names")]
    [InlineData("task_type", "\"multiclass\"", "task_type: \"multiclass\" is not supported")]
    [InlineData("task_type", "\"classification\"", "a scale of targets is stored")]
    [InlineData("task_type", "\"regression-mve\"", "tasks contradicts")]
    [InlineData("message_passing", "\"atom\"", "message_passing: \"atom\" is not supported")]
    [InlineData("dropout", "1", "dropout: 1 is not")]
    [InlineData("chemprop", "\"3.0\"", "chemprop: version \"3.0\"")]
    [InlineData("chemprop", "\"1.5.2\"", "features: a model of chemprop 1.5.2")]
    [InlineData("descriptors", "{\"names\": [\"TPSA\"]}", "descriptors contradicts")]
    [InlineData("descriptors", "{\"names\": [\"morgan_1\"]}", "descriptors.names: the descriptor \"morgan_1\" cannot be computed")]
    [InlineData("descriptors", "{\"names\": [\"TPSA\"], \"count\": 2}", "descriptors.count: 1 descriptors are named")]
    [InlineData("descriptors", "{\"set\": \"rdkit_2d_normalized\"}", "descriptors.set: the descriptors \"rdkit_2d_normalized\" cannot be computed")]
    [InlineData("descriptors", "{}", "descriptors.set: the field is missing")]
    [InlineData("weights_sha256", "[\"00\"]", "its SHA-256 differs")]
    [InlineData("weights_sha256", "[]", "weights_sha256: 0 hashes")]
    [InlineData("surprise", "1", "surprise: the field is not known")]
    public void A_configuration_that_is_wrong_or_not_supported_is_refused_by_field(string field, string? value, string reason)
    {
        Write(ForwardTests.RandomWeights(architecture, 1));
        Configure(config => config[field] = value is null ? null : JsonNode.Parse(value));

        Refused(reason);
    }

    [Theory]
    [InlineData("", "config.json: not JSON (line 1)")]
    [InlineData("[]", "config.json: not a JSON object")]
    public void A_configuration_that_is_no_object_is_refused(string text, string reason)
    {
        Write(ForwardTests.RandomWeights(architecture, 1));
        File.WriteAllText(Config, text);

        Refused(reason);
    }

    [Theory]
    [InlineData("cut", "truncated")]
    [InlineData("empty", "too few")]
    [InlineData("header", "header")]
    [InlineData("missing", "message_passing.W_h.weight is missing")]
    [InlineData("shape", "message_passing.W_h.weight is [4, 16]")]
    [InlineData("NaN", "message_passing.W_h.weight holds a number that is not finite")]
    [InlineData("extra", "message_passing.W_d.weight belongs to a network that is not supported")]
    [InlineData("type", "of I32")]
    public void Weights_that_are_damaged_or_of_another_network_are_refused(string damage, string reason)
    {
        Write(ForwardTests.RandomWeights(architecture, 1));
        Configure(_ => { });
        var bytes = File.ReadAllBytes(Weights);
        var tensors = SafetensorsFile.Read(Weights).ToDictionary();
        const string name = "message_passing.W_h.weight";
        switch (damage)
        {
            case "cut":
                File.WriteAllBytes(Weights, bytes[..^40]);
                break;
            case "empty":
                File.WriteAllBytes(Weights, []);
                break;
            case "header":
                bytes[9] ^= 0x40;
                File.WriteAllBytes(Weights, bytes);
                break;
            default:
                var changed = damage switch
                {
                    "missing" => null,
                    "shape" => tensors[name] with { Shape = [4, 16] },
                    "NaN" => SafeTensor.FromSingles(name, [float.NaN, .. new float[63]], 8, 8),
                    "type" => tensors[name] with { DType = "I32" },
                    _ => tensors[name] with { Name = "message_passing.W_d.weight" },
                };
                SafetensorsFile.Write(Weights, [.. tensors.Values.Where(tensor => tensor.Name != name || damage == "extra"), .. changed is null ? Array.Empty<SafeTensor>() : [changed]]);
                break;
        }

        Refused(reason);
    }

    [Fact]
    public void A_folder_that_is_no_bundle_is_not_overwritten()
    {
        Write(ForwardTests.RandomWeights(architecture, 1));
        Configure(_ => { });
        Directory.CreateDirectory(Bundle);
        File.WriteAllText(Path.Combine(Bundle, "thesis.txt"), "");

        Assert.Contains("is not overwritten", Assert.Throws<ArgumentException>(() => Import()).Message, StringComparison.Ordinal);
        Assert.Equal(["thesis.txt"], Directory.GetFileSystemEntries(Bundle).Select(Path.GetFileName));
    }

    private static string[] Descriptors { get; } = ["TPSA", "MolLogP"];

    private string Weights => Path.Combine(folder, "weights.safetensors");

    private string Config => Path.Combine(folder, "config.json");

    private string Bundle => Path.Combine(folder, "bundle");

    private BundleManifest Import() => ChempropImport.Import([Weights], Config, Descriptors, Bundle, new ChempropImportOptions { Name = "small" });

    /// <summary>Weights as chemprop stores them: what is ours alone is left out.</summary>
    private void Write(NetworkWeights weights)
    {
        weights.Write(Weights);
        SafetensorsFile.Write(Weights, SafetensorsFile.Read(Weights).Values.Where(tensor => tensor.Name != "X_d_transform.missing").ToArray());
    }

    private void Configure(Action<JsonObject> change)
    {
        var config = JsonNode.Parse("""
            {"chemprop": "2.2.4", "task_type": "regression", "tasks": ["a", "b"], "message_passing": "bond", "depth": 3, "hidden": 8, "bias": false, "dropout": 0.0,
             "activation": "relu", "aggregation": {"mode": "norm", "norm": 100}, "batch_norm": false, "ffn": {"layers": 1, "hidden": 6}, "features": "chemprop-v2"}
            """)!.AsObject();
        change(config);
        File.WriteAllText(Config, config.ToJsonString());
    }

    private void Refused(string reason)
    {
        var message = Assert.Throws<BundleException>(() => Import()).Message;
        Assert.Contains(reason, message, StringComparison.Ordinal);
        Assert.Contains(folder, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
        Assert.False(Directory.Exists(Bundle) || Directory.Exists(Bundle + ".partial"));
    }
}
