namespace MolScreen.Gnn.Training;

/// <summary>Molecules with labels, as plain arrays.</summary>
public sealed record TrainingData
{
    /// <summary>The molecules (n): graphs, and descriptors and fingerprints for arms that take them.</summary>
    public required MoleculeInputs Inputs { get; init; }

    /// <summary>n × tasks, row-major; NaN where there is no label; 0 or 1 for classification.</summary>
    public required float[] Targets { get; init; }

    /// <summary>Bemis–Murcko scaffold of each molecule; needed to split by scaffold.</summary>
    public string[]? Scaffolds { get; init; }

    /// <summary>The part each molecule is in: <c>train</c>, <c>valid</c>/<c>val</c>/<c>validation</c> or <c>test</c>; needed to split by a column.</summary>
    public string[]? SplitColumn { get; init; }

    /// <summary>Molecules that predictions are compared with, such as approved drugs; without labels.</summary>
    public MoleculeInputs? Reference { get; init; }

    /// <summary>Names of the descriptors, where there are any.</summary>
    public IReadOnlyList<string> DescriptorNames { get; init; } = [];

    /// <summary>Row of each molecule in the user's file, from 1; written into the split. Null: positions from 1.</summary>
    public int[]? Rows { get; init; }

    /// <summary>Rows of the file that could not be used.</summary>
    public int Rejected { get; init; }

    /// <summary>Molecules.</summary>
    public int Count => Inputs.Count;

    /// <summary>Their graphs.</summary>
    public MoleculeGraphs Graphs => Inputs.Graphs;

    /// <summary>The same with labels on the scale that is learned.</summary>
    internal TrainingData Learned(IReadOnlyList<TaskDescription> tasks) => this with { Targets = [.. Targets.Select((value, i) => tasks[i % tasks.Count].Learned(value))] };
}
