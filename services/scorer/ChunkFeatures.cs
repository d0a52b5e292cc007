using MolScreen.Contracts.Featurizing;
using MolScreen.Gnn;

namespace MolScreen.Scorer;

/// <summary>What the featurizers made of a chunk's molecules.</summary>
/// <param name="Graphs">Their graphs (n).</param>
/// <param name="Fingerprints">Count fingerprints, each of another radius or size.</param>
/// <param name="Descriptors">Descriptors; null where none were made.</param>
public sealed record ChunkFeatures(MoleculeGraphs Graphs, IReadOnlyList<PackedFingerprints> Fingerprints, PackedDescriptors? Descriptors)
{
    /// <summary>The features of a message; every part is of as many molecules as the chunk has.</summary>
    /// <exception cref="FormatException">A part is damaged, or of other molecules.</exception>
    public static ChunkFeatures Unpack(MoleculesFeaturized chunk)
    {
        ArgumentNullException.ThrowIfNull(chunk);
        var graphs = PackedGraphs.Unpack(chunk.Graphs);
        Require(chunk, graphs.Count, "graphs");
        List<PackedFingerprints> fingerprints = [];
        foreach (var payload in chunk.Fingerprints ?? [])
        {
            fingerprints.Add(PackedFingerprints.Unpack(payload));
            Require(chunk, fingerprints[^1].Count, "fingerprints");
        }

        var descriptors = chunk.Descriptors is { } table ? PackedDescriptors.Unpack(table) : null;
        Require(chunk, descriptors?.Count ?? chunk.Indices.Length, "rows of descriptors");
        return new ChunkFeatures(
            new MoleculeGraphs(graphs.Layout, graphs.AtomCounts, graphs.BondCounts, graphs.AtomCodes, graphs.AtomMasses, graphs.BondEnds, graphs.BondCodes),
            fingerprints,
            descriptors);
    }

    /// <summary>What a model takes of them, descriptors in its own order.</summary>
    /// <exception cref="UnusableModelException">It takes what is not there.</exception>
    public MoleculeInputs For(BundleManifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        if (manifest.FeatureLayout != Graphs.Layout)
        {
            throw new UnusableModelException(
                $"The model {manifest.Name} needs the feature layout {manifest.FeatureLayout}; the featurizers make {Graphs.Layout}.");
        }

        if (manifest.Standardization != BundleManifest.StandardForm)
        {
            throw new UnusableModelException(
                $"The model {manifest.Name} takes molecules with the standardization {manifest.Standardization}; the featurizers make {BundleManifest.StandardForm}.");
        }

        return new MoleculeInputs(Graphs)
        {
            Fingerprints = manifest.Fingerprint is { } kind ? Fingerprint(manifest.Name, kind) : null,
            Descriptors = manifest.Descriptors.Count > 0 ? Table(manifest.Name, manifest.Descriptors) : null,
        };
    }

    private CountFingerprints Fingerprint(string model, FingerprintDescription kind) =>
        Fingerprints.FirstOrDefault(made => made.Radius == kind.Radius && made.Size == kind.Size) is { } found
            ? new CountFingerprints(found.Size, found.Starts, found.Positions, found.Counts)
            : throw Missing(model, $"count fingerprints of radius {kind.Radius} and size {kind.Size}");

    private DescriptorTable Table(string model, IReadOnlyList<string> names)
    {
        var columns = names.Select(name => Column(name) is var column and >= 0 ? column : throw Missing(model, $"the descriptor {name}")).ToArray();
        var values = new float[Graphs.Count * columns.Length];
        for (var molecule = 0; molecule < Graphs.Count; molecule++)
        {
            var row = Descriptors!.Values.AsSpan(molecule * Descriptors.Names.Count, Descriptors.Names.Count);
            for (var i = 0; i < columns.Length; i++)
            {
                values[(molecule * columns.Length) + i] = row[columns[i]];
            }
        }

        return new DescriptorTable(values, columns.Length);
    }

    private int Column(string name)
    {
        for (var column = 0; column < (Descriptors?.Names.Count ?? 0); column++)
        {
            if (Descriptors!.Names[column] == name)
            {
                return column;
            }
        }

        return -1;
    }

    private static UnusableModelException Missing(string model, string what) =>
        new($"The model {model} takes {what}, which the featurizers did not make: install its bundle beside the featurizers too, and restart them.");

    private static void Require(MoleculesFeaturized chunk, int count, string what)
    {
        if (count != chunk.Indices.Length)
        {
            throw new FormatException($"The chunk has {chunk.Indices.Length} molecules and {count} {what}.");
        }
    }
}
