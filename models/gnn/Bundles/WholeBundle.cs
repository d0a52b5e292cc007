using MolScreen.Gnn.Network;

namespace MolScreen.Gnn.Bundles;

/// <summary>Writes bundles as a whole: a folder is made beside its place and moved there when everything is in it.</summary>
internal static class WholeBundle
{
    /// <summary>Checks that a folder may be (over)written: it is not there, empty, or a GNN bundle already.</summary>
    /// <exception cref="ArgumentException">It is something else.</exception>
    internal static void RequireFree(string outFolder)
    {
        var free = !Directory.Exists(outFolder) || BundleCatalog.IsGnn(outFolder) || !Directory.EnumerateFileSystemEntries(outFolder).Any();
        if (!free || File.Exists(outFolder))
        {
            throw new ArgumentException($"{outFolder} exists and is not a model bundle of kind gnn; it is not overwritten.");
        }
    }

    /// <summary>Writes the weights under the manifest's names, the other files and the manifest.</summary>
    /// <param name="outFolder">The bundle; replaced where it exists.</param>
    /// <param name="manifest">Its manifest, but for the files' hashes.</param>
    /// <param name="networks">As many as the manifest names weights.</param>
    /// <param name="texts">Content of the other files by name.</param>
    /// <returns>The complete manifest.</returns>
    internal static BundleManifest Write(string outFolder, BundleManifest manifest, IReadOnlyList<NetworkWeights> networks, IReadOnlyDictionary<string, string> texts)
    {
        var partial = Path.TrimEndingDirectorySeparator(Path.GetFullPath(outFolder)) + ".partial";
        if (Directory.Exists(partial))
        {
            Directory.Delete(partial, true);
        }

        Directory.CreateDirectory(partial);
        for (var i = 0; i < networks.Count; i++)
        {
            networks[i].Write(Path.Combine(partial, manifest.Weights[i]));
        }

        foreach (var (name, text) in texts)
        {
            File.WriteAllText(Path.Combine(partial, name), text);
        }

        var complete = BundleFolder.WriteManifest(partial, manifest, [.. manifest.Weights, .. texts.Keys]);
        if (Directory.Exists(outFolder))
        {
            Directory.Delete(outFolder, true);
        }

        Directory.Move(partial, outFolder);
        return complete;
    }
}
