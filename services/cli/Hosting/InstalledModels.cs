using MolScreen.Gateway.Jobs;
using MolScreen.Gnn;
using MolScreen.Gnn.Bundles;

namespace MolScreen.Cli.Hosting;

/// <summary>The model bundles on this machine, as the gateway needs to know them.</summary>
internal static class InstalledModels
{
    /// <summary>Tasks with their ranges, from the manifests.</summary>
    /// <exception cref="BundleException">A manifest is broken.</exception>
    public static ModelCatalog Catalog() => new(
    [
        .. BundleCatalog.Find().Select(BundleFolder.ReadManifest).SelectMany(manifest => manifest.Tasks.Select(task => new ModelTask(
            manifest.Name,
            task.Name,
            task.Kind == TaskKind.Classification ? task.Minimum ?? 0 : task.Minimum,
            task.Kind == TaskKind.Classification ? task.Maximum ?? 1 : task.Maximum,
            task.HigherIsBetter))),
    ]);
}
