using MolScreen.Benchmarks.Measuring;
using MolScreen.Chemistry;

namespace MolScreen.Benchmarks.Subjects;

/// <summary>SMILES to chemprop graph features, against the same features built with RDKit's Python package.</summary>
public static class Featurizing
{
    /// <summary>The 5,000 NCI molecules that RDKit ships, as plain SMILES without standardization on either side.</summary>
    public static Benchmark Create()
    {
        var smiles = File.ReadLines(Libraries.Nci).Select(line => line.Split('\t', ' ')[0]).ToArray();
        return new Benchmark(
            "features",
            "SMILES to chemprop-v2 atom and bond features, NCI first 5,000 molecules",
            "molecules",
            smiles.Length,
            [
                Contender.Python("python3-rdkit, one process", "rdkit_features.py", Libraries.Nci),
                Contender.Here("MolScreen, one thread", () => Featurize(smiles, 1)),
                Contender.Here("MolScreen, all cores", () => Featurize(smiles, Environment.ProcessorCount)),
            ]);
    }

    private static void Featurize(string[] smiles, int threads)
    {
        var batch = MoleculeProcessor.Process(smiles, MoleculeParts.Graph, new ProcessingOptions { Standardize = false, Threads = threads });
        if (batch.Count != smiles.Length || batch.Accepted.Length < smiles.Length * 9 / 10)
        {
            throw new InvalidOperationException($"only {batch.Accepted.Length} of {smiles.Length} molecules were read");
        }
    }
}
