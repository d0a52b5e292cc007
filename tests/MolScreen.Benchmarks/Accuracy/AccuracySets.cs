namespace MolScreen.Benchmarks.Accuracy;

/// <summary>A data set, how it is divided, and what others reached on it.</summary>
/// <param name="Name">Its name, with the protocol: never mix protocols.</param>
/// <param name="File">Below the folder of data sets.</param>
/// <param name="Arguments">What <c>molscreen train</c> is given beside the file.</param>
/// <param name="Split">The split.</param>
/// <param name="Seeds">Whether the split follows the seed; the networks always do.</param>
/// <param name="Metric">What is compared.</param>
/// <param name="Published">The published number with its source; null where there is none.</param>
/// <param name="Bar">What is to be reached; null where nothing is said.</param>
internal sealed record AccuracySet(string Name, string File, string Arguments, string Split, bool Seeds, string Metric, string? Published, double? Bar)
{
    /// <summary>Whether more is better.</summary>
    public bool HigherIsBetter => Metric != "rmse";

    /// <summary>Whether the file is a folder of targets, as MoleculeACE has them.</summary>
    public bool IsFolder => Path.GetExtension(File).Length == 0;
}

/// <summary>The sets that accuracy is measured on.</summary>
internal static class AccuracySets
{
    private const string Small = "--folds 5 --epochs 30 --batch-size 32 --init pretrained";
    private const string Large = "--folds 3 --epochs 15 --init pretrained";
    private const string Huge = "--folds 3 --epochs 6 --init pretrained";

    /// <summary>
    /// MoleculeNet under protocol A (chemprop's README: random, BBBP and HIV by balanced scaffolds) and C (the rarest scaffolds are the test), and
    /// PharmaBench's whole sets and MoleculeACE on their official splits.
    /// </summary>
    public static IReadOnlyList<AccuracySet> All { get; } =
    [
        A("esol", "delaney.csv", "--task regression " + Small, "random", "rmse", "0.555 ± 0.047"),
        A("freesolv", "freesolv.csv", "--task regression " + Small, "random", "rmse", "1.075 ± 0.054"),
        A("lipo", "lipo.csv", "--task regression " + Small, "random", "rmse", "0.555 ± 0.023"),
        A("bbbp", "bbbp.csv", "--task classification " + Small, "scaffold", "roc_auc", "0.737 ± 0.001"),
        A("tox21", "tox21.csv", "--task classification " + Large, "random", "roc_auc", "0.851 ± 0.002"),
        A("sider", "sider.csv", "--task classification " + Large, "random", "roc_auc", "0.676 ± 0.014"),
        A("clintox", "clintox.csv", "--task classification " + Small, "random", "roc_auc", "0.864 ± 0.017"),
        A("hiv", "hiv.csv.gz", "--task classification " + Huge, "scaffold", "roc_auc", "0.776 ± 0.007"),
        C("esol", "delaney.csv", "--task regression " + Small, "rmse", "1.050", 1.00),
        C("freesolv", "freesolv.csv", "--task regression " + Small, "rmse", "2.082", 2.08),
        C("lipo", "lipo.csv", "--task regression " + Small, "rmse", "0.683", 0.66),
        C("bace", "bace.csv", "--task classification --smiles-column mol --targets Class " + Small, "roc_auc", "0.809", 0.81),
        C("bbbp", "bbbp.csv", "--task classification " + Small, "roc_auc", "0.710", 0.71),
        C("tox21", "tox21.csv", "--task classification " + Large, "roc_auc", "0.759", 0.76),
        C("sider", "sider.csv", "--task classification " + Large, "roc_auc", "0.570", 0.60),
        C("clintox", "clintox.csv", "--task classification " + Small, "roc_auc", "0.906", null),
        C("hiv", "hiv.csv.gz", "--task classification " + Huge, "roc_auc", "0.771", 0.79),
        Pharma("ames_cls", "--task classification " + Large, "roc_auc"),
        Pharma("cyp_3a4_reg", "--task regression " + Small, "rmse"),
        Pharma("logd_reg", "--task regression " + Large, "rmse"),
        new("moleculeace", "moleculeace", "--task regression --folds 5 --epochs 15 --init pretrained", "column:split", false, "rmse", "0.671, cliffs 0.751 (SVM on ECFP, mean of 30 targets)", 0.67),
    ];

    private static AccuracySet A(string name, string file, string arguments, string split, string metric, string published) =>
        new($"{name}-A", $"moleculenet/{file}", arguments, split, true, metric, $"{published} (D-MPNN, chemprop's README)", null);

    private static AccuracySet C(string name, string file, string arguments, string metric, string published, double? bar) =>
        new($"{name}-C", $"moleculenet/{file}", arguments, "scaffold-ordered", false, metric, $"{published} (D-MPNN, deterministic scaffold split)", bar);

    private static AccuracySet Pharma(string name, string arguments, string metric) =>
        new($"pharmabench-{name}", $"pharmabench/{name}.csv", "--targets value " + arguments, "column:scaffold_split", false, metric, null, null);
}
