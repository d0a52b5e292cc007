using MolScreen.Gnn.Network;

namespace MolScreen.Gnn.Import;

/// <summary>What CONFIG.json says of a chemprop model; CHEMPROP.md describes it field by field.</summary>
public sealed record ChempropConfig
{
    /// <summary>Version of chemprop, for example <c>2.2.4</c>.</summary>
    public required string Version { get; init; }

    /// <summary>Number or class.</summary>
    public required TaskKind Kind { get; init; }

    /// <summary>
    /// Outputs that a task has in the last layer, of which the first of each group is the prediction: 1; 2 (mean, variance) of
    /// mean-variance estimation, 4 of evidential regression.
    /// </summary>
    public required int OutputsPerTask { get; init; }

    /// <summary>Names of the tasks, in the order of the outputs.</summary>
    public required IReadOnlyList<string> Tasks { get; init; }

    /// <summary>Sizes and variants of the network.</summary>
    public required NetworkArchitecture Architecture { get; init; }

    /// <summary>RDKit's names of the descriptors that are appended to the molecule vector, in that order.</summary>
    public required IReadOnlyList<string> Descriptors { get; init; }

    /// <summary>Networks of the ensemble; null where it is not said.</summary>
    public int? Ensemble { get; init; }

    /// <summary>SHA-256 of each weights file in hexadecimal; null where it is not said.</summary>
    public IReadOnlyList<string>? WeightHashes { get; init; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="computed">RDKit's names of the descriptors that can be computed here.</param>
    /// <exception cref="BundleException">A field is missing, of the wrong kind, out of range, unknown or not supported; names file and field.</exception>
    public static ChempropConfig Read(string path, IReadOnlyCollection<string> computed)
    {
        using var fields = ConfigFields.Read(path);
        fields.RequireKnown("chemprop", "task_type", "tasks", "message_passing", "depth", "hidden", "bias", "dropout", "activation", "undirected", "aggregation", "batch_norm", "ffn", "features", "target_mean_scale", "descriptors", "ensemble", "weights_sha256");
        var version = fields.Text("chemprop");
        if (!version.StartsWith("1.", StringComparison.Ordinal) && !version.StartsWith("2.", StringComparison.Ordinal))
        {
            throw fields.Wrong("chemprop", $"version \"{version}\" is not one of chemprop 1 or 2");
        }

        if (fields.Text("message_passing", "bond") is var messages && messages != "bond")
        {
            throw fields.Wrong("message_passing", $"\"{messages}\" is not supported: only messages on bonds are, \"bond\"");
        }

        _ = fields.Text("target_mean_scale", "");
        var (kind, outputs) = TaskType(fields);
        var tasks = fields.Names("tasks") ?? [];
        if (tasks.Count == 0 || tasks.Distinct().Count() != tasks.Count)
        {
            throw fields.Wrong("tasks", "a list of different names is needed");
        }

        var descriptors = DescriptorFields.Read(fields, version, computed);
        return new ChempropConfig
        {
            Version = version,
            Kind = kind,
            OutputsPerTask = outputs,
            Tasks = tasks,
            Architecture = ReadArchitecture(fields, version) with { Tasks = tasks.Count, Descriptors = descriptors.Count },
            Descriptors = descriptors,
            Ensemble = fields.Has("ensemble") ? fields.Integer("ensemble", null, 1, 1000) : null,
            WeightHashes = fields.Names("weights_sha256"),
        };
    }

    private static (TaskKind Kind, int Outputs) TaskType(ConfigFields fields) => fields.Text("task_type") switch
    {
        "regression" => (TaskKind.Regression, 1),
        "classification" => (TaskKind.Classification, 1),
        "regression-mve" => (TaskKind.Regression, 2),
        "regression-evidential" => (TaskKind.Regression, 4),
        var other => throw fields.Wrong("task_type", $"\"{other}\" is not supported: supported are regression, classification, regression-mve and regression-evidential"),
    };

    private static NetworkArchitecture ReadArchitecture(ConfigFields fields, string version)
    {
        var features = fields.Text("features");
        if (!Gnn.FeatureLayout.Exists(features))
        {
            throw fields.Wrong("features", $"\"{features}\" is not supported: supported are {Gnn.FeatureLayout.ChempropV2} and {Gnn.FeatureLayout.ChempropV1}");
        }

        if (version.StartsWith('1') && features != Gnn.FeatureLayout.ChempropV1)
        {
            throw fields.Wrong("features", $"a model of chemprop {version} has the features {Gnn.FeatureLayout.ChempropV1}, not {features}");
        }

        var aggregation = fields.Has("aggregation") && fields.IsObject("aggregation") ? fields.Object("aggregation") : null;
        aggregation?.RequireKnown("mode", "norm");
        var mode = aggregation?.Text("mode") ?? fields.Text("aggregation");
        var ffn = fields.Object("ffn");
        ffn.RequireKnown("layers", "hidden", "activation");
        var activation = fields.Text("activation", "relu");
        return new NetworkArchitecture
        {
            FeatureLayout = features,
            Hidden = fields.Integer("hidden", null, 1, 100_000),
            Depth = fields.Integer("depth", null, 1, 1000),
            Bias = fields.Flag("bias"),
            Activation = Named(fields, "activation", activation),
            Undirected = fields.Flag("undirected"),
            Aggregation = mode switch
            {
                "norm" => Aggregation.Norm,
                "mean" => Aggregation.Mean,
                "sum" => Aggregation.Sum,
                _ => throw fields.Wrong("aggregation", $"\"{mode}\" is not supported: supported are norm, mean and sum"),
            },
            AggregationNorm = aggregation?.Real("norm", 100, 1e-6, 1e9) ?? 100,
            BatchNorm = fields.Flag("batch_norm"),
            FfnLayers = ffn.Integer("layers", null, 0, 1000),
            FfnHidden = ffn.Integer("hidden", 300, 1, 100_000),
            FfnActivation = Named(ffn, "activation", ffn.Text("activation", activation)),
            Dropout = fields.Real("dropout", 0, 0, 0.999999),
        };
    }

    // Both versions' names, which differ in capitals only.
    private static Activation Named(ConfigFields fields, string field, string name) =>
        name.ToUpperInvariant() switch
        {
            "RELU" => Activation.Relu,
            "LEAKYRELU" => Activation.LeakyRelu,
            "PRELU" => Activation.Prelu,
            "TANH" => Activation.Tanh,
            "ELU" => Activation.Elu,
            "SELU" => Activation.Selu,
            _ => throw fields.Wrong(field, $"\"{name}\" is not supported: supported are relu, leakyrelu, prelu, tanh, elu and selu"),
        };
}
