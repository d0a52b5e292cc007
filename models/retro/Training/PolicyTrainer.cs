using MolScreen.Retro.Policy;
using MolScreen.Torch.Safetensors;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MolScreen.Retro.Training;

/// <summary>Fits the policy network: cross-entropy over templates, Adam, the weights of the epoch with the lowest validation loss.</summary>
internal sealed class PolicyTrainer(PolicyTrainingOptions options, int templates)
{
    private const int Bits = ProductFingerprint.Bits;

    private readonly float[] _inputs = new float[options.BatchSize * Bits];

    /// <summary>One product and the position of its template.</summary>
    internal readonly record struct Example(byte[] Fingerprint, int Template);

    /// <summary>Fits, and gives the tensors of the policy file in half precision.</summary>
    public (SafeTensor[] Policy, int Epochs, double ValidationLoss) Fit(
        Example[] train, Example[] validation, IProgress<RetroProgress>? progress, CancellationToken cancel)
    {
        set_num_threads(options.Threads);
        manual_seed(options.Seed);
        using var outer = NewDisposeScope();
        using var hidden = nn.Linear(Bits, options.Hidden);
        using var output = nn.Linear(options.Hidden, templates);
        using var dropout = nn.Dropout(options.Dropout);
        nn.Module<Tensor, Tensor>[] layers = [hidden, output, dropout];
        using var adam = optim.Adam(layers.SelectMany(layer => layer.parameters()), options.LearningRate);
        Tensor Run(Tensor input) => output.call(dropout.call(nn.functional.elu(hidden.call(input), 1)));

        var random = new Random(options.Seed);
        var best = double.PositiveInfinity;
        SafeTensor[] kept = [];
        var stale = 0;
        var epoch = 0;
        while (epoch < options.MaxEpochs && stale < options.Patience)
        {
            epoch++;
            random.Shuffle(train);
            dropout.train();
            var trainLoss = 0.0;
            for (var start = 0; start < train.Length; start += options.BatchSize)
            {
                cancel.ThrowIfCancellationRequested();
                using var scope = NewDisposeScope();
                var (input, target, count) = Batch(train, start);
                adam.zero_grad();
                var loss = nn.functional.cross_entropy(Run(input), target);
                loss.backward();
                adam.step();
                trainLoss += loss.item<float>() * count;
                progress?.Report(new RetroProgress($"epoch {epoch}", Math.Min(train.Length, start + count), train.Length));
            }

            dropout.eval();
            var validationLoss = Loss(validation, Run);
            stale++;
            if (validation.Length == 0 || validationLoss < best)
            {
                (best, stale) = (validationLoss, 0);
                kept = Weights(hidden, output);
            }
            else
            {
                foreach (var group in adam.ParamGroups)
                {
                    group.LearningRate /= 2;
                }
            }

            progress?.Report(new RetroProgress(
                "trained", epoch, options.MaxEpochs, FormattableString.Invariant($"loss {trainLoss / train.Length:F3}, validation {validationLoss:F3}")));
        }

        return (kept, epoch, best);
    }

    private double Loss(Example[] examples, Func<Tensor, Tensor> run)
    {
        using var quiet = no_grad();
        var sum = 0.0;
        for (var start = 0; start < examples.Length; start += options.BatchSize)
        {
            using var scope = NewDisposeScope();
            var (input, target, count) = Batch(examples, start);
            sum += nn.functional.cross_entropy(run(input), target).item<float>() * count;
        }

        return sum / Math.Max(1, examples.Length);
    }

    private (Tensor Input, Tensor Target, int Count) Batch(Example[] examples, int start)
    {
        var count = Math.Min(options.BatchSize, examples.Length - start);
        var targets = new long[count];
        Array.Clear(_inputs);
        for (var row = 0; row < count; row++)
        {
            var (fingerprint, template) = examples[start + row];
            targets[row] = template;
            for (var bit = 0; bit < Bits; bit++)
            {
                _inputs[(row * Bits) + bit] = fingerprint[bit >> 3] >> (bit & 7) & 1;
            }
        }

        return (tensor(_inputs.AsMemory(0, count * Bits), [count, Bits]), tensor(targets), count);
    }

    private static SafeTensor[] Weights(Linear hidden, Linear output)
    {
        static SafeTensor Half(string name, Tensor values)
        {
            using var elements = values.data<float>();
            return SafeTensor.HalfFromSingles(name, elements.ToArray(), values.shape);
        }

        return
        [
            Half(PolicyNetwork.HiddenWeight, hidden.weight!),
            Half(PolicyNetwork.HiddenBias, hidden.bias!),
            Half(PolicyNetwork.OutputWeight, output.weight!),
            Half(PolicyNetwork.OutputBias, output.bias!),
        ];
    }
}
