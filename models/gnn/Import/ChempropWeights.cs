using System.Globalization;
using MolScreen.Gnn.Network;
using MolScreen.Torch.Safetensors;

namespace MolScreen.Gnn.Import;

/// <summary>Takes a network's weights out of a file with chemprop's parameter names, those of version 1 or of version 2.</summary>
internal static class ChempropWeights
{
    private const string FfnPrefix = "predictor.ffn.", Mean = "X_d_transform.mean", Scale = "X_d_transform.scale";

    // What a state dict holds beside the network: losses, metrics, and version 1's vector of zeros.
    private static readonly string[] beside = ["predictor.criterion.", "metrics.", "criterion."];

    /// <summary>Reads a file.</summary>
    /// <exception cref="BundleException">The file is broken, does not fit the configuration, or has parameters that the network described has not.</exception>
    internal static NetworkWeights Read(string path, ChempropConfig config)
    {
        try
        {
            var tensors = Named(SafetensorsFile.Read(path), path);
            Compare(tensors, config, path);
            KeepPredictions(tensors, config);
            CompleteDescriptors(tensors, config.Architecture);
            var weights = NetworkWeights.Of(tensors, config.Architecture, path);
            if (config.Kind == TaskKind.Classification && (weights.TargetMean.Any(mean => mean != 0) || weights.TargetScale.Any(scale => scale != 1)))
            {
                throw new SafetensorsException($"{path}: a scale of targets is stored, which a classification has not.");
            }

            return weights;
        }
        catch (SafetensorsException broken)
        {
            throw new BundleException(broken.Message.StartsWith(path, StringComparison.Ordinal) ? broken.Message : $"{path}: {broken.Message}", broken);
        }
    }

    /// <summary>The tensors under version 2's names; what is beside the network is left out.</summary>
    private static Dictionary<string, SafeTensor> Named(IReadOnlyDictionary<string, SafeTensor> stored, string path)
    {
        var named = new Dictionary<string, SafeTensor>();
        foreach (var (name, tensor) in stored)
        {
            var own = Version2Name(name);
            if (own is null || Array.Exists(beside, prefix => own.StartsWith(prefix, StringComparison.Ordinal)))
            {
                continue;
            }

            // One activation serves every layer, and a state dict lists its slope once for each.
            if (own.StartsWith(FfnPrefix, StringComparison.Ordinal) && own.EndsWith(".0.weight", StringComparison.Ordinal) && own != $"{FfnPrefix}0.0.weight")
            {
                own = $"{FfnPrefix}1.0.weight";
                if (named.TryGetValue(own, out var slope) && !slope.Data.AsSpan().SequenceEqual(tensor.Data))
                {
                    throw new SafetensorsException($"{path}: {name}: slopes of PReLU that differ between layers are not supported.");
                }
            }
            else if (named.ContainsKey(own))
            {
                throw new SafetensorsException($"{path}: {name}: the parameter is there twice, under both versions' names.");
            }

            // Version 1 stores a scaler's numbers without the leading dimension that version 2 gives them.
            var row = own.EndsWith("_transform.mean", StringComparison.Ordinal) || own.EndsWith("_transform.scale", StringComparison.Ordinal);
            named[own] = row && tensor.Shape.Length == 1 ? tensor with { Shape = [1, tensor.Shape[0]] } : tensor;
        }

        return named;
    }

    private static string? Version2Name(string name)
    {
        foreach (var encoder in (ReadOnlySpan<string>)["encoder.encoder.0.", "encoder.encoder."])
        {
            if (name.StartsWith(encoder, StringComparison.Ordinal))
            {
                return name[encoder.Length..] switch
                {
                    "cached_zero_vector" => null,
                    "act_func.weight" => "message_passing.tau.weight",
                    var parameter => $"message_passing.{parameter}",
                };
            }
        }

        foreach (var readout in (ReadOnlySpan<string>)["readout.", "ffn."])
        {
            if (name.StartsWith(readout, StringComparison.Ordinal) && name[readout.Length..].Split('.') is [var text, var parameter]
                && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place % 3 != 0)
            {
                // Sequential(dropout, linear, activation, dropout, linear, …).
                var layer = (place / 3) + (place % 3) - 1;
                return $"{FfnPrefix}{layer}.{(place % 3 == 1 && layer > 0 ? 2 : 0)}.{parameter}";
            }
        }

        return name switch
        {
            "data_scaler.means" => "predictor.output_transform.mean",
            "data_scaler.stds" => "predictor.output_transform.scale",
            "features_scaler.means" => Mean,
            "features_scaler.stds" => Scale,
            _ => name,
        };
    }

    /// <summary>Holds what the configuration says against what is stored, so that a contradiction is named by its field.</summary>
    private static void Compare(Dictionary<string, SafeTensor> tensors, ChempropConfig config, string path)
    {
        var architecture = config.Architecture;
        var layout = FeatureLayout.Named(architecture.FeatureLayout);
        void Require(bool holds, string field, string stored)
        {
            if (!holds)
            {
                throw new SafetensorsException($"{path}: the configuration's {field} contradicts the weights: {stored}.");
            }
        }

        long[] Shape(string name) => tensors.TryGetValue(name, out var tensor) && tensor.Shape.Length == 2
            ? tensor.Shape
            : throw new SafetensorsException($"{path}: {name} is missing or is not a matrix.");

        var input = Shape("message_passing.W_i.weight");
        Require(input[0] == architecture.Hidden, "hidden", $"message_passing.W_i.weight has {input[0]} rows, hidden is {architecture.Hidden}");
        Require(input[1] == layout.AtomFeatures + layout.BondFeatures, "features", $"message_passing.W_i.weight takes {input[1]} numbers, {layout.Name} has {layout.AtomFeatures} of an atom and {layout.BondFeatures} of a bond");
        Require(tensors.ContainsKey("message_passing.W_i.bias") == architecture.Bias, "bias", $"message_passing.W_i has {(architecture.Bias ? "no" : "a")} bias");
        Require(tensors.ContainsKey("bn.weight") == architecture.BatchNorm, "batch_norm", $"there is {(architecture.BatchNorm ? "no" : "a")} batch normalization");
        Require(tensors.ContainsKey("message_passing.tau.weight") == (architecture.Activation == Activation.Prelu), "activation", "a slope is stored for prelu and for prelu only");
        var layers = tensors.Keys.Count(name => name.StartsWith(FfnPrefix, StringComparison.Ordinal) && name.EndsWith(".bias", StringComparison.Ordinal)) - 1;
        Require(layers == architecture.FfnLayers, "ffn.layers", $"the feed-forward network has {layers} hidden layers, not {architecture.FfnLayers}");
        Require(tensors.ContainsKey($"{FfnPrefix}1.0.weight") == (architecture is { FfnActivation: Activation.Prelu, FfnLayers: > 0 }), "ffn.activation", "a slope is stored for prelu and for prelu only");
        var shapes = NetworkWeights.FeedForwardShapes(architecture).ToArray();
        var (first, last) = (Shape($"{shapes[0].Name}.weight"), Shape($"{shapes[^1].Name}.weight"));
        Require(first[1] == shapes[0].Inputs, "descriptors", $"the feed-forward network takes {first[1]} numbers, {architecture.Hidden} are the molecule's and {architecture.Descriptors} descriptors");
        Require(layers == 0 || first[0] == architecture.FfnHidden, "ffn.hidden", $"the feed-forward network's hidden layers have {first[0]} units, not {architecture.FfnHidden}");
        Require(last[0] == (long)architecture.Tasks * config.OutputsPerTask, "tasks", $"the last layer gives {last[0]} numbers, {architecture.Tasks} tasks have {architecture.Tasks * config.OutputsPerTask}");
        RequireNothingElse(tensors.Keys, architecture, path);
    }

    /// <summary>A parameter that the network described has not is one of a network that is not supported.</summary>
    private static void RequireNothingElse(IEnumerable<string> names, NetworkArchitecture architecture, string path)
    {
        HashSet<string> own =
        [
            "message_passing.W_i.weight", "message_passing.W_i.bias", "message_passing.W_h.weight", "message_passing.W_h.bias", "message_passing.W_o.weight", "message_passing.W_o.bias",
            "message_passing.tau.weight", "bn.weight", "bn.bias", "bn.running_mean", "bn.running_var", "bn.num_batches_tracked", Mean, Scale, $"{FfnPrefix}1.0.weight",
            "predictor.output_transform.mean", "predictor.output_transform.scale",
            .. NetworkWeights.FeedForwardShapes(architecture).SelectMany(shape => new[] { $"{shape.Name}.weight", $"{shape.Name}.bias" }),
        ];
        if (names.FirstOrDefault(name => !own.Contains(name)) is { } other)
        {
            throw new SafetensorsException($"{path}: the parameter {other} belongs to a network that is not supported (atom messages, extra atom or bond descriptors, attention, several components), or contradicts the configuration.");
        }
    }

    /// <summary>Of a last layer that gives a distribution, keeps the rows of the predictions, which come first.</summary>
    private static void KeepPredictions(Dictionary<string, SafeTensor> tensors, ChempropConfig config)
    {
        var last = NetworkWeights.FeedForwardShapes(config.Architecture).Last().Name;
        foreach (var name in new[] { $"{last}.weight", $"{last}.bias" })
        {
            if (config.OutputsPerTask > 1 && tensors.TryGetValue(name, out var tensor) && tensor.Shape.Length > 0 && tensor.Shape[0] == config.Tasks.Count * config.OutputsPerTask)
            {
                tensors[name] = tensor with { Shape = [config.Tasks.Count, .. tensor.Shape[1..]], Data = tensor.Data[..(tensor.Data.Length / config.OutputsPerTask)] };
            }
        }
    }

    /// <summary>Adds what chemprop leaves unsaid of descriptors: missing ones count as 0, and without a scaler they are taken as they are.</summary>
    private static void CompleteDescriptors(Dictionary<string, SafeTensor> tensors, NetworkArchitecture architecture)
    {
        var count = architecture.Descriptors;
        if (count == 0)
        {
            return;
        }

        if (!tensors.ContainsKey(Mean) && !tensors.ContainsKey(Scale))
        {
            tensors[Mean] = SafeTensor.FromSingles(Mean, new float[count], 1, count);
            tensors[Scale] = SafeTensor.FromSingles(Scale, Enumerable.Repeat(1f, count).ToArray(), 1, count);
        }

        tensors["X_d_transform.missing"] = SafeTensor.FromSingles("X_d_transform.missing", new float[count], 1, count);
    }
}
