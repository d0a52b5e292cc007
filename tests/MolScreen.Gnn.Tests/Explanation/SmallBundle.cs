using MolScreen.Gnn.Bundles;
using MolScreen.Gnn.Tests.Training;
using MolScreen.Gnn.Training;
using MolScreen.Gnn.Trees;

namespace MolScreen.Gnn.Tests.Explanation;

/// <summary>Bundles of all three arms, trained in seconds on the oracle's molecules and their rings.</summary>
public sealed class SmallBundle : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("explained").FullName;

    public SmallBundle()
    {
        Molecules = SmallInputs.Of(Oracle.Graphs);
        var rings = SmallData.Rings.Targets;
        Number = Train("rings", [new TaskDescription { Name = "rings", Unit = "count", Minimum = 0, Maximum = 6 }], rings);
        Class = Train(
            "many",
            [Classes("two"), Classes("three")],
            [.. rings.SelectMany(count => new[] { count >= 2 ? 1f : 0, count >= 3 ? 1f : 0 })]);
        Logarithm = Train("log", [new TaskDescription { Name = "log", Unit = "count", Logarithmic = true, Minimum = 0 }], Array.ConvertAll(rings, count => 1 + count));
    }

    internal MoleculeInputs Molecules { get; }

    internal string Number { get; }

    internal string Class { get; }

    internal string Logarithm { get; }

    public void Dispose() => Directory.Delete(folder, true);

    private static TaskDescription Classes(string name) => new() { Name = name, Kind = TaskKind.Classification, Unit = "probability", Minimum = 0, Maximum = 1 };

    /// <summary>Whatever blend was best, every arm gets a weight.</summary>
    private string Train(string name, TaskDescription[] tasks, float[] targets)
    {
        var options = SmallData.Options with
        {
            Name = name,
            Tasks = tasks,
            Epochs = 3,
            Folds = 2,
            NetworkDescriptors = true,
            Arms = [ArmKind.Network, ArmKind.Trees, ArmKind.Kernel],
            Trees = new BoostedTreesOptions { Rounds = 40, Depth = 4, LearningRate = 0.1, ColumnSample = 0.5 },
        };
        var data = new TrainingData { Inputs = Molecules, Targets = targets, DescriptorNames = ["atoms", "bonds", "difference"] };
        var report = Trainer.Train(data, options, Path.Combine(folder, name));
        Assert.Equal([ArmKind.Network, ArmKind.Trees, ArmKind.Kernel], report.Manifest.Arms);
        var weights = new Dictionary<ArmKind, double> { [ArmKind.Network] = 0.5, [ArmKind.Trees] = 0.3, [ArmKind.Kernel] = 0.2 };
        BundleFolder.WriteManifest(report.Folder, report.Manifest with { Blend = tasks.ToDictionary(task => task.Name, _ => weights) }, report.Manifest.Files.Keys.ToArray());
        return report.Folder;
    }
}
