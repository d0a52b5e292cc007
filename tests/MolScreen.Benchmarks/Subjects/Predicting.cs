using MolScreen.Benchmarks.Measuring;
using MolScreen.Gnn.Import;
using MolScreen.Testing;

namespace MolScreen.Benchmarks.Subjects;

/// <summary>A SMILES file to predictions of one default D-MPNN of chemprop, against the same network in PyTorch's operations.</summary>
public static class Predicting
{
    /// <summary>
    /// MolScreen is timed as a whole process that also writes a CSV, with chemprop's own network imported; the peer's loop without its
    /// imports, no file. Both take molecules as written.
    /// </summary>
    public static Benchmark Create()
    {
        var folder = Directory.CreateTempSubdirectory("molscreen-bench").FullName;
        var (model, output) = (Path.Combine(folder, "chemprop"), Path.Combine(folder, "predictions.csv"));
        ChempropImport.Import([Repository.TestData("oracle", "chemprop_lipo.safetensors")], Repository.TestData("oracle", "chemprop_lipo.json"), [], model, new ChempropImportOptions { Name = "chemprop" });
        return new Benchmark(
            "predict",
            "SMILES file to predictions of one imported chemprop network, NCI first 5,000 molecules; MolScreen as a whole process",
            "molecules",
            File.ReadLines(Libraries.Nci).Count(),
            [
                Contender.Python("PyTorch D-MPNN with RDKit features, one thread", "torch_dmpnn.py", Libraries.Nci),
                Contender.Molscreen("molscreen predict, one thread", "predict", Libraries.Nci, "--model", model, "--threads", "1", "--out", output),
                Contender.Molscreen("molscreen predict, all cores", "predict", Libraries.Nci, "--model", model, "--out", output),
            ]);
    }
}
