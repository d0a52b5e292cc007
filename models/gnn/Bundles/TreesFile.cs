using System.Globalization;
using System.IO.Compression;
using MolScreen.Gnn.Trees;

namespace MolScreen.Gnn.Bundles;

/// <summary>All boosted models of a bundle in one zip archive: an entry TASK/FIT for each, both from 0.</summary>
internal static class TreesFile
{
    /// <summary>Its name in the bundle.</summary>
    internal const string Name = "trees.zip";

    // The format's first day: the same models give the same bytes.
    private static readonly DateTimeOffset noDate = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    internal static void Write(string path, IReadOnlyList<IReadOnlyList<BoostedTrees>> models)
    {
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        for (var task = 0; task < models.Count; task++)
        {
            for (var fit = 0; fit < models[task].Count; fit++)
            {
                var entry = archive.CreateEntry(string.Create(CultureInfo.InvariantCulture, $"{task}/{fit}"), CompressionLevel.SmallestSize);
                entry.LastWriteTime = noDate;
                using var stream = entry.Open();
                stream.Write(models[task][fit].Save());
            }
        }
    }

    /// <summary>The models of each task.</summary>
    /// <exception cref="BundleException">The archive is damaged or has a model of another task or width.</exception>
    internal static IReadOnlyList<IReadOnlyList<BoostedTrees>> Read(string path, IReadOnlyList<TaskDescription> tasks)
    {
        try
        {
            using var archive = ZipFile.OpenRead(path);
            return [.. tasks.Select((task, number) => archive.Entries
                .Where(entry => entry.FullName.StartsWith(string.Create(CultureInfo.InvariantCulture, $"{number}/"), StringComparison.Ordinal))
                .Select(entry => Model(entry, task, path))
                .ToArray())];
        }
        catch (InvalidDataException broken)
        {
            throw new BundleException($"{path}: {broken.Message}", broken);
        }
        catch (BoostedTreesException broken)
        {
            throw new BundleException($"{path}: {broken.Message}", broken);
        }
    }

    private static BoostedTrees Model(ZipArchiveEntry entry, TaskDescription task, string path)
    {
        using var stream = entry.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        var model = BoostedTrees.Load(bytes.ToArray());
        return model.Kind == task.Kind ? model : throw new BundleException($"{path}: {entry.FullName} is no model of the task {task.Name}, which is a {task.Kind.ToString().ToLowerInvariant()}.");
    }
}
