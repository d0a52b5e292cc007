using MolScreen.Benchmarks.Measuring;
using MolScreen.Chemistry;
using MolScreen.Chemistry.Search;

namespace MolScreen.Benchmarks.Subjects;

/// <summary>The 100 nearest of a million fingerprints, against RDKit's bulk similarity.</summary>
public static class Searching
{
    private const int Fingerprints = 1_000_000;
    private const int Queries = 20;
    private const int Top = 100;
    private const int Seed = 20;

    /// <summary>
    /// The fingerprints are those of the NCI molecules, each many times over with 16 to 63 bits flipped, always the same ones, so
    /// that the hundredth neighbour is about as far as in a real library of that size (0.5); the first are the queries. Building the index is not timed, nor is RDKit's making of bit vectors. One thread.
    /// </summary>
    public static Benchmark Create()
    {
        var fingerprints = Perturbed();
        var file = Path.Combine(Path.GetTempPath(), $"molscreen-bench-{Environment.ProcessId}.fingerprints");
        File.WriteAllBytes(file, fingerprints);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => File.Delete(file);
        var index = MoleculeIndex.OfFingerprints(fingerprints);
        return new Benchmark(
            "similarity",
            $"The {Top} nearest of {Fingerprints:N0} fingerprints of 2048 bits by Tanimoto similarity, {Queries} queries one after another, one thread",
            "queries",
            Queries,
            [
                Contender.Python("python3-rdkit, BulkTanimotoSimilarity", "rdkit_similarity.py", file, $"{Queries}"),
                Contender.Here("MolScreen, one thread", () => Search(index, fingerprints)),
            ]);
    }

    private static void Search(MoleculeIndex index, byte[] fingerprints)
    {
        for (var query = 0; query < Queries; query++)
        {
            var found = index.Similar(fingerprints.AsSpan(query * 256, 256), Top);
            if (found.Length != Top || found[0].Similarity != 1)
            {
                throw new InvalidOperationException("a query did not find itself");
            }
        }
    }

    private static byte[] Perturbed()
    {
        var smiles = File.ReadLines(Libraries.Nci).Select(line => line.Split('\t', ' ')[0]).ToArray();
        var batch = MoleculeProcessor.Process(smiles, MoleculeParts.Fingerprint, new ProcessingOptions { Standardize = false });
        var (random, molecules) = (new Random(Seed), batch.Accepted.Length);
        var fingerprints = new byte[Fingerprints * batch.FingerprintBytes];
        for (var i = 0; i < Fingerprints; i++)
        {
            var own = fingerprints.AsSpan(i * batch.FingerprintBytes, batch.FingerprintBytes);
            batch.Fingerprints.AsSpan(i % molecules * batch.FingerprintBytes, batch.FingerprintBytes).CopyTo(own);
            for (var flips = i < molecules ? 0 : random.Next(16, 64); flips > 0; flips--)
            {
                own[random.Next(own.Length)] ^= (byte)(1 << random.Next(8));
            }
        }

        return fingerprints;
    }
}
