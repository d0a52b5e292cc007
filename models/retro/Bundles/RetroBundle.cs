using MolScreen.Retro.Policy;
using MolScreen.Retro.Templates;

namespace MolScreen.Retro.Bundles;

/// <summary>A retro bundle: a folder of manifest.yaml, templates.tsv.gz, policy.safetensors and stock.bin.</summary>
public static class RetroBundle
{
    /// <summary>Environment variable that names a folder of bundles.</summary>
    public const string FolderVariable = "MOLSCREEN_BUNDLES";

    /// <summary>Name of the bundle that ships.</summary>
    public const string Shipped = "retro";

    internal const string TemplateFile = "templates.tsv.gz";
    internal const string PolicyFile = "policy.safetensors";
    internal const string StockFileName = "stock.bin";

    /// <summary>
    /// The folder of a bundle: a path that exists, else a folder of that name in <see cref="FolderVariable"/> or in
    /// <c>models/bundles</c> at or above the program and the working directory.
    /// </summary>
    /// <exception cref="RetroException">There is no such bundle.</exception>
    public static string Resolve(string nameOrPath = Shipped)
    {
        if (Directory.Exists(nameOrPath) && File.Exists(Path.Combine(nameOrPath, RetroManifest.FileName)))
        {
            return Path.GetFullPath(nameOrPath);
        }

        var found = Folders().Select(folder => Path.Combine(folder, nameOrPath)).FirstOrDefault(folder => File.Exists(Path.Combine(folder, RetroManifest.FileName)));
        return found ?? throw new RetroException($"There is no retro bundle \"{nameOrPath}\": give its folder, or set {FolderVariable}.");
    }

    /// <summary>Reads the policy with its templates and checks that they and the manifest belong together.</summary>
    /// <exception cref="RetroException">A file is missing, damaged or of another bundle.</exception>
    public static TemplatePolicy OpenPolicy(string folder)
    {
        var manifest = RetroManifest.Read(folder);
        var templates = TemplateSet.Read(Path.Combine(folder, TemplateFile));
        if (templates.Hash != manifest.TemplateHash)
        {
            throw new RetroException($"The templates of {folder} are not those its policy was trained on.");
        }

        var network = PolicyNetwork.Read(Path.Combine(folder, PolicyFile));
        return network.TemplateHash == templates.Hash
            ? new TemplatePolicy(network, templates)
            : throw new RetroException($"The policy of {folder} is damaged or from another training: it is not for the templates beside it.");
    }

    private static IEnumerable<string> Folders()
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } named)
        {
            yield return named;
        }

        foreach (var start in new[] { AppContext.BaseDirectory, Directory.GetCurrentDirectory() })
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                yield return Path.Combine(folder.FullName, "models", "bundles");
            }
        }
    }
}
