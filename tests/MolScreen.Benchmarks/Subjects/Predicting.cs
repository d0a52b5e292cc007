using MolScreen.Benchmarks.Measuring;

namespace MolScreen.Benchmarks.Subjects;

/// <summary>A SMILES file to predictions of one default D-MPNN, against the same network in PyTorch's operations.</summary>
public static class Predicting
{
    /// <summary>
    /// MolScreen is timed as a whole process that also standardizes and writes a CSV, with the shipped `esol` bundle of three networks; the
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
                Contender.Python("PyTorch D-MPNN with RDKit features, one thread, one network", "torch_dmpnn.py", Libraries.Nci),
                Contender.Molscreen("molscreen predict, three networks, one thread", "predict", Libraries.Nci, "--model", "esol", "--threads", "1", "--out", output),
                Contender.Molscreen("molscreen predict, three networks, all cores", "predict", Libraries.Nci, "--model", "esol", "--out", output),
            ]);
    }
}
