using MolScreen.Benchmarks.Measuring;
using MolScreen.Chemistry;

namespace MolScreen.Benchmarks.Subjects;

/// <summary>SMILES to Morgan fingerprints, against RDKit's Python package: the same bits.</summary>
public static class Fingerprinting
{
    /// <summary>SMILES strings in memory, without standardization and without canonical SMILES on either side.</summary>
    public static Benchmark Create()
    {
        var smiles = File.ReadLines(Libraries.Nci).Select(line => line.Split('\t', ' ')[0]).ToArray();
        return new Benchmark(
            "morgan",
            "SMILES to Morgan fingerprints of radius 2 and 2048 bits, NCI first 5,000 molecules",
            "molecules",
            smiles.Length,
            [
                Contender.Python("python3-rdkit, one process", "rdkit_morgan.py", Libraries.Nci),
                Contender.Here("MolScreen, one thread", () => Fingerprint(smiles, 1)),
                Contender.Here("MolScreen, all cores", () => Fingerprint(smiles, Environment.ProcessorCount)),
            ]);
    }

    private static void Fingerprint(string[] smiles, int threads)
    {
        var batch = MoleculeProcessor.Process(smiles, MoleculeParts.Fingerprint, new ProcessingOptions { Standardize = false, Threads = threads });
        if (batch.Fingerprints!.Length < smiles.Length * 9 / 10 * batch.FingerprintBytes)
        {
            throw new InvalidOperationException($"only {batch.Accepted.Length} of {smiles.Length} molecules were read");
        }
    }
}
