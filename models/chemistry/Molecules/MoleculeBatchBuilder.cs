using MolScreen.Chemistry.Alerts;

namespace MolScreen.Chemistry;

/// <summary>Copies the columns of consecutive native results, in order, into one batch.</summary>
internal static class MoleculeBatchBuilder
{
    public static MoleculeBatch Build(MoleculeResultHandle[] results, MoleculeParts parts, ProcessingOptions options)
    {
        var status = Join<MoleculeStatus>(results, MoleculeColumn.Status);
        var counts = parts.HasFlag(MoleculeParts.Fingerprint) && options.Fingerprint.Counts;
        var bits = parts.HasFlag(MoleculeParts.Fingerprint) && !counts;
        return new MoleculeBatch
        {
            Status = status,
            Messages = Texts(results, MoleculeColumn.Messages),
            Accepted = Accepted(status),
            Smiles = parts.HasFlag(MoleculeParts.Smiles) ? Texts(results, MoleculeColumn.Smiles) : null,
            Written = parts.HasFlag(MoleculeParts.Written) ? Texts(results, MoleculeColumn.Written) : null,
            Graphs = parts.HasFlag(MoleculeParts.Graph) ? Graphs(results, options.Layout) : null,
            Fingerprints = bits ? Join<byte>(results, MoleculeColumn.Fingerprints) : null,
            FingerprintBytes = options.Fingerprint.Bytes,
            FingerprintCounts = counts ? Join<ushort>(results, MoleculeColumn.FingerprintCounts) : null,
            FingerprintLength = options.Fingerprint.Length,
            Properties = parts.HasFlag(MoleculeParts.Properties) ? Join<float>(results, MoleculeColumn.Properties) : null,
            Scaffolds = parts.HasFlag(MoleculeParts.Scaffold) ? Texts(results, MoleculeColumn.Scaffolds) : null,
            Descriptors = parts.HasFlag(MoleculeParts.Descriptors) ? Join<double>(results, MoleculeColumn.Descriptors) : null,
            SaScores = parts.HasFlag(MoleculeParts.Synthesizability) ? Join<double>(results, MoleculeColumn.SaScores) : null,
            Standardization = parts.HasFlag(MoleculeParts.Standardization) ? Standardization(results) : null,
            Inchis = parts.HasFlag(MoleculeParts.Inchi) ? Texts(results, MoleculeColumn.Inchis) : null,
            InchiKeys = parts.HasFlag(MoleculeParts.Inchi) ? Texts(results, MoleculeColumn.InchiKeys) : null,
            Screens = parts.HasFlag(MoleculeParts.Search) ? Join<byte>(results, MoleculeColumn.Screens) : null,
            Structures = parts.HasFlag(MoleculeParts.Search) ? Join<byte>(results, MoleculeColumn.Structures) : null,
            StructureOffsets = parts.HasFlag(MoleculeParts.Search) ? Offsets(results, MoleculeColumn.StructureOffsets) : null,
            Environments = parts.HasFlag(MoleculeParts.Environments) ? Environments(results) : null,
            Alerts = parts.HasFlag(MoleculeParts.Alerts) ? Alerts(results) : null,
        };
    }

    private static int[] Accepted(MoleculeStatus[] status)
    {
        var accepted = new int[status.AsSpan().Count(MoleculeStatus.Ok)];
        for (int i = 0, next = 0; i < status.Length; i++)
        {
            if (status[i] == MoleculeStatus.Ok)
            {
                accepted[next++] = i;
            }
        }

        return accepted;
    }

    private static GraphArrays Graphs(MoleculeResultHandle[] results, FeatureLayout layout) => new(
        layout.Name,
        Join<ushort>(results, MoleculeColumn.AtomCounts),
        Join<ushort>(results, MoleculeColumn.BondCounts),
        Join<byte>(results, MoleculeColumn.AtomCodes),
        Join<float>(results, MoleculeColumn.AtomMasses),
        Join<ushort>(results, MoleculeColumn.BondEnds),
        Join<byte>(results, MoleculeColumn.BondCodes));

    private static StandardizationReports Standardization(MoleculeResultHandle[] results) => new(
        Join<byte>(results, MoleculeColumn.ChangedSteps),
        Join<byte>(results, MoleculeColumn.RefusedSteps),
        Join<byte>(results, MoleculeColumn.StandardNotes),
        Join<int>(results, MoleculeColumn.RemovedCounts),
        Texts(results, MoleculeColumn.RemovedSmiles),
        Texts(results, MoleculeColumn.RemovedNames));

    private static EnvironmentArrays Environments(MoleculeResultHandle[] results) => new(
        Join<int>(results, MoleculeColumn.EnvironmentCounts),
        Join<ushort>(results, MoleculeColumn.EnvironmentEntries),
        Join<ushort>(results, MoleculeColumn.EnvironmentCentres),
        Join<byte>(results, MoleculeColumn.EnvironmentRadii),
        Join<ushort>(results, MoleculeColumn.EnvironmentSizes),
        Join<ushort>(results, MoleculeColumn.EnvironmentAtoms),
        Join<ushort>(results, MoleculeColumn.AtomPlaces),
        Join<byte>(results, MoleculeColumn.AtomNumbers));

    private static AlertArrays Alerts(MoleculeResultHandle[] results) => new(
        Join<int>(results, MoleculeColumn.AlertCounts),
        Join<int>(results, MoleculeColumn.AlertNumbers),
        Join<int>(results, MoleculeColumn.AlertMatches),
        Join<ushort>(results, MoleculeColumn.AlertAtoms));

    private static T[] Join<T>(MoleculeResultHandle[] results, MoleculeColumn column)
        where T : unmanaged
    {
        var length = 0;
        foreach (var result in results)
        {
            length = checked(length + result.Column<T>(column).Length);
        }

        var joined = GC.AllocateUninitializedArray<T>(length);
        var start = 0;
        foreach (var result in results)
        {
            var values = result.Column<T>(column);
            values.CopyTo(joined.AsSpan(start));
            start += values.Length;
        }

        return joined;
    }

    /// <summary>Offsets into joined columns.</summary>
    private static long[] Offsets(MoleculeResultHandle[] results, MoleculeColumn column)
    {
        var offsets = new List<long> { 0 };
        foreach (var result in results)
        {
            var start = offsets[^1];
            foreach (var end in result.Column<long>(column)[1..])
            {
                offsets.Add(start + end);
            }
        }

        return [.. offsets];
    }

    private static string[] Texts(MoleculeResultHandle[] results, MoleculeColumn column)
    {
        var length = 0;
        foreach (var result in results)
        {
            length += Math.Max(0, result.Column<long>(column + 1).Length - 1);
        }

        var texts = new string[length];
        var start = 0;
        foreach (var result in results)
        {
            var count = Math.Max(0, result.Column<long>(column + 1).Length - 1);
            result.Texts(column, texts.AsSpan(start, count));
            start += count;
        }

        return texts;
    }
}
