using System.Runtime.InteropServices;
using MolScreen.Contracts;
using MolScreen.Contracts.Featurizing;
using MolScreen.Contracts.Scoring;
using MolScreen.Gnn;

namespace MolScreen.Scorer;

/// <summary>Graphs of a chunk in, the predictions of every model of the job out. Thread-safe.</summary>
public sealed class ChunkScorer(LoadedModels models)
{
    /// <summary>The columns are the models' tasks, models in the job's order; rejects and properties are passed through.</summary>
    /// <exception cref="UnusableModelException">A model is unknown, broken, or made for other features.</exception>
    /// <exception cref="FormatException">The packed graphs are damaged.</exception>
    public MoleculesScored Score(MoleculesFeaturized chunk, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(chunk);
        var predictors = chunk.Models.Distinct().Select(models.Get).ToList();
        var columns = predictors
            .SelectMany(predictor => predictor.Manifest.Tasks
                .Select(task => new ScoreColumn(predictor.Manifest.Name, predictor.Manifest.Version, task.Name, task.Unit)))
            .ToList();
        return new MoleculesScored(
            SchemaVersion.Current,
            chunk.JobId,
            chunk.Chunk,
            chunk.Indices,
            chunk.Smiles,
            chunk.Properties,
            columns,
            MemoryMarshal.AsBytes<float>(Predict(predictors, Unpack(chunk), columns.Count, cancel)).ToArray(),
            chunk.Rejected);
    }

    private static MoleculeGraphs Unpack(MoleculesFeaturized chunk)
    {
        var packed = PackedGraphs.Unpack(chunk.Graphs);
        return packed.Count == chunk.Indices.Length
            ? new MoleculeGraphs(
                packed.Layout, packed.AtomCounts, packed.BondCounts, packed.AtomCodes, packed.AtomMasses, packed.BondEnds, packed.BondCodes)
            : throw new FormatException($"The chunk has {chunk.Indices.Length} molecules and {packed.Count} graphs.");
    }

    private static float[] Predict(List<Predictor> predictors, MoleculeGraphs graphs, int columns, CancellationToken cancel)
    {
        var scores = new float[graphs.Count * columns];
        var first = 0;
        foreach (var predictor in predictors)
        {
            RequireFeatures(predictor.Manifest, graphs.Layout);
            var tasks = predictor.Manifest.Tasks.Count;
            if (graphs.Count > 0)
            {
                var predicted = predictor.Predict(graphs, cancel);
                for (var i = 0; i < graphs.Count; i++)
                {
                    predicted.AsSpan(i * tasks, tasks).CopyTo(scores.AsSpan((i * columns) + first));
                }
            }

            first += tasks;
        }

        return scores;
    }

    /// <summary>Checks that a model takes what featurizers make: graphs alone, of one layout, of molecules in the standard form.</summary>
    /// <exception cref="UnusableModelException">It takes something else.</exception>
    public static void RequireFeatures(BundleManifest manifest, string layout)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        if (manifest.FeatureLayout != layout)
        {
            throw new UnusableModelException(
                $"The model {manifest.Name} needs the feature layout {manifest.FeatureLayout}; the featurizers make {layout}.");
        }

        if (manifest.Standardization != BundleManifest.StandardForm)
        {
            throw new UnusableModelException(
                $"The model {manifest.Name} takes molecules with the standardization {manifest.Standardization}; the featurizers make {BundleManifest.StandardForm}.");
        }

        if (manifest.Descriptors.Count > 0)
        {
            throw new UnusableModelException(
                $"The model {manifest.Name} takes {manifest.Descriptors.Count} descriptors of a molecule; the featurizers make none.");
        }
    }
}
