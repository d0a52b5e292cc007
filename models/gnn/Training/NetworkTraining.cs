using MolScreen.Gnn.Inference;
using MolScreen.Gnn.Network;
using TorchSharp;
using static TorchSharp.torch;

namespace MolScreen.Gnn.Training;

/// <summary>Trains one network and keeps the epoch that did best on the molecules held out.</summary>
/// <param name="networks">How many networks are trained in all; for the progress.</param>
internal sealed class NetworkTraining(TrainingData data, TrainingOptions options, NetworkArchitecture architecture, Holdout holdout, int networks)
{
    // libtorch's generator belongs to the process: networks are initialized one at a time.
    private static readonly Lock initializing = new();

    private readonly TargetScale scale = TargetScale.Of(options.Tasks, data.Targets, holdout.Fit);
    private readonly DescriptorScale? descriptorScale = architecture.Descriptors > 0 ? DescriptorScale.Of(data.Inputs.Descriptors!, holdout.Fit) : null;
    private readonly (int[] Atoms, int[] Bonds) offsets = data.Graphs.Offsets();
    private readonly Device device = new(TorchForwardPass.ResolveDevice(options.Device));

    /// <summary>Runs every epoch, or fewer where the options stop a network that gets no better.</summary>
    /// <param name="member">Which network of the ensemble, from 0; its seed is the options' plus this.</param>
    /// <param name="report">Called after each epoch.</param>
    /// <param name="cancel">Stops between steps.</param>
    internal TrainedNetwork Run(int member, Action<TrainingProgress> report, CancellationToken cancel)
    {
        set_num_threads(1);
        using var network = Initialize(options.Seed + member);
        using var optimizer = optim.Adam(network.parameters(), options.InitialLearningRate);
        var stepsPerEpoch = (holdout.Fit.Length + options.BatchSize - 1) / options.BatchSize;
        var schedule = new LearningRateSchedule(options.InitialLearningRate, options.MaximumLearningRate, options.FinalLearningRate, options.WarmupEpochs * stepsPerEpoch, options.Epochs * stepsPerEpoch);
        var order = (int[])holdout.Fit.Clone();
        var random = new Random(options.Seed + member);
        (NetworkWeights? Weights, int Epoch, double Loss) best = (null, 0, double.PositiveInfinity);
        for (var epoch = 0; epoch < options.Epochs; epoch++)
        {
            var started = options.Time.GetTimestamp();
            random.Shuffle(order);
            var loss = RunEpoch(network, optimizer, schedule, order, epoch * stepsPerEpoch, cancel);
            var weights = network.Export(scale.Mean, scale.Scale, descriptorScale);
            var validation = ValidationLoss(weights);
            if (best.Weights is null || Improves(validation, best.Loss))
            {
                best = (weights, epoch + 1, validation ?? double.PositiveInfinity);
            }

            var seconds = options.Time.GetElapsedTime(started).TotalSeconds;
            report(new TrainingProgress(member + 1, networks, epoch + 1, options.Epochs, loss, validation, order.Length / seconds, schedule.At(((epoch + 1) * stepsPerEpoch) - 1)));
            if (options.Patience > 0 && validation is not null && epoch + 1 - best.Epoch >= options.Patience)
            {
                break;
            }
        }

        return new TrainedNetwork(best.Weights!, best.Epoch);
    }

    /// <summary>Whether an epoch is kept instead of the best before it: always without a loss; one that is no number gives way to any that is.</summary>
    internal static bool Improves(double? loss, double best) => loss is not { } number || number < best || (double.IsNaN(best) && !double.IsNaN(number));

    private Dmpnn Initialize(int seed)
    {
        lock (initializing)
        {
            manual_seed(seed);
            var network = new Dmpnn(architecture);
            if (options.Initial is { } initial)
            {
                network.LoadEncoder(initial);
            }

            return network.to(device);
        }
    }

    /// <summary>Mean loss over the epoch's steps, each weighted by its labels.</summary>
    private double RunEpoch(Dmpnn network, optim.Optimizer optimizer, LearningRateSchedule schedule, int[] order, int firstStep, CancellationToken cancel)
    {
        double sum = 0, labels = 0;
        var descriptors = descriptorScale?.Apply(data.Inputs.Descriptors!);
        var step = firstStep;
        network.train();
        foreach (var rows in order.Chunk(options.BatchSize))
        {
            cancel.ThrowIfCancellationRequested();
            foreach (var group in optimizer.ParamGroups)
            {
                group.LearningRate = schedule.At(step);
            }

            step++;
            using var scope = NewDisposeScope();
            using var batch = new GraphBatch(data.Graphs, offsets, rows, device, descriptors);
            var (targets, present) = Labels(rows);
            var count = present.Sum();
            if (count == 0)
            {
                continue;
            }

            optimizer.zero_grad();
            var loss = MaskedLoss.Of(options.Tasks, network.call(batch), tensor(targets, [rows.Length, architecture.Tasks], device: device), tensor(present, [rows.Length, architecture.Tasks], device: device));
            loss.backward();
            optimizer.step();
            sum += loss.item<float>() * (double)count;
            labels += count;
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
        new FusedForwardPass(weights, architecture, threads: 1).Predict(graphs, outputs, CancellationToken.None);
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
