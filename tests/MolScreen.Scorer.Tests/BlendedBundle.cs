using MolScreen.Gnn;
using MolScreen.Gnn.Arms;
using MolScreen.Gnn.Network;
using MolScreen.Gnn.Training;

namespace MolScreen.Scorer.Tests;

/// <summary>
/// A bundle of a network that takes two descriptors and a kernel that takes fingerprints of radius 3 and 64 counts, trained on chains
/// of carbon that say their length: bad at everything, but whole, with intervals, percentiles and a domain.
/// </summary>
public sealed class BlendedBundle : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("molscreen-blended-").FullName;
    private readonly string? bundles = Environment.GetEnvironmentVariable(BundleCatalog.Variable);

    public BlendedBundle()
    {
        var data = new TrainingData
        {
            Inputs = Chains([.. Enumerable.Range(0, 90).Select(i => 2 + ((i * 7) % 31))]),
            Targets = [.. Enumerable.Range(0, 90).Select(i => 2f + ((i * 7) % 31))],
            DescriptorNames = ["First", "Second"],
            Reference = Chains([3, 9, 27]),
        };
        var options = new TrainingOptions
        {
            Name = Name,
            Tasks = [new TaskDescription { Name = "length", Unit = "atoms", Minimum = 0, Maximum = 50 }],
            Arms = [ArmKind.Network, ArmKind.Kernel],
            NetworkDescriptors = true,
            Fingerprint = new FingerprintDescription { Radius = 3 },
            Architecture = new NetworkArchitecture { Hidden = 8, FfnHidden = 8 },
            Epochs = 2,
            Folds = 3,
            Seed = 1,
            Threads = 1,
        };
        Trainer.Train(data, options, Folder);
        Trainer.Train(
            new TrainingData { Inputs = new MoleculeInputs(data.Graphs), Targets = data.Targets, SplitColumn = [.. data.Targets.Select(_ => "train")] },
            options with { Name = Plain, Arms = [ArmKind.Network], NetworkDescriptors = false, Folds = 0, Split = SplitKind.Column },
            Path.Combine(folder, Plain));
        Environment.SetEnvironmentVariable(BundleCatalog.Variable, folder);
    }

    /// <summary>The model's name; the catalog finds it.</summary>
    public const string Name = "blended";

    /// <summary>The name of a model that takes graphs alone and, with nothing held out, does not know how sure it is.</summary>
    public const string Plain = "plain";

    /// <summary>The bundle of <see cref="Name"/>.</summary>
    public string Folder => Path.Combine(folder, Name);

    /// <summary>Chains of these lengths, with descriptors and fingerprints that are made up of the length.</summary>
    public static MoleculeInputs Chains(int[] lengths)
    {
        var bonds = lengths.Sum(length => length - 1);
        var graphs = new MoleculeGraphs(
            "chemprop-v2",
            [.. lengths.Select(length => (ushort)length)],
            [.. lengths.Select(length => (ushort)(length - 1))],
            [.. lengths.SelectMany(length => Enumerable.Repeat<byte[]>([5, 4, 4, 0, 3, 4, 0], length)).SelectMany(codes => codes)],
            [.. lengths.SelectMany(length => Enumerable.Repeat(12.011f, length))],
            [.. lengths.SelectMany(length => Enumerable.Range(0, length - 1)).SelectMany(atom => new[] { (ushort)atom, (ushort)(atom + 1) })],
            new byte[4 * bonds]);
        var prints = new ushort[lengths.Length * 64];
        for (var i = 0; i < lengths.Length; i++)
        {
            prints[i * 64] = (ushort)lengths[i];
            prints[(i * 64) + 1 + (lengths[i] % 60)] = 2;
        }

        return new MoleculeInputs(graphs)
        {
            Descriptors = new DescriptorTable([.. lengths.SelectMany(length => new[] { length / 10f, length % 3 })], 2),
            Fingerprints = CountFingerprints.Of(prints, 64),
        };
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(BundleCatalog.Variable, bundles);
        Directory.Delete(folder, recursive: true);
    }
}
