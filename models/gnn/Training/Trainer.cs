using System.Text.Json;
using MolScreen.Gnn.Arms;
using MolScreen.Gnn.Bundles;
using MolScreen.Gnn.Network;

namespace MolScreen.Gnn.Training;

/// <summary>Trains networks, trees and a kernel, blends them, learns how sure the blend is, and writes it as a bundle.</summary>
public static class Trainer
{
    /// <summary>Tasks up to which trees are fitted; beyond, a model for each task would take longer than the network for all.</summary>
    internal const int MostTasksForTrees = 60;

    private static readonly JsonSerializerOptions splitFormat = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Divides the data, trains, measures on the test part beside the baseline, and writes the bundle as a whole.</summary>
    /// <param name="data">Molecules with labels.</param>
    /// <param name="options">How to train.</param>
    /// <param name="outFolder">The bundle to make; replaced where it already is a GNN bundle.</param>
    /// <param name="progress">Told after each epoch of each network, and each fit of another arm.</param>
    /// <param name="cancel">Stops between steps. Networks that are finished stay in a folder beside the bundle, from which the same training goes on.</param>
    /// <exception cref="ArgumentException">The data does not fit the options, or the folder holds something else.</exception>
    public static TrainingReport Train(TrainingData data, TrainingOptions options, string outFolder, IProgress<TrainingProgress>? progress = null, CancellationToken cancel = default)
    {
        TrainingChecks.Check(data, options, outFolder);
        var measured = data;
        data = data.Learned(options.Tasks);
        var architecture = options.ArchitectureFor(data);
        var split = TrainingChecks.Split(data, options);
        var holdouts = Holdout.Of(split, options, data.Scaffolds);
        var checkpoints = TrainingCheckpoints.Open(outFolder, data, options);
        var history = new TrainingHistory(progress, holdouts.Count, options.Epochs);

        var (networkArm, networks, distances) = NetworkArmTraining.Run(data, options, architecture, holdouts, checkpoints, history.Add, cancel);
        List<TrainedArm> arms = [networkArm];
        if (options.Arms.Contains(ArmKind.Trees) && options.Tasks.Count <= MostTasksForTrees)
        {
            arms.Add(TreesArmTraining.Run(data, options, holdouts, history.Note, cancel));
        }

        var kernel = options.Arms.Contains(ArmKind.Kernel) ? KernelArmTraining.Run(data, options, split, holdouts, history.Note, cancel) : null;
        if (kernel is not null)
        {
            arms.Add(kernel.Arm(errors: null));
        }

        var blend = ArmBlend.Fit([.. arms.Select(arm => arm.Kind)], options.Tasks, [.. arms.Select(arm => arm.HeldOut(holdouts, data.Count))], data.Targets);
        var fit = new CalibrationFit(data, options, holdouts, arms, blend);
        var calibration = fit.Run(holdouts, distances, kernel);
        if (kernel is not null)
        {
            arms[^1] = kernel.Arm(fit.Errors);
        }

        // The kernel stays without a weight too: it knows how near the learned molecules are.
        var kept = arms.Where(arm => arm.Kind is ArmKind.Network or ArmKind.Kernel || Enumerable.Range(0, options.Tasks.Count).Any(task => blend.Of(task)[arms.IndexOf(arm)] > 0)).ToArray();
        var manifest = TrainingManifest.Of(data, options, architecture, split, networks) with
        {
            Arms = [.. kept.Select(arm => arm.Kind)],
            Blend = options.Tasks.Select((task, number) => (task.Name, Weights: kept.Select(arm => (arm.Kind, Weight: blend.Of(number)[arms.IndexOf(arm)])).ToDictionary())).ToDictionary(entry => entry.Name, entry => entry.Weights),
            Fingerprint = kept.Any(arm => arm.Kind != ArmKind.Network) && data.Inputs.Fingerprints is { } prints ? options.Fingerprint with { Size = prints.Size } : null,
            Descriptors = kept.Any(arm => arm.Kind == ArmKind.Trees) || options.NetworkDescriptors ? data.DescriptorNames : [],
        };
        if (Directory.Exists(checkpoints.Bundle))
        {
            Directory.Delete(checkpoints.Bundle, true);
        }

        Directory.CreateDirectory(checkpoints.Bundle);
        List<string> files = [.. kept.SelectMany(arm => arm.Write(checkpoints.Bundle))];
        calibration?.Write(checkpoints.Bundle);
        files.AddRange(calibration is null ? [] : [BundleCalibration.FileName]);
        manifest = BundleFolder.WriteManifest(checkpoints.Bundle, manifest, files);
        using (var predictor = Predictor.Open(checkpoints.Bundle, new PredictorOptions { Threads = options.Threads, Device = options.Device }))
        {
            if (calibration is not null && data.Reference is { } reference)
            {
                CalibrationFit.WithReference(calibration, predictor.Predict(Taken(reference, manifest), cancel)).Write(checkpoints.Bundle);
            }

            manifest = manifest with { Metrics = TrainingEvaluation.Measure(measured, options, split, holdouts, arms, fit.Values(calibration), rows => predictor.Predict(Taken(data.Inputs.Select(rows), manifest), cancel), cancel) };
        }

        manifest = Complete(checkpoints.Bundle, manifest, data, split, files, history);
        checkpoints.Finish(outFolder);
        return new TrainingReport(outFolder, manifest, history.Epochs);
    }

    /// <summary>The parts that the bundle takes.</summary>
    private static MoleculeInputs Taken(MoleculeInputs inputs, BundleManifest manifest) => inputs with
    {
        Fingerprints = manifest.Fingerprint is null ? null : inputs.Fingerprints,
        Descriptors = manifest.Descriptors.Count == 0 ? null : inputs.Descriptors,
    };

    private static BundleManifest Complete(string folder, BundleManifest manifest, TrainingData data, DataSplit split, List<string> files, TrainingHistory history)
    {
        int[] Rows(int[] positions) => Array.ConvertAll(positions, p => data.Rows?[p] ?? p + 1);
        File.WriteAllText(
            Path.Combine(folder, "split.json"),
            JsonSerializer.Serialize(new { manifest.Split.Kind, manifest.Split.Seed, Train = Rows(split.Train), Validation = Rows(split.Validation), Test = Rows(split.Test) }, splitFormat) + "\n");
        File.WriteAllText(Path.Combine(folder, "training.svg"), history.Plot(manifest.Name));
        File.WriteAllText(Path.Combine(folder, "MODEL_CARD.md"), ModelCard.Write(manifest));
        return BundleFolder.WriteManifest(folder, manifest, [.. files, "split.json", "training.svg", "MODEL_CARD.md"]);
    }
}
