using MolScreen.Chemistry.Native;

namespace MolScreen.Chemistry;

/// <summary>Joins slices, in order, into one batch.</summary>
internal static class MoleculeBatchBuilder
{
    public static MoleculeBatch Build(MoleculeSlice[] slices, MoleculeParts parts, ProcessingOptions options)
    {
        var status = Array.ConvertAll(Join(slices, s => s.Status), code => (MoleculeStatus)code);
        var accepted = new List<int>(status.Length);
        for (var i = 0; i < status.Length; i++)
        {
            if (status[i] == MoleculeStatus.Ok)
            {
                accepted.Add(i);
            }
        }

        var graphs = parts.HasFlag(MoleculeParts.Graph)
            ? new GraphArrays(
                FeatureLayout.ChempropV2.Name,
                Join(slices, s => s.AtomCounts),
                Join(slices, s => s.BondCounts),
                Join(slices, s => s.AtomCodes),
                Join(slices, s => s.AtomMasses),
                Join(slices, s => s.BondEnds),
                Join(slices, s => s.BondCodes))
            : null;
        return new MoleculeBatch(
            status,
            Texts(slices, s => s.Messages),
            [.. accepted],
            Texts(slices, s => s.Smiles),
            graphs,
            parts.HasFlag(MoleculeParts.Fingerprint) ? Join(slices, s => s.Fingerprints) : null,
            options.MorganBits / 8,
            parts.HasFlag(MoleculeParts.Properties) ? Join(slices, s => s.Properties) : null);
    }

    public static string[] Texts(MoleculeSlice[] slices, Func<MoleculeSlice, PackedText> column) =>
        Join(slices, s => column(s).ToStrings());

    private static T[] Join<T>(MoleculeSlice[] slices, Func<MoleculeSlice, T[]> column)
    {
        var parts = Array.ConvertAll(slices, slice => column(slice));
        var joined = new T[parts.Sum(part => part.Length)];
        var start = 0;
        foreach (var part in parts)
        {
            part.CopyTo(joined, start);
            start += part.Length;
        }

        return joined;
    }
}
