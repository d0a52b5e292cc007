using MolScreen.Cli.Hosting;
using MolScreen.Featurizer;
using MolScreen.Gnn;
using MolScreen.Gnn.Bundles;

namespace MolScreen.Cli.Tests.Hosting;

/// <summary>What featurizers are asked for, out of the bundles that ship.</summary>
public sealed class BundledDemandTests
{
    private readonly BundledDemand demand = new();

    [Fact]
    public void Models_that_are_not_there_or_no_names_demand_nothing()
    {
        var nothing = demand.Of(["no-such-model", "../bundles/esol", "", "retro"]);

        Assert.Empty(nothing.Fingerprints);
        Assert.Empty(nothing.Descriptors);
    }

    [Fact]
    public void A_job_demands_what_the_manifests_of_its_models_say_once()
    {
        var manifests = new[] { "bace", "esol" }.Select(name => BundleFolder.ReadManifest(BundleCatalog.Resolve(name))).ToList();

        foreach (var asked in new[] { demand.Of(["bace", "esol", "gone", "bace"]), demand.Of(["bace", "esol"]) })
        {
            Assert.Equal(
                manifests.Select(manifest => manifest.Fingerprint).OfType<FingerprintDescription>().Select(kind => new CountFingerprint(kind.Radius, kind.Size)).Distinct(),
                asked.Fingerprints);
            Assert.Equal(manifests.SelectMany(manifest => manifest.Descriptors).Distinct(), asked.Descriptors);
        }
    }
}
