using System.Collections.Concurrent;
using MolScreen.Featurizer;
using MolScreen.Gnn;
using MolScreen.Gnn.Bundles;

namespace MolScreen.Cli.Hosting;

/// <summary>What models take, out of the manifests of the bundles on this machine, each read once. Thread-safe.</summary>
internal sealed class BundledDemand : IFeatureDemand
{
    private readonly ConcurrentDictionary<string, BundleManifest> known = [];

    public FeatureDemand Of(IReadOnlyList<string> models)
    {
        var manifests = models.Distinct().Select(Manifest).OfType<BundleManifest>().ToList();
        return new FeatureDemand(
            [.. manifests.Select(manifest => manifest.Fingerprint).OfType<FingerprintDescription>().Select(kind => new CountFingerprint(kind.Radius, kind.Size)).Distinct()],
            [.. manifests.SelectMany(manifest => manifest.Descriptors).Distinct()]);
    }

    /// <summary>Null for a bundle that is not there or broken; it is looked for again the next time.</summary>
    private BundleManifest? Manifest(string name)
    {
        try
        {
            return known.GetOrAdd(name, missing => BundleFolder.ReadManifest(BundleCatalog.ResolveName(missing)));
        }
        catch (BundleException)
        {
            return null;
        }
    }
}
