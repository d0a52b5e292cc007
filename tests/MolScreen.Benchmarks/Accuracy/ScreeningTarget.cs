using MolScreen.Chemistry;
using MolScreen.Chemistry.Input;
using MolScreen.Testing;

namespace MolScreen.Benchmarks.Accuracy;

/// <summary>A target's actives and decoys.</summary>
/// <param name="Name">For example <c>dud_ace</c>.</param>
/// <param name="Smiles">Molecules that can be read, as they are written.</param>
/// <param name="Active">1 or 0 of each.</param>
/// <param name="Fingerprints">Morgan fingerprints of radius 2 and 2048 bits of each, as 32 words.</param>
internal sealed record ScreeningTarget(string Name, string[] Smiles, float[] Active, ulong[] Fingerprints)
{
    private const int Words = 32;

    /// <summary>The part of each class that is learned: of MUV's 30 actives six, as few as a first assay finds.</summary>
    private const double LearnedShare = 0.2;

    /// <summary>Names of the targets of DUD (21) and MUV (8) that are there.</summary>
    public static IReadOnlyList<string> All { get; } = Repository.Data is { } data && Directory.Exists(Path.Combine(data, "screening"))
        ? [.. Directory.GetFiles(Path.Combine(data, "screening"), "*.csv.gz").Select(path => Path.GetFileName(path)[..^".csv.gz".Length]).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>Reads <c>screening/NAME.csv.gz</c>: smiles, active.</summary>
    public static ScreeningTarget Read(string name)
    {
        var records = MoleculeFile.Read(Path.Combine(Repository.Data!, "screening", $"{name}.csv.gz"), new MoleculeFileOptions { KeepColumns = true }).ToArray();
        var batch = MoleculeProcessor.Process(
            Array.ConvertAll(records, record => record.Text),
            MoleculeParts.Fingerprint,
            new ProcessingOptions { Threads = Environment.ProcessorCount, Fingerprint = new FingerprintOptions { Radius = 2, Size = 64 * Words } });
        var fingerprints = new ulong[batch.Accepted.Length * Words];
        Buffer.BlockCopy(batch.Fingerprints!, 0, fingerprints, 0, fingerprints.Length * sizeof(ulong));
        var read = Array.ConvertAll(batch.Accepted, position => records[position]);
        return new ScreeningTarget(name, Array.ConvertAll(read, record => record.Text), Array.ConvertAll(read, record => record.Columns!["active"] == "1" ? 1f : 0), fingerprints);
    }

    /// <summary>Whether each molecule is learned: a share of the actives and of the decoys, drawn at random.</summary>
    public bool[] Learned(int seed)
    {
        var random = new Random(seed);
        var learned = new bool[Smiles.Length];
        foreach (var group in Enumerable.Range(0, Smiles.Length).GroupBy(i => Active[i]).OrderBy(group => group.Key))
        {
            var members = group.ToArray();
            random.Shuffle(members);
            foreach (var i in members.Take((int)Math.Round(LearnedShare * members.Length)))
            {
                learned[i] = true;
            }
        }

        return learned;
    }

    /// <summary>The similarity search: the highest Tanimoto similarity of each molecule to one of some actives.</summary>
    /// <param name="queries">Positions of the actives.</param>
    public float[] Similarities(int[] queries)
    {
        var highest = new float[Smiles.Length];
        Parallel.For(0, Smiles.Length, i =>
        {
            foreach (var query in queries)
            {
                highest[i] = Math.Max(highest[i], Tanimoto(i, query));
            }
        });
        return highest;
    }

    private float Tanimoto(int i, int j)
    {
        int common = 0, either = 0;
        for (var word = 0; word < Words; word++)
        {
            var (a, b) = (Fingerprints[(i * Words) + word], Fingerprints[(j * Words) + word]);
            common += System.Numerics.BitOperations.PopCount(a & b);
            either += System.Numerics.BitOperations.PopCount(a | b);
        }

        return either == 0 ? 0 : (float)common / either;
    }
}
