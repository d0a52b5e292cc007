using MolScreen.Gnn;
using MolScreen.Retro;
using MolScreen.Retro.Bundles;

namespace MolScreen.Cli.Doctor;

/// <summary>The trained models that commands find by name.</summary>
internal static class InstalledBundles
{
    /// <summary>Bundles to predict with.</summary>
    public static Finding Networks()
    {
        var found = BundleCatalog.Find();
        return found.Count > 0
            ? new Finding("models", FindingState.Ok, string.Join(", ", found.Select(Path.GetFileName)))
            : new Finding("models", FindingState.Optional, $"none found: set {BundleCatalog.Variable}, or make one with molscreen train");
    }

    /// <summary>The bundle to plan routes with.</summary>
    public static Finding Retro()
    {
        try
        {
            return new Finding("routes", FindingState.Ok, RetroBundle.Resolve());
        }
        catch (RetroException e)
        {
            return new Finding("routes", FindingState.Optional, e.Message);
        }
    }
}
