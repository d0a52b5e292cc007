using MolScreen.Chemistry;
using MolScreen.Gnn;
using FeatureLayout = MolScreen.Chemistry.FeatureLayout;

namespace MolScreen.Cli.Predicting;

/// <summary>What a model takes of molecules, as its manifest says: in which form, with which features and descriptors.</summary>
internal sealed class ModelInputs
{
    private readonly int[] _descriptors;
    private readonly int _withoutHeavyAtoms;

    /// <exception cref="BundleException">The model takes a descriptor that is not computed here.</exception>
    public ModelInputs(BundleManifest manifest, int threads)
    {
        _descriptors = manifest.Descriptors.Count == 0 ? [] : [.. manifest.Descriptors.Select(DescriptorSet.IndexOf)];
        if (Array.IndexOf(_descriptors, -1) is var unknown and >= 0)
        {
            throw new BundleException($"The model {manifest.Name} takes the descriptor {manifest.Descriptors[unknown]}, which is not computed here.");
        }

        // chemprop 1 gives molecules without heavy atoms descriptors of 0.
        var asVersion1 = manifest is { FeatureLayout: Gnn.FeatureLayout.ChempropV1, Standardization: BundleManifest.AsWritten };
        _withoutHeavyAtoms = asVersion1 && _descriptors.Length > 0 ? DescriptorSet.IndexOf("HeavyAtomCount") : -1;
        Parts = MoleculeParts.Graph | (_descriptors.Length > 0 ? MoleculeParts.Descriptors : MoleculeParts.None);
        Processing = new ProcessingOptions
        {
            Threads = threads,
            Standardize = manifest.Standardization != BundleManifest.AsWritten,
            Layout = FeatureLayout.All.First(layout => layout.Name == manifest.FeatureLayout),
        };
    }

    /// <summary>What to compute of each molecule.</summary>
    public MoleculeParts Parts { get; }

    /// <summary>How to read molecules.</summary>
    public ProcessingOptions Processing { get; }

    /// <summary>What the model takes of the accepted molecules of a batch that was processed so.</summary>
    public MoleculeInputs Of(MoleculeBatch batch)
    {
        var graphs = LibraryPrediction.Graphs(batch.Graphs!);
        if (_descriptors.Length == 0)
        {
            return new MoleculeInputs(graphs);
        }

        var values = new float[batch.Accepted.Length * _descriptors.Length];
        for (var molecule = 0; molecule < batch.Accepted.Length; molecule++)
        {
            var all = DescriptorSet.Of(batch, molecule);
            for (var i = 0; i < _descriptors.Length && !(_withoutHeavyAtoms >= 0 && all[_withoutHeavyAtoms] == 0); i++)
            {
                values[(molecule * _descriptors.Length) + i] = (float)all[_descriptors[i]];
            }
        }

        return new MoleculeInputs(graphs) { Descriptors = new DescriptorTable(values, _descriptors.Length) };
    }
}
