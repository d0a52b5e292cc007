using MolScreen.Contracts;
using MolScreen.Contracts.Featurizing;
using MolScreen.Contracts.Scoring;
using MolScreen.Gnn;
using MolScreen.Torch;

namespace MolScreen.Scorer;

/// <summary>Features of a chunk in, the predictions of every model of the job out. Thread-safe.</summary>
public sealed class ChunkScorer(LoadedModels models)
{
    /// <summary>The columns are the models' tasks, models in the job's order; rejects and properties are passed through.</summary>
    /// <exception cref="UnusableModelException">A model is unknown, broken, takes what is not in the chunk, or needs a library that is not installed.</exception>
    /// <exception cref="FormatException">The packed features are damaged.</exception>
    public MoleculesScored Score(MoleculesFeaturized chunk, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(chunk);
        var predictors = chunk.Models.Distinct().Select(models.Get).ToList();
        var features = ChunkFeatures.Unpack(chunk);
        var inputs = predictors.ConvertAll(predictor => features.For(predictor.Manifest));
        var table = new ScoreTable(features.Graphs.Count, predictors);
        if (features.Graphs.Count > 0)
        {
            for (var model = 0; model < predictors.Count; model++)
            {
                table.Add(model, Predict(predictors[model], inputs[model], cancel));
            }
        }

        return new MoleculesScored(
            SchemaVersion.Current,
            chunk.JobId,
            chunk.Chunk,
            chunk.Indices,
            chunk.Smiles,
            chunk.Properties,
            [.. predictors.SelectMany(Columns)],
            table.Scores,
            chunk.Rejected,
            table.Certainty);
    }

    private static Predictions Predict(Predictor predictor, MoleculeInputs inputs, CancellationToken cancel)
    {
        try
        {
            return predictor.Predict(inputs, cancel);
        }
        catch (MissingLibraryException missing)
        {
            // Some libraries are loaded when they are first called.
            throw UnusableModelException.Here(predictor.Manifest.Name, missing);
        }
    }

    private static IEnumerable<ScoreColumn> Columns(Predictor predictor) => predictor.Manifest.Tasks.Select(task => new ScoreColumn(
        predictor.Manifest.Name, predictor.Manifest.Version, task.Name, task.Unit, predictor.HasIntervals, predictor.HasPercentiles, predictor.HasDomain));
}
