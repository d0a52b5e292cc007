using System.Globalization;

namespace MolScreen.Chemistry;

/// <summary>
/// How feature codes become the float vectors that a message-passing network is defined on: each code is a slot of a one-hot
/// group, the groups stand one after another.
/// </summary>
public sealed class FeatureLayout
{
    private readonly int[] _atomGroups;
    private readonly int[] _bondGroups;

    private FeatureLayout(string name, int number, int[] atomGroups, int[] bondGroups)
    {
        Name = name;
        Number = number;
        _atomGroups = atomGroups;
        _bondGroups = bondGroups;
        AtomWidth = atomGroups.Sum() + 1;
        BondWidth = 1 + bondGroups.Sum();
    }

    /// <summary>
    /// The defaults of chemprop 2 (72 and 14 floats). Groups of an atom: atomic number 1–36, 53, other (38); total degree
    /// 0–5, other (7); formal charge −1, −2, 1, 2, 0, other (6); chiral tag 0–3, other (5); hydrogens 0–4, other (6);
    /// hybridization S, SP, SP2, SP2D, SP3, SP3D, SP3D2, other (8); aromatic (1); then mass / 100. Of a bond: a leading zero
    /// (chemprop's "no bond"); single, double, triple, aromatic (4); conjugated (1); in a ring (1); stereo 0–5, other (7).
    /// </summary>
    public static FeatureLayout ChempropV2 { get; } = new("chemprop-v2", 0, [38, 7, 6, 5, 6, 8, 1], [4, 1, 1, 7]);

    /// <summary>
    /// The defaults of chemprop 1 (133 and 14 floats): as <see cref="ChempropV2"/>, but for atomic number 1–100, other (101)
    /// and hybridization SP, SP2, SP3, SP3D, SP3D2, other (6).
    /// </summary>
    public static FeatureLayout ChempropV1 { get; } = new("chemprop-v1", 1, [101, 7, 6, 5, 6, 6, 1], [4, 1, 1, 7]);

    /// <summary>Every layout.</summary>
    public static IReadOnlyList<FeatureLayout> All { get; } = [ChempropV2, ChempropV1];

    /// <summary>The name that travels with packed graphs and stands in model manifests.</summary>
    public string Name { get; }

    /// <summary>Mirrors GraphLayout in native/graph.h.</summary>
    internal int Number { get; }

    /// <summary>Floats of an atom.</summary>
    public int AtomWidth { get; }

    /// <summary>Floats of a bond.</summary>
    public int BondWidth { get; }

    /// <summary>Expands the codes of molecule <paramref name="index"/>.</summary>
    public MoleculeFeatures Expand(GraphArrays graphs, int index)
    {
        ArgumentNullException.ThrowIfNull(graphs);
        if (graphs.Layout != Name)
        {
            throw new ArgumentException($"The graphs have layout {graphs.Layout}, not {Name}.", nameof(graphs));
        }

        var (firstAtom, firstBond) = (Total(graphs.AtomCounts, index), Total(graphs.BondCounts, index));
        var (atomCount, bondCount) = (graphs.AtomCounts[index], graphs.BondCounts[index]);
        var atoms = new float[atomCount][];
        for (var i = 0; i < atoms.Length; i++)
        {
            atoms[i] = new float[AtomWidth];
            SetSlots(atoms[i], 0, _atomGroups, graphs.AtomCodes.AsSpan((firstAtom + i) * GraphArrays.CodesPerAtom));
            atoms[i][^1] = ScaledMass(graphs.AtomMasses[firstAtom + i]);
        }

        var edges = new float[bondCount * 2][];
        var (sources, targets, reverses) = (new int[edges.Length], new int[edges.Length], new int[edges.Length]);
        for (var i = 0; i < bondCount; i++)
        {
            var bond = firstBond + i;
            var features = new float[BondWidth];
            SetSlots(features, 1, _bondGroups, graphs.BondCodes.AsSpan(bond * GraphArrays.CodesPerBond));
            (edges[2 * i], edges[(2 * i) + 1]) = (features, features);
            (sources[2 * i], targets[2 * i]) = (graphs.BondEnds[2 * bond], graphs.BondEnds[(2 * bond) + 1]);
            (sources[(2 * i) + 1], targets[(2 * i) + 1]) = (targets[2 * i], sources[2 * i]);
            (reverses[2 * i], reverses[(2 * i) + 1]) = ((2 * i) + 1, 2 * i);
        }

        return new MoleculeFeatures(atoms, edges, sources, targets, reverses);
    }

    /// <summary>
    /// chemprop multiplies RDKit's double by 0.01 before it rounds. The shortest decimal of the float is the table's
    /// entry for every element's average mass.
    /// </summary>
    private static float ScaledMass(float mass) =>
        (float)(0.01 * double.Parse(mass.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));

    private static int Total(ushort[] counts, int before)
    {
        var sum = 0;
        for (var i = 0; i < before; i++)
        {
            sum += counts[i];
        }

        return sum;
    }

    /// <summary>A group of one is a flag; a slot beyond its group sets nothing.</summary>
    private static void SetSlots(float[] vector, int start, int[] groups, ReadOnlySpan<byte> codes)
    {
        for (var g = 0; g < groups.Length; start += groups[g], g++)
        {
            if (groups[g] == 1)
            {
                vector[start] = codes[g];
            }
            else if (codes[g] < groups[g])
            {
                vector[start + codes[g]] = 1;
            }
        }
    }
}

/// <summary>One molecule's graph as floats; directed edges, an edge's reverse being its index xor 1.</summary>
/// <param name="Atoms">V vectors of <see cref="FeatureLayout.AtomWidth"/>.</param>
/// <param name="Edges">2 × bonds vectors of <see cref="FeatureLayout.BondWidth"/>.</param>
/// <param name="Sources">Source atom of each edge.</param>
/// <param name="Targets">Target atom of each edge.</param>
/// <param name="Reverses">Index of each edge's reverse.</param>
public sealed record MoleculeFeatures(float[][] Atoms, float[][] Edges, int[] Sources, int[] Targets, int[] Reverses);
