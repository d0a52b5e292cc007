using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using MolScreen.Gnn.Network;
using MolScreen.Gnn.Training.Fused;
using MolScreen.Torch.Safetensors;

namespace MolScreen.Gnn.Training;

/// <summary>
/// Networks that a training has finished, and those it is at after their last whole epoch, in a folder beside the bundle to be: the
/// same training started again goes on from there. One with other data or settings starts afresh.
/// </summary>
internal sealed class TrainingCheckpoints
{
    private const string KeyFile = "training.sha256";

    private readonly string folder;

    private TrainingCheckpoints(string folder) => this.folder = folder;

    /// <summary>Where the bundle is made before it takes its place.</summary>
    internal string Bundle => Path.Combine(folder, "bundle");

    /// <summary>Opens or makes the folder.</summary>
    internal static TrainingCheckpoints Open(string outFolder, TrainingData data, TrainingOptions options)
    {
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(outFolder)) + ".partial";
        var (file, key) = (Path.Combine(folder, KeyFile), Key(data, options));
        if (!File.Exists(file) || File.ReadAllText(file) != key)
        {
            Delete(folder);
            Directory.CreateDirectory(folder);
            File.WriteAllText(file, key);
        }

        return new TrainingCheckpoints(folder);
    }

    /// <summary>A network that is finished already; null where it is not.</summary>
    internal TrainedNetwork? Finished(int member, NetworkArchitecture architecture)
    {
        var prefix = Prefix(member);
        var path = Directory.EnumerateFiles(folder, prefix + "*.safetensors").FirstOrDefault();
        return path is not null && int.TryParse(Path.GetFileNameWithoutExtension(path)[prefix.Length..], CultureInfo.InvariantCulture, out var epoch)
            ? new TrainedNetwork(NetworkWeights.Read(path, architecture), epoch)
            : null;
    }

    /// <summary>Keeps a finished network.</summary>
    internal void Keep(int member, TrainedNetwork network)
    {
        var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{Prefix(member)}{network.Epoch}.safetensors"));
        network.Weights.Write(path + ".new");
        File.Move(path + ".new", path, overwrite: true);
        File.Delete(RunningPath(member));
    }

    /// <summary>Where a network stood after its last epoch; null where it has not finished one.</summary>
    internal RunningNetwork? Running(int member, NetworkArchitecture architecture) =>
        File.Exists(RunningPath(member)) ? RunningNetwork.Read(RunningPath(member), architecture) : null;

    /// <summary>Keeps a network that has finished an epoch.</summary>
    internal void KeepRunning(int member, RunningNetwork network) => network.Write(RunningPath(member));

    /// <summary>Puts the finished bundle in its place, and forgets everything else.</summary>
    internal void Finish(string outFolder)
    {
        Delete(outFolder);
        Directory.Move(Bundle, outFolder);
        Delete(folder);
    }

    private string RunningPath(int member) => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"running-{member}.safetensors"));

    private static string Prefix(int member) => string.Create(CultureInfo.InvariantCulture, $"network-{member}-epoch-");

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, true);
        }
    }

    /// <summary>What decides the networks: labels, molecules and settings; not the place or the date.</summary>
    private static string Key(TrainingData data, TrainingOptions options)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes(data.Targets.AsSpan()));
        hash.AppendData(data.Graphs.AtomCodes);
        hash.AppendData(data.Graphs.BondCodes);
        hash.AppendData(MemoryMarshal.AsBytes(data.Graphs.BondEnds.AsSpan()));
        hash.AppendData(MemoryMarshal.AsBytes(data.Graphs.AtomCounts.AsSpan()));
        foreach (var word in (data.Scaffolds ?? []).Concat(data.SplitColumn ?? []))
        {
            hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(word));
        }

        foreach (var weights in new[] { options.Initial?.Input, options.Initial?.Update, options.Initial?.Output })
        {
            hash.AppendData(MemoryMarshal.AsBytes((weights?.Weight ?? []).AsSpan()));
        }

        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(options with { Time = TimeProvider.System, Initial = null, Threads = 0, Command = "", Description = "", Name = "" }));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
