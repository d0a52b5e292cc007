using MolScreen.Gnn.Training;

namespace MolScreen.Gnn.Tests.Training;

public sealed class DuplicateMoleculesTests
{
    private static readonly TaskDescription[] tasks =
    [
        new() { Name = "number" },
        new() { Name = "class", Kind = TaskKind.Classification },
        new() { Name = "hours", Logarithmic = true },
    ];

    /// <summary>Molecules a, b, a, a, b: numbers 1 and 3 make 2, hours of 1 and 100 make 10; b's classes contradict each other, a's majority is 1.</summary>
    [Fact]
    public void Numbers_are_averaged_and_of_classes_the_majority_counts()
    {
        const float none = float.NaN;
        var data = new TrainingData
        {
            Inputs = new MoleculeInputs(Oracle.Graphs.Select([0, 1, 2, 3, 4])),
            Targets = [1, 1, 1, none, 1, none, 3, 0, 100, none, 1, none, 7, 0, none],
            Scaffolds = ["A", "B", "C", "D", "E"],
        };

        var (merged, count, contradictions) = DuplicateMolecules.Merge(data, tasks, ["a", "b", "a", "a", "b"]);

        Assert.Equal((2, 3, 2), (merged.Count, count, contradictions));
        Assert.Equal([2, 1, 10, 7, none, none], merged.Targets);
        Assert.Equal(["A", "B"], merged.Scaffolds!);
        Assert.Equal([1, 2], merged.Rows!);
        Assert.Equal(Oracle.Graphs.AtomCounts[..2], merged.Graphs.AtomCounts);
    }

    [Fact]
    public void Molecules_in_different_parts_of_a_given_split_stay_apart()
    {
        var data = new TrainingData
        {
            Inputs = new MoleculeInputs(Oracle.Graphs.Select([0, 1, 2])),
            Targets = [1, 2, 4],
            SplitColumn = ["train", "test", "train"],
        };

        var (merged, count, _) = DuplicateMolecules.Merge(data, tasks[..1], ["a", "a", "a"]);

        Assert.Equal(1, count);
        Assert.Equal([2.5f, 2], merged.Targets);
        Assert.Equal(["train", "test"], merged.SplitColumn!);
    }
}
