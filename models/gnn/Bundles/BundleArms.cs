using MolScreen.Gnn.Arms;
using MolScreen.Gnn.Domain;
using MolScreen.Gnn.Inference;
using MolScreen.Gnn.Kernel;
using MolScreen.Gnn.Training;
using MolScreen.Torch.Safetensors;

namespace MolScreen.Gnn.Bundles;

/// <summary>Opens the models that a bundle blends.</summary>
internal static class BundleArms
{
    /// <summary>The arms in the manifest's order, and where the networks run.</summary>
    /// <exception cref="BundleException">A file does not fit the manifest.</exception>
    /// <exception cref="ArgumentException">The device is not known or not there.</exception>
    internal static (string Device, IReadOnlyList<IArm> Arms) Open(string folder, BundleManifest manifest, PredictorOptions options)
    {
        var device = TorchForwardPass.ResolveDevice(options.Device);
        return (device, [.. manifest.Arms.Select(kind => Open(kind, folder, manifest, device, options.Threads))]);
    }

    private static IArm Open(ArmKind kind, string folder, BundleManifest manifest, string device, int threads) => kind switch
    {
        ArmKind.Trees => new TreesArm(TreesFile.Read(Path.Combine(folder, TreesFile.Name), manifest.Tasks)),
        ArmKind.Kernel => new KernelArm(Kernel(Path.Combine(folder, KernelArmTraining.FileName), manifest), manifest.Tasks, threads),
        _ => new NetworkArm(
            [.. BundleFolder.ReadNetworks(folder, manifest).Select(weights => device == "cuda"
                ? (IForwardPass)new TorchForwardPass(weights, manifest.Architecture, device)
                : new FusedForwardPass(weights, manifest.Architecture, threads))],
            manifest.Tasks,
            Latent(folder, manifest),
            threads),
    };

    private static IReadOnlyList<LatentDomain> Latent(string folder, BundleManifest manifest)
    {
        try
        {
            return manifest.Files.ContainsKey(LatentDomainFile.Name) ? LatentDomainFile.Read(Path.Combine(folder, LatentDomainFile.Name), manifest.Weights.Count, manifest.Architecture.Hidden) : [];
        }
        catch (SafetensorsException broken)
        {
            throw new BundleException(broken.Message, broken);
        }
    }

    private static TanimotoKernelModel Kernel(string path, BundleManifest manifest)
    {
        try
        {
            var model = TanimotoKernelFile.Read(path);
            return model.Tasks == manifest.Tasks.Count && model.Molecules.Size == manifest.Fingerprint!.Size
                ? model
                : throw new BundleException($"{path} is a kernel of {model.Tasks} tasks and fingerprints of {model.Molecules.Size}, the manifest says {manifest.Tasks.Count} and {manifest.Fingerprint!.Size}.");
        }
        catch (SafetensorsException broken)
        {
            throw new BundleException(broken.Message, broken);
        }
    }
}
