using MolScreen.Chemistry;
using MolScreen.Gnn;
using FeatureLayout = MolScreen.Chemistry.FeatureLayout;

namespace MolScreen.Cli.Predicting;

/// <summary>What a model takes of molecules: in which form, with which features, fingerprints and descriptors.</summary>
internal sealed class ModelInputs
{
    private readonly int[] _descriptors;
    private readonly int _withoutHeavyAtoms = -1;

    /// <summary>What a bundle's manifest says.</summary>
    /// <exception cref="BundleException">The model takes a descriptor that is not computed here.</exception>
    public ModelInputs(BundleManifest manifest, int threads)
    {
        _descriptors = [.. manifest.Descriptors.Select(DescriptorSet.IndexOf)];
        if (Array.IndexOf(_descriptors, -1) is var unknown and >= 0)
        {
            throw new BundleException($"The model {manifest.Name} takes the descriptor {manifest.Descriptors[unknown]}, which is not computed here.");
        }

        // chemprop 1 gives molecules without heavy atoms descriptors of 0.
        if (manifest is { FeatureLayout: Gnn.FeatureLayout.ChempropV1, Standardization: BundleManifest.AsWritten } && _descriptors.Length > 0)
        {
            _withoutHeavyAtoms = DescriptorSet.IndexOf("HeavyAtomCount");
        }

        Parts = MoleculeParts.Graph
            | (manifest.Needs.HasFlag(InputParts.Fingerprints) ? MoleculeParts.Fingerprint : MoleculeParts.None)
            | (manifest.Needs.HasFlag(InputParts.Descriptors) ? MoleculeParts.Descriptors : MoleculeParts.None);
        Processing = new ProcessingOptions
        {
            Threads = threads,
            Standardize = manifest.Standardization != BundleManifest.AsWritten,
            Layout = FeatureLayout.All.First(layout => layout.Name == manifest.FeatureLayout),
            Fingerprint = Fingerprint(manifest.Fingerprint ?? new FingerprintDescription()),
        };
    }

    private ModelInputs(FingerprintDescription fingerprint, int threads)
    {
        _descriptors = [.. Enumerable.Range(0, DescriptorSet.Names.Count)];
        Parts = MoleculeParts.Graph | MoleculeParts.Fingerprint | MoleculeParts.Descriptors;
        Processing = new ProcessingOptions { Threads = threads, Fingerprint = Fingerprint(fingerprint) };
    }

    /// <summary>What to compute of each molecule.</summary>
    public MoleculeParts Parts { get; }

    /// <summary>How to read molecules.</summary>
    public ProcessingOptions Processing { get; }

    /// <summary>Everything that a model may take; for training.</summary>
    public static ModelInputs ForTraining(FingerprintDescription fingerprint, int threads) => new(fingerprint, threads);

    /// <summary>What the model takes of the accepted molecules of a batch that was processed so.</summary>
    public MoleculeInputs Of(MoleculeBatch batch) => new(Graphs(batch.Graphs ?? new GraphArrays(Processing.Layout.Name, [], [], [], [], [], [])))
    {
        Fingerprints = batch.FingerprintCounts is { } counts ? CountFingerprints.Of(counts, batch.FingerprintLength) : null,
        Descriptors = _descriptors.Length > 0 ? Descriptors(batch) : null,
    };

    /// <summary>The same arrays under the network's name for them.</summary>
    public static MoleculeGraphs Graphs(GraphArrays graphs) => new(
        graphs.Layout, graphs.AtomCounts, graphs.BondCounts, graphs.AtomCodes, graphs.AtomMasses, graphs.BondEnds, graphs.BondCodes);

    private static FingerprintOptions Fingerprint(FingerprintDescription description) => new() { Radius = description.Radius, Size = description.Size, Counts = true };

    private DescriptorTable Descriptors(MoleculeBatch batch)
    {
        var values = new float[batch.Accepted.Length * _descriptors.Length];
        for (var molecule = 0; molecule < batch.Accepted.Length; molecule++)
        {
            var all = DescriptorSet.Of(batch, molecule);
            for (var i = 0; i < _descriptors.Length && !(_withoutHeavyAtoms >= 0 && all[_withoutHeavyAtoms] == 0); i++)
            {
                values[(molecule * _descriptors.Length) + i] = (float)all[_descriptors[i]];
            }
        }

        return new DescriptorTable(values, _descriptors.Length);
    }
}
