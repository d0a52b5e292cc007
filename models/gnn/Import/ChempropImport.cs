using MolScreen.Gnn.Bundles;

namespace MolScreen.Gnn.Import;

/// <summary>What the user says of an imported model.</summary>
public sealed record ChempropImportOptions
{
    /// <summary>Name of the model.</summary>
    public required string Name { get; init; }

    /// <summary>One sentence on what it predicts; one is made up without.</summary>
    public string Description { get; init; } = "";

    /// <summary>Unit of a regression's values.</summary>
    public string Unit { get; init; } = "";

    /// <summary>Least possible value of a regression; predictions below are set to it. Null where there is none.</summary>
    public double? Minimum { get; init; }

    /// <summary>Greatest possible value of a regression; predictions above are set to it. Null where there is none.</summary>
    public double? Maximum { get; init; }

    /// <summary>Whether more is better; null where that depends.</summary>
    public bool? HigherIsBetter { get; init; }

    /// <summary>Licence of the weights.</summary>
    public string Licence { get; init; } = "";

    /// <summary>
    /// Whether it shall take molecules in the standard form, so that services can run it, instead of as they are written, as
    /// chemprop does. Predictions then differ from chemprop's for molecules that are not in that form.
    /// </summary>
    public bool Standardize { get; init; }

    /// <summary>The command that is running, for the manifest.</summary>
    public string Command { get; init; } = "";

    /// <summary>Where the date comes from.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}

/// <summary>Makes a bundle of a chemprop model.</summary>
public static class ChempropImport
{
    /// <summary>Reads and checks everything, then writes the bundle as a whole.</summary>
    /// <param name="weights">One safetensors file for each network of the ensemble.</param>
    /// <param name="config">CONFIG.json.</param>
    /// <param name="computed">RDKit's names of the descriptors that can be computed here.</param>
    /// <param name="outFolder">The bundle to make; replaced where it already is a GNN bundle.</param>
    /// <param name="options">What else to say of it.</param>
    /// <exception cref="BundleException">Something does not fit or is not supported; names file and field. Nothing is written.</exception>
    /// <exception cref="ArgumentException">The folder holds something else than a bundle.</exception>
    public static BundleManifest Import(IReadOnlyList<string> weights, string config, IReadOnlyCollection<string> computed, string outFolder, ChempropImportOptions options)
    {
        var model = ChempropConfig.Read(config, computed);
        if (model.Ensemble is { } expected && expected != weights.Count)
        {
            throw new BundleException($"{config}: ensemble: {expected} networks are announced, {weights.Count} files of weights are given.");
        }

        if (model.WeightHashes is { } hashes && hashes.Count != weights.Count)
        {
            throw new BundleException($"{config}: weights_sha256: {hashes.Count} hashes are given for {weights.Count} files of weights.");
        }

        for (var i = 0; model.WeightHashes is not null && i < weights.Count; i++)
        {
            if (!string.Equals(BundleFolder.Hash(weights[i]), model.WeightHashes[i], StringComparison.OrdinalIgnoreCase))
            {
                throw new BundleException($"{weights[i]} is not the file that {config} describes: its SHA-256 differs (truncated or changed, or in another order).");
            }
        }

        var networks = weights.Select(path => ChempropWeights.Read(path, model)).ToArray();
        WholeBundle.RequireFree(outFolder);
        var manifest = new BundleManifest
        {
            Name = options.Name,
            Description = options.Description.Length > 0 ? options.Description : $"{string.Join(", ", model.Tasks)}, by a model of chemprop {model.Version}.",
            FeatureLayout = model.Architecture.FeatureLayout,
            Standardization = options.Standardize ? BundleManifest.StandardForm : BundleManifest.AsWritten,
            Descriptors = model.Descriptors,
            Architecture = model.Architecture,
            Tasks = [.. model.Tasks.Select(name => Task(name, model.Kind, options))],
            Licence = options.Licence,
            Command = options.Command,
            Created = options.Time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
            Weights = [.. weights.Select((_, i) => $"weights-{i}.safetensors")],
        };
        return WholeBundle.Write(outFolder, manifest, networks, new Dictionary<string, string> { ["MODEL_CARD.md"] = ImportedCard.Write(manifest, model) });
    }

    private static TaskDescription Task(string name, TaskKind kind, ChempropImportOptions options) => new()
    {
        Name = name,
        Kind = kind,
        Unit = kind == TaskKind.Classification ? "probability" : options.Unit,
        Minimum = kind == TaskKind.Classification ? 0 : options.Minimum,
        Maximum = kind == TaskKind.Classification ? 1 : options.Maximum,
        HigherIsBetter = options.HigherIsBetter,
    };
}
