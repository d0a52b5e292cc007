using System.Security.Cryptography;
using MolScreen.Gnn.Network;
using MolScreen.Torch.Safetensors;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace MolScreen.Gnn.Bundles;

/// <summary>Reads and writes the folder of a bundle; every file is checked against the manifest's hash before it is used.</summary>
public static class BundleFolder
{
    /// <summary>Name of the manifest in the folder.</summary>
    public const string ManifestFile = "manifest.yaml";

    private static readonly IDeserializer reader = new DeserializerBuilder()
        .WithNamingConvention(UnderscoredNamingConvention.Instance)
        .WithEnumNamingConvention(UnderscoredNamingConvention.Instance)
        .WithTypeMapping<IReadOnlyList<TaskDescription>, List<TaskDescription>>()
        .WithTypeMapping<IReadOnlyList<string>, List<string>>()
        .WithTypeMapping<IReadOnlyList<double>, List<double>>()
        .WithTypeMapping<IReadOnlyList<int>, List<int>>()
        .WithTypeMapping<IReadOnlyList<ArmKind>, List<ArmKind>>()
        .Build();

    private static readonly ISerializer writer = new SerializerBuilder()
        .WithNamingConvention(UnderscoredNamingConvention.Instance)
        .WithEnumNamingConvention(UnderscoredNamingConvention.Instance)
        .ConfigureDefaultValuesHandling(DefaultValuesHandling.OmitNull)
        .DisableAliases()
        .Build();

    /// <summary>The manifest alone, checked for its own sense but not against the files.</summary>
    /// <exception cref="BundleException">There is none, or it is not a manifest of a GNN bundle that this version reads.</exception>
    public static BundleManifest ReadManifest(string folder)
    {
        var path = Path.Combine(folder, ManifestFile);
        if (!File.Exists(path))
        {
            throw new BundleException($"{folder} is not a model bundle: it has no {ManifestFile}.");
        }

        BundleManifest manifest;
        try
        {
            manifest = reader.Deserialize<BundleManifest>(File.ReadAllText(path)) ?? throw new BundleException($"{path} is empty.");
        }
        catch (YamlException wrong)
        {
            throw new BundleException($"{path} line {wrong.Start.Line}: {wrong.InnerException?.Message ?? wrong.Message}", wrong);
        }

        Check(manifest, path);
        return manifest;
    }

    /// <summary>The manifest, after checking every file's hash.</summary>
    /// <exception cref="BundleException">A file is missing, truncated or changed, or the manifest contradicts itself.</exception>
    public static BundleManifest Read(string folder)
    {
        var manifest = ReadManifest(folder);
        foreach (var (file, expected) in manifest.Files)
        {
            var path = Path.Combine(folder, file);
            if (!File.Exists(path))
            {
                throw new BundleException($"{folder} is incomplete: {file} is missing.");
            }

            if (Hash(path) != expected)
            {
                throw new BundleException($"{path} is not the file that the manifest describes: its SHA-256 differs (truncated or changed).");
            }
        }

        return manifest;
    }

    /// <summary>A bundle's manifest and its first network, which another training may start from.</summary>
    /// <exception cref="BundleException">The bundle is broken.</exception>
    public static (BundleManifest Manifest, NetworkWeights Weights) ReadFirstNetwork(string folder)
    {
        var manifest = Read(folder);
        return (manifest, ReadNetworks(folder, manifest)[0]);
    }

    /// <summary>The weights of every network of a bundle whose files were checked.</summary>
    /// <exception cref="BundleException">They do not fit the manifest.</exception>
    internal static IReadOnlyList<NetworkWeights> ReadNetworks(string folder, BundleManifest manifest)
    {
        try
        {
            return manifest.Weights.Select(file => NetworkWeights.Read(Path.Combine(folder, file), manifest.Architecture)).ToArray();
        }
        catch (SafetensorsException broken)
        {
            throw new BundleException($"{folder}: the weights do not fit the manifest: {broken.Message}", broken);
        }
    }

    /// <summary>Writes the manifest, with the hashes of the files that already lie in the folder.</summary>
    /// <param name="folder">The bundle's folder.</param>
    /// <param name="manifest">The manifest; its <see cref="BundleManifest.Files"/> is filled here.</param>
    /// <param name="files">Names of the bundle's other files.</param>
    public static BundleManifest WriteManifest(string folder, BundleManifest manifest, IEnumerable<string> files)
    {
        var complete = manifest with { Files = files.ToDictionary(file => file, file => Hash(Path.Combine(folder, file))) };
        File.WriteAllText(Path.Combine(folder, ManifestFile), writer.Serialize(complete));
        return complete;
    }

    /// <summary>SHA-256 of a file, or of the hashes of several, in lower-case hexadecimal.</summary>
    public static string Hash(IReadOnlyList<string> paths) => paths.Count == 1
        ? Hash(paths[0])
        : Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(string.Concat(paths.Select(Hash)))));

    /// <summary>SHA-256 of a file in lower-case hexadecimal.</summary>
    public static string Hash(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    private static void Check(BundleManifest manifest, string path)
    {
        BundleException Wrong(string what) => new($"{path}: {what}");
        if (manifest.Kind != BundleManifest.GnnKind)
        {
            throw Wrong($"the bundle is of kind '{manifest.Kind}', not '{BundleManifest.GnnKind}'.");
        }

        if (manifest.Format != BundleManifest.CurrentFormat)
        {
            throw Wrong($"bundle format {manifest.Format} is not the {BundleManifest.CurrentFormat} that this version reads.");
        }

        if (!FeatureLayout.Exists(manifest.FeatureLayout) || manifest.FeatureLayout != manifest.Architecture.FeatureLayout)
        {
            throw Wrong($"the feature layout '{manifest.FeatureLayout}' is not known here or differs from the architecture's '{manifest.Architecture.FeatureLayout}'.");
        }

        if (manifest.Standardization is not (BundleManifest.StandardForm or BundleManifest.AsWritten))
        {
            throw Wrong($"the standardization '{manifest.Standardization}' is not known here; known are {BundleManifest.StandardForm} and {BundleManifest.AsWritten}.");
        }

        var ofTrees = manifest.Architecture.Descriptors == 0 && manifest.Arms.Contains(ArmKind.Trees);
        if ((manifest.Descriptors.Count != manifest.Architecture.Descriptors && !ofTrees) || manifest.Descriptors.Any(string.IsNullOrWhiteSpace))
        {
            throw Wrong($"{manifest.Descriptors.Count} descriptors are named, the network takes {manifest.Architecture.Descriptors}.");
        }

        if (manifest.Tasks.Count == 0 || manifest.Tasks.Count != manifest.Architecture.Tasks || manifest.Tasks.Any(task => task.Name.Length == 0))
        {
            throw Wrong($"{manifest.Tasks.Count} tasks are named, the network has {manifest.Architecture.Tasks}.");
        }

        if (manifest.Weights.Count == 0 || manifest.Weights.Any(file => !manifest.Files.ContainsKey(file)))
        {
            throw Wrong("no weights are named, or one of them has no hash.");
        }

        if (!manifest.Arms.Contains(ArmKind.Network) || manifest.Arms.Distinct().Count() != manifest.Arms.Count)
        {
            throw Wrong("the arms do not contain the network, or one of them twice.");
        }

        var blended = manifest.Blend.Where(entry => manifest.Tasks.All(task => task.Name != entry.Key) || entry.Value.Keys.Except(manifest.Arms).Any() || entry.Value.Values.Any(weight => !(weight >= 0)) || Math.Abs(entry.Value.Values.Sum() - 1) > 1e-6);
        if (blended.FirstOrDefault() is { Key: { } task })
        {
            throw Wrong($"the blend of '{task}' is of no task or of other arms, or its weights are negative or do not add up to 1.");
        }

        if (manifest.Fingerprint is { Radius: < 0 or > 10 } or { Size: < 8 or > 65536 } || (manifest.Fingerprint is null && manifest.Arms.Contains(ArmKind.Kernel)))
        {
            throw Wrong("the fingerprint is out of range, or missing for the kernel.");
        }

        if (manifest.Files.Keys.FirstOrDefault(file => file.Length == 0 || Path.GetFileName(file) != file) is { } outside)
        {
            throw Wrong($"'{outside}' is not the name of a file in the bundle.");
        }

        try
        {
            manifest.Architecture.Validate();
        }
        catch (ArgumentException range)
        {
            throw new BundleException($"{path}: {range.Message}", range);
        }
    }
}
