using MolScreen.Gnn.Inference;
using MolScreen.Gnn.Network;
using MolScreen.Gnn.Training.Fused;

namespace MolScreen.Gnn.Training;

/// <summary>Trains one network and keeps the epoch that did best on the molecules held out.</summary>
/// <param name="networks">How many networks are trained in all; for the progress, and for the threads that each gets.</param>
/// <param name="checkpoints">Where a network is kept after each epoch, if by the trainer without libtorch; null for nowhere.</param>
internal sealed class NetworkTraining(TrainingData data, TrainingOptions options, NetworkArchitecture architecture, Holdout holdout, int networks, TrainingCheckpoints? checkpoints)
{
    private readonly TargetScale scale = TargetScale.Of(options.Tasks, data.Targets, holdout.Fit);
    private readonly DescriptorScale? descriptorScale = architecture.Descriptors > 0 ? DescriptorScale.Of(data.Inputs.Descriptors!, holdout.Fit) : null;

    /// <summary>Threads of this network: fewer networks than threads share them.</summary>
    private int Threads => Math.Max(1, options.Workers / networks);

    /// <summary>Runs every epoch, or fewer where the options stop a network that gets no better.</summary>
    /// <param name="member">Which network of the ensemble, from 0; its seed is the options' plus this.</param>
    /// <param name="report">Called after each epoch; at first for those that an earlier run had done.</param>
    /// <param name="cancel">Stops between steps.</param>
    internal TrainedNetwork Run(int member, Action<TrainingProgress> report, CancellationToken cancel)
    {
        var running = WithoutLibtorch(options, architecture) ? checkpoints?.Running(member, architecture) : null;
        using var network = Start(options.Seed + member, running?.State);
        var stepsPerEpoch = (holdout.Fit.Length + options.BatchSize - 1) / options.BatchSize;
        var schedule = new LearningRateSchedule(options.InitialLearningRate, options.MaximumLearningRate, options.FinalLearningRate, options.WarmupEpochs * stepsPerEpoch, options.Epochs * stepsPerEpoch);
        var order = (int[])holdout.Fit.Clone();
        var random = new Random(options.Seed + member);
        List<TrainingProgress> history = [.. running?.History ?? []];
        (NetworkWeights? Weights, int Epoch, double Loss) best = running is null
            ? (null, 0, double.PositiveInfinity)
            : (running.State.Export(running.Best, scale.Mean, scale.Scale, descriptorScale), running.BestEpoch, running.BestLoss);
        foreach (var done in history)
        {
            random.Shuffle(order);
            report(done);
        }

        while (history.Count < options.Epochs && !Stops(history, best.Epoch))
        {
            var (epoch, started) = (history.Count, options.Time.GetTimestamp());
            random.Shuffle(order);
            var loss = RunEpoch(network, schedule, order, epoch * stepsPerEpoch, cancel);
            var weights = network.Export(scale);
            var validation = ValidationLoss(weights);
            if (best.Weights is null || Improves(validation, best.Loss))
            {
                best = (weights, epoch + 1, validation ?? double.PositiveInfinity);
            }

            var seconds = options.Time.GetElapsedTime(started).TotalSeconds;
            history.Add(new TrainingProgress(member + 1, networks, epoch + 1, options.Epochs, loss, validation, order.Length / seconds, schedule.At(((epoch + 1) * stepsPerEpoch) - 1)));
            if (network is ProcessorNetwork { State: var state })
            {
                checkpoints?.KeepRunning(member, new RunningNetwork(state, history, state.Vector(best.Weights), best.Epoch, best.Loss));
            }

            report(history[^1]);
        }

        return new TrainedNetwork(best.Weights!, best.Epoch);
    }

    /// <summary>Whether networks are trained on the processor without libtorch.</summary>
    internal static bool WithoutLibtorch(TrainingOptions options, NetworkArchitecture architecture) =>
        FusedTrainer.Supports(architecture) && TorchForwardPass.ResolveDevice(options.Device) == "cpu";

    /// <summary>Whether an epoch is kept instead of the best before it: always without a loss; one that is no number gives way to any that is.</summary>
    internal static bool Improves(double? loss, double best) => loss is not { } number || number < best || (double.IsNaN(best) && !double.IsNaN(number));

    /// <summary>Whether the last epochs were no better than the best by too many.</summary>
    private bool Stops(List<TrainingProgress> history, int bestEpoch) =>
        options.Patience > 0 && history.Count > 0 && history[^1].ValidationLoss is not null && history.Count - bestEpoch >= options.Patience;

    /// <summary>A network to train: where it stood, or from the start.</summary>
    private ITrainableNetwork Start(int seed, FusedTrainingState? running) => WithoutLibtorch(options, architecture)
        ? new ProcessorNetwork(data, options.Tasks, running ?? FusedTrainingState.Draw(architecture, seed, options.Initial), descriptorScale, Threads)
        : new TorchNetwork(data, options, architecture, descriptorScale, seed, TorchForwardPass.ResolveDevice(options.Device));

    /// <summary>Mean loss over the epoch's steps, each weighted by its labels.</summary>
    private double RunEpoch(ITrainableNetwork network, LearningRateSchedule schedule, int[] order, int firstStep, CancellationToken cancel)
    {
        double sum = 0, labels = 0;
        var step = firstStep;
        foreach (var rows in order.Chunk(options.BatchSize))
        {
            cancel.ThrowIfCancellationRequested();
            var rate = schedule.At(step++);
            var (targets, present) = Labels(rows);
            var count = present.Sum();
            if (count > 0)
            {
                sum += network.Step(rows, targets, present, rate) * count;
                labels += count;
            }
        }

        return sum / Math.Max(1, labels);
    }

    /// <summary>Scaled targets with 0 where there is none, and 1 where there is one.</summary>
    private (float[] Targets, float[] Present) Labels(int[] rows)
    {
        var tasks = architecture.Tasks;
        float[] targets = new float[rows.Length * tasks], present = new float[rows.Length * tasks];
        for (var i = 0; i < targets.Length; i++)
        {
            var value = data.Targets[(rows[i / tasks] * tasks) + (i % tasks)];
            if (!float.IsNaN(value))
            {
                present[i] = 1;
                targets[i] = (value - scale.Mean[i % tasks]) / scale.Scale[i % tasks];
            }
        }

        return (targets, present);
    }

    private double? ValidationLoss(NetworkWeights weights)
    {
        if (holdout.Held.Length == 0)
        {
            return null;
        }

        // The engine gives the outputs on the targets' own scale; the loss is on the standardized one.
        var outputs = new float[holdout.Held.Length * architecture.Tasks];
        var graphs = data.Inputs.Select(holdout.Held);
        new FusedForwardPass(weights, architecture, Threads).Predict(graphs, outputs, readouts: null, CancellationToken.None);
        var (targets, present) = Labels(holdout.Held);
        double sum = 0, labels = 0;
        for (var i = 0; i < outputs.Length; i++)
        {
            var task = i % architecture.Tasks;
            var output = (outputs[i] - scale.Mean[task]) / scale.Scale[task];
            sum += present[i] * (options.Tasks[task].Kind == TaskKind.Classification
                ? Math.Max(output, 0) - (output * targets[i]) + Math.Log(1 + Math.Exp(-Math.Abs(output)))
                : (output - targets[i]) * (output - targets[i]));
            labels += present[i];
        }

        return labels > 0 ? sum / labels : null;
    }
}
