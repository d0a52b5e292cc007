using MolScreen.Benchmarks.Measuring;

namespace MolScreen.Benchmarks.Subjects;

/// <summary>A SMILES file to predictions of one default D-MPNN, against the same network in PyTorch's operations.</summary>
public static class Predicting
{
    /// <summary>
    /// MolScreen is timed as a whole process that also standardizes and writes a CSV, with the shipped `esol` bundle; the
    /// peer's loop without its imports, one network, no standardization, no file.
    /// </summary>
    public static Benchmark Create()
    {
        var output = Path.Combine(Path.GetTempPath(), $"molscreen-bench-{Environment.ProcessId}.csv");
        return new Benchmark(
            "predict",
            "SMILES file to predictions, NCI first 5,000 molecules; MolScreen with the esol bundle, whole process",
            "molecules",
            File.ReadLines(Libraries.Nci).Count(),
            [
                Contender.Python("PyTorch D-MPNN with RDKit features, one process, one network", "torch_dmpnn.py", Libraries.Nci),
                Contender.Molscreen("molscreen predict, whole process", "predict", Libraries.Nci, "--model", "esol", "--out", output),
            ]);
    }
}
