using MolScreen.Gnn;
using MolScreen.Gnn.Arms;
using MolScreen.Gnn.Bundles;
using MolScreen.Gnn.Inference;
using MolScreen.Gnn.Network;

namespace MolScreen.Benchmarks.Gpu;

/// <summary>The networks of a bundle, without what it blends them with: trees and kernel run on the processor always.</summary>
/// <param name="Manifest">What the bundle says of itself.</param>
/// <param name="Weights">Of each network.</param>
internal sealed record BundleNetworks(BundleManifest Manifest, IReadOnlyList<NetworkWeights> Weights)
{
    /// <summary>The bundle's name.</summary>
    public string Name => Manifest.Name;

    /// <summary>Reads a bundle whose networks take graphs alone.</summary>
    /// <exception cref="BundleException">It is broken, or its networks take descriptors.</exception>
    public static BundleNetworks Read(string folder)
    {
        var manifest = BundleFolder.ReadManifest(folder);
        return manifest.Architecture.Descriptors == 0
            ? new BundleNetworks(manifest, [.. BundleFolder.ReadNetworks(folder, manifest)])
            : throw new BundleException($"{folder}: its networks take descriptors, which are not computed here.");
    }

    /// <summary>The networks' mean, computed on a device through libtorch.</summary>
    public NetworkArm On(string device) => new([.. Weights.Select(weights => new TorchForwardPass(weights, Manifest.Architecture, device))], Manifest.Tasks, latent: [], threads: 0);
}
