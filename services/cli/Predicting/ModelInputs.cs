using MolScreen.Chemistry;
using MolScreen.Gnn;

namespace MolScreen.Cli.Predicting;

/// <summary>What models take of molecules, computed by the chemistry and handed over as plain arrays.</summary>
internal static class ModelInputs
{
    /// <summary>Everything a model may take; for training.</summary>
    public const MoleculeParts All = MoleculeParts.Graph | MoleculeParts.Fingerprint | MoleculeParts.Descriptors;

    /// <summary>What a bundle takes.</summary>
    public static MoleculeParts Parts(BundleManifest manifest) => MoleculeParts.Graph
        | (manifest.Needs.HasFlag(InputParts.Fingerprints) ? MoleculeParts.Fingerprint : 0)
        | (manifest.Needs.HasFlag(InputParts.Descriptors) ? MoleculeParts.Descriptors : 0);

    /// <summary>The settings that compute it.</summary>
    public static ProcessingOptions Processing(BundleManifest manifest, int threads) => new()
    {
        Threads = threads,
        Fingerprint = Fingerprint(manifest.Fingerprint ?? new FingerprintDescription()),
    };

    /// <summary>The chemistry's settings of a count fingerprint.</summary>
    public static FingerprintOptions Fingerprint(FingerprintDescription description) => new() { Radius = description.Radius, Size = description.Size, Counts = true };

    /// <summary>The accepted molecules of a batch; descriptors are those that are named, in that order.</summary>
    /// <param name="batch">What was computed.</param>
    /// <param name="descriptors">Names of descriptors; none where the model takes none.</param>
    public static MoleculeInputs Of(MoleculeBatch batch, IReadOnlyList<string> descriptors) => new(Graphs(batch.Graphs!))
    {
        Fingerprints = batch.FingerprintCounts is { } counts ? CountFingerprints.Of(counts, batch.FingerprintLength) : null,
        Descriptors = descriptors.Count > 0 ? Descriptors(batch, descriptors) : null,
    };

    /// <summary>The same arrays under the network's name for them.</summary>
    public static MoleculeGraphs Graphs(GraphArrays graphs) => new(
        graphs.Layout, graphs.AtomCounts, graphs.BondCounts, graphs.AtomCodes, graphs.AtomMasses, graphs.BondEnds, graphs.BondCodes);

    private static DescriptorTable Descriptors(MoleculeBatch batch, IReadOnlyList<string> names)
    {
        var columns = names.Select(name => DescriptorSet.IndexOf(name) is var index and >= 0 ? index : throw new BundleException($"There is no descriptor {name}.")).ToArray();
        var values = new float[batch.Accepted.Length * columns.Length];
        for (var i = 0; i < batch.Accepted.Length; i++)
        {
            var row = DescriptorSet.Of(batch, i);
            for (var d = 0; d < columns.Length; d++)
            {
                values[(i * columns.Length) + d] = (float)row[columns[d]];
            }
        }

        return new DescriptorTable(values, columns.Length);
    }
}
