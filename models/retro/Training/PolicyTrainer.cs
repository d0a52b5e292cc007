using MolScreen.Retro.Policy;
using MolScreen.Torch.Safetensors;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MolScreen.Retro.Training;

/// <summary>
/// Fits the policy network: −ln of the probability of all templates together that make the recorded reactants, Adam, the weights of
/// the epoch with the lowest validation loss.
/// </summary>
internal sealed class PolicyTrainer(PolicyTrainingOptions options, int templates)
{
    private const int Bits = ProductFingerprint.Bits;

    private readonly float[] _inputs = new float[options.BatchSize * Bits];

    /// <summary>One product and the positions of the templates that make its reactants, at least one.</summary>
    internal readonly record struct Example(byte[] Fingerprint, int[] Templates);

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
                var (input, targets, count) = Batch(train, start);
                adam.zero_grad();
                var loss = targets.Loss(Run(input));
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
            var (input, targets, count) = Batch(examples, start);
            sum += targets.Loss(run(input)).item<float>() * count;
        }

        return sum / Math.Max(1, examples.Length);
    }

    private (Tensor Input, Targets Targets, int Count) Batch(Example[] examples, int start)
    {
        var batch = examples.AsSpan(start, Math.Min(options.BatchSize, examples.Length - start));
        var width = 0;
        foreach (var example in batch)
        {
            width = Math.Max(width, example.Templates.Length);
        }

        var positions = new long[batch.Length * width];
        var weights = new float[batch.Length * width];
        Array.Clear(_inputs);
        for (var row = 0; row < batch.Length; row++)
        {
            var (fingerprint, right) = batch[row];
            for (var i = 0; i < right.Length; i++)
            {
                positions[(row * width) + i] = right[i];
                weights[(row * width) + i] = 1;
            }

            for (var bit = 0; bit < Bits; bit++)
            {
                _inputs[(row * Bits) + bit] = fingerprint[bit >> 3] >> (bit & 7) & 1;
            }
        }

        long[] shape = [batch.Length, width];
        return (tensor(_inputs.AsMemory(0, batch.Length * Bits), [batch.Length, Bits]), new Targets(tensor(positions, shape), tensor(weights, shape)), batch.Length);
    }

    /// <summary>The right templates of each row, filled up with weight 0 to the same number: rows × most.</summary>
    private readonly record struct Targets(Tensor Positions, Tensor Weights)
    {
        // Below this a probability no longer pulls; it keeps the logarithm finite.
        private const double Least = 1e-12;

        /// <summary>Mean over the rows of −ln Σ p over the right templates.</summary>
        public Tensor Loss(Tensor logits)
        {
            var right = logits.log_softmax(1).gather(1, Positions).exp() * Weights;
            return -(right.sum(1) + Least).log().mean();
        }
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
